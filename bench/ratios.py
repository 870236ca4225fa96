"""A ratio as the page says it: the measured, what is to be reached, and whether it is."""


def said(ratio: float, bound: float, *, at_least: bool) -> str:
    """The last three cells of a row."""
    met = ratio >= bound if at_least else ratio <= bound
    return f"{ratio:.2f} | {'at least' if at_least else 'at most'} {bound:g} | {'yes' if met else '**no**'}"
