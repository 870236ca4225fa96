"""Columns that cannot hold what must not be stored: each kind brings its type, its checks and its label.

Every function returns a fresh SQLAlchemy column whose `info["classified"]` says what it is. There is
none for free text. `kept(...)` wraps one for a SQLModel class.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    event,
)
from sqlmodel import Field, SQLModel

from app.catalogue import database_types
from app.catalogue.database_types import RandomId
from app.vocabulary.classification import Classification, ColumnKind, Retention
from app.vocabulary.marks import ALPHABET, LENGTH
from app.vocabulary.states import KNOWN, NUMBER_STATES

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

WITHOUT_ROWID: dict[str, Any] = {"sqlite_with_rowid": False}
"""On SQLite no hidden row number may remember the order of arrival."""

LOWER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"

LARGEST = 9_999_999
"""No single count can be larger; it bounds every number column."""

FIRST_DAY, LAST_DAY = "1990-01-01", "2100-12-31"


def kept(column: Column[Any]) -> Any:
    """A SQLModel field for a classified column."""
    return Field(sa_column=column)


def _column(
    name: str, type_: Any, *parts: Any, about: Classification, key: bool = False, nullable: bool = False
) -> Column[Any]:
    """A column whose checks become the table's own: Alembic writes only those into a migration."""
    checks = [part for part in parts if isinstance(part, CheckConstraint)]
    column: Column[Any] = Column(
        name,
        type_,
        *(part for part in parts if part not in checks),
        primary_key=key,
        nullable=nullable,
        autoincrement=False,
        info={"classified": about},
    )

    @event.listens_for(column, "after_parent_attach")
    def _add_checks(_column: Column[Any], table: Any) -> None:
        for check in checks:
            table.append_constraint(check)

    return column


