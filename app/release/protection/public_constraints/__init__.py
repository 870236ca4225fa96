"""What everybody knows of the tables' figures beside the figures themselves: declared, and applied."""
