"""Access: roles, guards, codes, passwords, keys, limits and the trail, over real HTTP and real databases."""
