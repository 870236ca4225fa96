"""Measurements, each side by side with its yardstick in one run: `make bench`. Never part of the tests."""
