"""Tests of what is published now, for readers."""
