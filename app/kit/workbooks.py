"""Writing workbooks: no text is ever run as a formula, opened as an address or taken for a number."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""For `xlsxwriter.Workbook`."""
