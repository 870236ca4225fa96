"""The trail of administrative acts."""
