"""A synthetic city for trying the service, and the half-time report's figures counted back out of it."""
