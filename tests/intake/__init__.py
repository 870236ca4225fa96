"""Records on their way in: the contract, every rule, bad input, and two clients at the same moment."""
