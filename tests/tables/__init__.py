"""The tables: counted by hand, counted again in plain Python, and held to their own rules."""
