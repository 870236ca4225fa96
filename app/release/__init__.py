"""Releases: a tertial's tables frozen, protected together, attacked, published, and kept for ever."""
