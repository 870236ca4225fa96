"""The demo city and the reproduction of the half-time report."""
