"""What a release may tell: its cells, what everybody knows of them, the rounding, and the proof of it."""
