"""Tests of the protection by suppression."""
