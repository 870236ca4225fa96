"""Parents' answers on their own phones: one-time links, posters, the pages they open, what is kept."""
