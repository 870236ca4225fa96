"""Stödlogg: advisers log anonymous parental support, and a city learns from it."""
