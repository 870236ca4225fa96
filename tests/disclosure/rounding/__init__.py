"""Tests of the protection by rounding."""
