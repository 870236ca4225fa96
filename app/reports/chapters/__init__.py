"""The report's chapters, a module each, in the order of the half-time report's results chapter."""
