"""Tertials, months, states, closed lists, shares and the classification of columns: pure."""
