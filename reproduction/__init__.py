"""The half-time report's printed figures, each read again from the service: evidence, no part of it."""
