"""Attacks on what is served, by whoever can read it: each is shown to succeed where nothing is protected."""
