"""What is acknowledged survives: writing clients, and servers that are killed under them."""
