"""The figures that the half-time report printed, as data: what, where, and how each is read and compared."""
