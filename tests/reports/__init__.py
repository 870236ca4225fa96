"""The tertial report: its sentences and forms, what rounding leaves of them, and the half-time report."""
