"""What the product needs to know of a municipality's codes: its catalogue says it, never a spelling.

An entry of a list may carry one of the list's meanings (`means`). What is made of a meaning is left out where
no entry has it.
"""

from typing import NamedTuple


class Meaning(NamedTuple):
    """What an entry is that carries it; what is left out where none does; whether several may at a time."""

    is_: str
    for_: str
    several: bool = True


CLINIC = "clinic"
OPEN_PRESCHOOL = "open-preschool"
REPORT_OF_CONCERN = "report-of-concern"
APPLICATION = "application"

MEANINGS: dict[str, dict[str, Meaning]] = {
    "partners": {
        CLINIC: Meaning(
            "a clinic of child or maternal health care",
            "the theme meetings with child or maternal health care, in the table and in the report",
        ),
        OPEN_PRESCHOOL: Meaning("an open preschool", "the report's key figure of theme meetings with it"),
    },
    "routes-in": {
        CLINIC: Meaning(
            "a clinic of child or maternal health care", "the clinics beside the routes in of each district"
        ),
    },
    "next-steps": {
        REPORT_OF_CONCERN: Meaning(
            "a report of concern to social services",
            "the report's sentence about reports of concern after home visits",
            several=False,
        ),
        APPLICATION: Meaning(
            "an application to social services",
            "the report's sentence about applications after home visits",
            several=False,
        ),
    },
}
"""By list and meaning. Where one code at a time may have it, figures of several codes in a row add up."""
