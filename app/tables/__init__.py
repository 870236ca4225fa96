"""Every statistical table declared as data, and one engine that counts them from records in whole numbers."""
