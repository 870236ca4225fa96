"""A synthetic city for trying the service: the half-time report's figures come out of it."""
