"""Tests of the import of earlier records and of its templates."""
