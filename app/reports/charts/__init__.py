"""Charts as SVG: each says its figures in words too, and can be told apart without colour."""
