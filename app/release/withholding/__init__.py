"""Protection by withholding, until releases are rounded."""
