"""Every stored column says what it is, why it may be kept, how coarse it is, and until when.

`docs/data.md` is generated from these; a test fails on a column without one, and on a kind that the
column's type or checks do not hold.
"""

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column can hold. There is no kind for free text, names, exact times or addresses."""

    CODE = "code of a closed list"
    STATE = "known, not known, not asked or does not apply"
    NUMBER = "whole number within bounds"
    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"
    DAY = "day of an administrative act, or last day of what ends"
    HOUR = "whole hour after which something stops working"
    RANDOM_ID = "random id (UUID version 4)"
    RANDOM_MARK = "short random mark, made by the service"
    HASH = "hash"
    SECRET = "secret key of the service's own, random bytes"
    VERSION = "version number"
    SOFTWARE = "version of the software"
    PERIOD = "tertial or year"
    RELEASE = "name of a release: tertial and revision"
    PACKED = "tables or their proof, as bytes: counts of categories and words of the catalogue"


class Retention(StrEnum):
    WITHDRAWN = "withdrawn or corrected"
    REPLACED = "replaced by a later figure for the same district and period"
    ALWAYS = "kept"
    EXPIRED = "used, expired or revoked"
    CLOSED = "the account or device is removed"
    TEN_YEARS = "ten years, as the archive rules for administrative acts"


@dataclass(frozen=True)
class Classification:
    """One column's classification; `SENSITIVE` facts are those that a table protects as a group."""

    kind: ColumnKind
    what: str
    why: str
    until: Retention