def _one_of(name: str, codes: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(database_types.one_of(name, codes), name=f"{name}_listed")


def _length(codes: Iterable[str]) -> int:
    return max(len(code) for code in codes)


def _all_of(text: str, characters: str) -> str:
    """SQL: no character of `text` is another than these. Reads the same on both databases."""
    return f"ltrim({text}, '{characters}') = ''"


def code_form(name: str, letters: str = LOWER + DIGITS + "-") -> CheckConstraint:
    """Table constraint: the form of a code. What the codes are, the table itself says."""
    form = f"length({name}) BETWEEN 1 AND 40 AND {_all_of(name, letters)}"
    return CheckConstraint(form, name=f"{name}_form")


def month_form(name: str) -> CheckConstraint:
    months = ", ".join(f"'-{number:02d}'" for number in range(1, 13))
    year = _all_of(f"substr({name}, 1, 4)", DIGITS)
    return CheckConstraint(
        f"length({name}) = 7 AND {year} AND substr({name}, 5) IN ({months})", f"{name}_form"
    )


def tertial_form(name: str) -> CheckConstraint:
    year = _all_of(f"substr({name}, 1, 4)", DIGITS)
    form = f"length({name}) = 7 AND {year} AND substr({name}, 5) IN ('-T1', '-T2', '-T3')"
    return CheckConstraint(form, name=f"{name}_form")


def random_id(
    name: str,
    what: str,
    why: str,
    *,
    until: Retention = Retention.WITHDRAWN,
    key: bool = True,
    refers: bool = False,
) -> Column[Any]:
    """A UUID of version 4; other versions carry a time. `refers`: a foreign key of the table holds it."""
    checks = () if refers else (CheckConstraint(database_types.random_id(name), name=f"{name}_random"),)
    return _column(
        name, RandomId(), *checks, about=Classification(ColumnKind.RANDOM_ID, what, why, until), key=key
    )


def code(
    name: str,
    of: str,
    what: str,
    why: str,
    *,
    until: Retention = Retention.WITHDRAWN,
    key: bool = False,
    nullable: bool = False,
) -> Column[Any]:
    """A code of one of the catalogue's lists, held by a foreign key to that list's table."""
    return _column(
        name,
        String(40),
        ForeignKey(f"code_{of.replace('-', '_')}.code"),
        about=Classification(ColumnKind.CODE, what, why, until),
        key=key,
        nullable=nullable,
    )


def choice(
    name: str,
    of: Iterable[str],
    what: str,
    why: str,
    *,
    until: Retention = Retention.WITHDRAWN,
    key: bool = False,
    nullable: bool = False,
) -> Column[Any]:
    """A code of one of the product's own closed lists, held by a check."""
    codes = tuple(of)
    return _column(
        name,
        String(_length(codes)),
        _one_of(name, codes),
        about=Classification(ColumnKind.CODE, what, why, until),
        key=key,
        nullable=nullable,
    )


def table_id(name: str, what: str, why: str, *, until: Retention) -> Column[Any]:
    """The id of a statistical table, as part of a key. Which there are the software alone knows: a new table
    needs no migration. No digit is in it, so that it can hold no time and no number."""
    about = Classification(ColumnKind.CODE, what, why, until)
    return _column(name, String(40), code_form(name, LOWER + "-"), about=about, key=True)


def month(
    name: str, what: str, why: str, *, until: Retention = Retention.WITHDRAWN, key: bool = False
) -> Column[Any]:
    about = Classification(ColumnKind.MONTH, what, why, until)
    return _column(name, String(7), ForeignKey("calendar_month.month"), about=about, key=key)


def tertial(
    name: str,
    what: str,
    why: str,
    *,
    until: Retention = Retention.REPLACED,
    key: bool = False,
    nullable: bool = False,
) -> Column[Any]:
    about = Classification(ColumnKind.TERTIAL, what, why, until)
    link = ForeignKey("calendar_tertial.tertial")
    return _column(name, String(7), link, about=about, key=key, nullable=nullable)


def number(
    name: str,
    what: str,
    why: str,
    *,
    least: int = 0,
    most: int = LARGEST,
    kind: ColumnKind = ColumnKind.NUMBER,
    until: Retention = Retention.WITHDRAWN,
    key: bool = False,
    nullable: bool = False,
) -> Column[Any]:
    """A whole number within bounds; `nullable` only beside a state that says why it is not there."""
    # The second half is for SQLite, where a column for whole numbers would take a fraction.
    whole = f"{name} BETWEEN {least} AND {most} AND {name} = CAST({name} AS INTEGER)"
    within = CheckConstraint(whole, name=f"{name}_within")
    return _column(
        name, Integer(), within, about=Classification(kind, what, why, until), key=key, nullable=nullable
    )


def number_state(name: str, of: str, *, until: Retention = Retention.WITHDRAWN) -> Column[Any]:
    """Whether the number beside it is known, and why not; the two can never contradict each other."""
    listed = _one_of(name, NUMBER_STATES)
    about = Classification(
        ColumnKind.STATE, f"whether {of} is known", "not known is a value, never a zero", until
    )
    return _column(name, String(_length(NUMBER_STATES)), listed, about=about)


def agree(value: str, state: str) -> CheckConstraint:
    """Table constraint: a number is there exactly when its state says that it is known."""
    return CheckConstraint(f"({state} = '{KNOWN}') = ({value} IS NOT NULL)", name=f"{value}_agrees")


def digest(
    name: str, what: str, why: str, *, until: Retention = Retention.WITHDRAWN, key: bool = False
) -> Column[Any]:
    """A SHA-256 hash: 32 bytes, which no readable text fits by accident."""
    exact = CheckConstraint(f"length({name}) = 32", name=f"{name}_length")
    return _column(
        name, LargeBinary(32), exact, about=Classification(ColumnKind.HASH, what, why, until), key=key
    )


def secret(name: str, what: str, why: str, *, until: Retention = Retention.EXPIRED) -> Column[Any]:
    """A key of the service's own: 32 random bytes that it must know itself, so that no hash will do."""
    exact = CheckConstraint(f"length({name}) = 32", name=f"{name}_length")
    return _column(name, LargeBinary(32), exact, about=Classification(ColumnKind.SECRET, what, why, until))


def mark(
    name: str,
    prefixes: Iterable[str],
    what: str,
    why: str,
    *,
    until: Retention = Retention.CLOSED,
    of: str | None = None,
    also: Iterable[str] = (),
    key: bool = False,
    nullable: bool = False,
) -> Column[Any]:
    """A random mark (`d-7k2m9q`) with one of these prefixes, or one of the words in `also`, held by a check.

    `of` is the column that it refers to (`account.code`); a reference goes when what it refers to goes.
    """
    listed = ", ".join(f"'{prefix}-'" for prefix in prefixes)
    form = (
        f"length({name}) = {2 + LENGTH} AND substr({name}, 1, 2) IN ({listed}) "
        f"AND {_all_of(f'substr({name}, 3)', ALPHABET)}"
    )
    words = tuple(also)
    if words:
        form = f"({form}) OR {name} IN ({', '.join(repr(word) for word in words)})"
    parts: list[Any] = [CheckConstraint(form, name=f"{name}_form")]
    if of:
        parts.append(ForeignKey(of, ondelete="CASCADE"))
    length = max([2 + LENGTH, *(len(word) for word in words)])
    about = Classification(ColumnKind.RANDOM_MARK, what, why, until)
    return _column(name, String(length), *parts, about=about, key=key, nullable=nullable)


def day(name: str, what: str, why: str, *, until: Retention, nullable: bool = False) -> Column[Any]:
    """A date: of administrative acts and of keys only, never of anything that a family took part in."""
    # SQLite keeps a date as text; PostgreSQL shows one in ten characters, whatever its style.
    text = f"CAST({name} AS VARCHAR(40))"
    within = f"{name} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'"
    form = f"{within} AND length({text}) = 10 AND {_all_of(text, DIGITS + '-/.')}"
    check = CheckConstraint(form, name=f"{name}_form")
    return _column(
        name, Date(), check, about=Classification(ColumnKind.DAY, what, why, until), nullable=nullable
    )


def hour(name: str, what: str, why: str, *, until: Retention = Retention.EXPIRED) -> Column[Any]:
    """Whole hours since 1970 (UTC)."""
    return number(name, what, why, kind=ColumnKind.HOUR, until=until)


def password_hash(name: str, what: str, why: str, *, until: Retention = Retention.CLOSED) -> Column[Any]:
    """An Argon2id hash in its own text form, salt included; null where there is no password."""
    characters = _all_of(name, f"{LOWER}{LOWER.upper()}{DIGITS}+/$=,")
    form = f"substr({name}, 1, 10) = '$argon2id$' AND length({name}) BETWEEN 90 AND 120 AND {characters}"
    exact = CheckConstraint(form, name=f"{name}_form")
    return _column(
        name, String(120), exact, about=Classification(ColumnKind.HASH, what, why, until), nullable=True
    )


# ------------------------------------------------------------------------------------- of releases


def release_id(name: str, why: str, *, of: str | None = None) -> Column[Any]:
    """A release's name, such as `2019-T1-r1`: tertial and revision. `of` is the column that it refers to."""
    form = f"length({name}) BETWEEN 10 AND 12 AND {_all_of(name, DIGITS + '-Tr')}"
    link = [ForeignKey(of)] if of else []
    return _column(
        name,
        String(12),
        CheckConstraint(form, name=f"{name}_form"),
        *link,
        about=Classification(ColumnKind.RELEASE, "the release", why, Retention.ALWAYS),
        key=True,
    )


def period(name: str, what: str, why: str) -> Column[Any]:
    """A tertial or a year, as part of a key."""
    year = _all_of(f"substr({name}, 1, 4)", DIGITS)
    ends = f"(length({name}) = 4 OR (length({name}) = 7 AND substr({name}, 5) IN ('-T1', '-T2', '-T3')))"
    form = CheckConstraint(f"{year} AND {ends}", name=f"{name}_form")
    return _column(
        name, String(7), form, about=Classification(ColumnKind.PERIOD, what, why, Retention.ALWAYS), key=True
    )


def software(name: str, what: str, why: str) -> Column[Any]:
    """A version of the software, such as `1.2.0`: begins with a digit; small letters, digits and dots."""
    first = _all_of(f"substr({name}, 1, 1)", DIGITS)
    form = f"length({name}) BETWEEN 1 AND 20 AND {first} AND {_all_of(name, LOWER + DIGITS + '.')}"
    about = Classification(ColumnKind.SOFTWARE, what, why, Retention.ALWAYS)
    return _column(name, String(20), CheckConstraint(form, name=f"{name}_form"), about=about)


LEAST_BYTES, MOST_BYTES = 40, 500_000_000


def packed(name: str, what: str, why: str, *, until: Retention = Retention.ALWAYS) -> Column[Any]:
    """Compressed bytes that the service made itself of counts and of the catalogue's words."""
    within = CheckConstraint(f"length({name}) BETWEEN {LEAST_BYTES} AND {MOST_BYTES}", name=f"{name}_length")
    return _column(name, LargeBinary(), within, about=Classification(ColumnKind.PACKED, what, why, until))
