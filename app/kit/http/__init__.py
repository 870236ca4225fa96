"""Requests and replies: bodies, refusals, pages, static files, headers, and the description of the API."""
