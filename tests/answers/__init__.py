"""Parents' answers on their own phones: links, posters, pages, and what is counted of them."""
