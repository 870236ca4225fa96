"""Figures for spreadsheets: no text is ever run as a formula, opened as an address or taken for a number."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""For `xlsxwriter.Workbook`."""

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """A text of a CSV file that is taken for no formula: an apostrophe goes before what could begin one."""
    return f"'{text}" if text.startswith(_RUNS) else text
