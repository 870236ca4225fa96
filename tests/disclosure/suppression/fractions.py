"""Linear algebra by fractions: the way of the textbook, with nothing of the product's in it."""

from fractions import Fraction


def rank(columns: list[list[int]]) -> int:
    """How many of these columns are independent."""
    rows = [[Fraction(value) for value in column] for column in columns]
    found = 0
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[place] / pivot[place]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found
