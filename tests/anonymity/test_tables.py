"""Every table and column, as declared and as the migrated databases have them: nothing can name anybody."""

import re
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    create_engine,
    inspect,
    text,
)
from sqlalchemy.types import JSON, TypeEngine

from app.catalogue import columns
from app.release.storage.tables import REFUSED
from app.schema import metadata
from app.vocabulary.classification import Classification, ColumnKind, Retention
from tests.anonymity.rules import DAYS_OF, KINDS, OF_ACCESS_ALONE, PACKED, SECRETS, complaints
from tests.anonymity.shapes import ACCESS, Shape, declared, found
from tests.support.service import Service
from tests.support.unguarded import GUARDED

TABLES = metadata.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_declared_table_can_hold_what_names_anybody(table: Table) -> None:
    assert list(complaints(declared(table))) == []


def test_no_table_of_the_migrated_database_can(stockholm: Service) -> None:
    shapes = list(found(stockholm.database.engine))
    assert {shape.name for shape in shapes} == set(metadata.tables)
    assert [wrong for shape in shapes for wrong in complaints(shape)] == []


def test_the_migrated_database_does_nothing_by_itself(stockholm: Service) -> None:
    """No trigger, view or sequence that could copy, time or number what is filed. Those of releases refuse
    (which `tests/release` tries) and do nothing else."""
    engine = stockholm.database.engine
    inspector = inspect(engine)
    assert inspector.get_view_names() == []
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            kinds = set(connection.execute(text("SELECT DISTINCT type FROM sqlite_master")).scalars())
            assert kinds == {"table", "index", "trigger"}
            found = connection.execute(text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"))
            for table, sql in found:
                assert table in GUARDED
                assert sql.endswith(f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'"))
            assert names.first() is None
        else:
            assert inspector.get_sequence_names() == []
            own = text(
                "SELECT CAST(CAST(tgrelid AS regclass) AS text), prosrc FROM pg_trigger "
                "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal"
            )
            for table, source in connection.execute(own):
                assert table in GUARDED
                assert re.findall(r"\b(INSERT|UPDATE|DELETE|PERFORM|COPY|now)\b", source) == []


def _classification_faults(table: Table) -> list[str]:
    wrong = []
    shape = declared(table)
    for column, seen in zip(table.columns, shape.columns, strict=True):
        about = column.info.get("classified")
        at = f"{table.name}.{column.name}"
        if not isinstance(about, Classification):
            wrong.append(f"{at} has no classification")
            continue
        if seen.kind not in KINDS[about.kind]:
            wrong.append(f"{at} is classified as {about.kind.name} but has the type {seen.kind}")
        if not (about.what.strip() and about.why.strip() and isinstance(about.until, Retention)):
            wrong.append(f"{at} does not say what it is and why it is kept")
        if about.kind in OF_ACCESS_ALONE and table.name not in ACCESS:
            wrong.append(f"{at} is a {about.kind.name}, which only access has")
        if about.kind is ColumnKind.DAY and (table.name, column.name) not in DAYS_OF:
            wrong.append(f"{at} is a day, and of no administrative act")
        if about.kind is ColumnKind.PACKED and (table.name, column.name) not in PACKED:
            wrong.append(f"{at} holds bytes of any length")
        if about.kind is ColumnKind.SECRET and (table.name, column.name) not in SECRETS:
            wrong.append(f"{at} keeps a secret as it is")
    return wrong


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_classified_as_what_it_is(table: Table) -> None:
    assert _classification_faults(table) == []


# ------------------------------------------------------------------- the proof that each check can fail


def _table(name: str, *parts: Column[Any] | CheckConstraint, rowid: bool = False) -> Table:
    apart = MetaData(naming_convention=metadata.naming_convention)
    for existing in ("code_districts", "calendar_month", "account", "counselling_session"):
        metadata.tables[existing].to_metadata(apart)
    for needed in ("code_arenas", "code_areas", "code_languages", "code_routes_in", "code_levels"):
        metadata.tables[needed].to_metadata(apart)
    return Table(name, apart, *parts, sqlite_with_rowid=rowid)


def _key() -> Column[Any]:
    return columns.random_id("id", "an id", "a reason")


def _any(name: str, type_: TypeEngine[Any], *parts: ForeignKey | Identity, **more: Any) -> Column[Any]:
    return Column(name, type_, *parts, **more)


BAD: dict[str, tuple[Table, str]] = {
    "free text": (_table("t", _key(), _any("kind", Text())), "has the type TEXT"),
    "a text of any content": (
        _table("t", _key(), _any("kind", String(40))),
        "text that no list and no form closes",
    ),
    "a form that takes everything": (
        _table("t", _key(), _any("kind", String(40)), CheckConstraint("length(kind) < 40", name="k")),
        "text that no list and no form closes",
    ),
    "a form that takes spaces": (
        _table("t", _key(), _any("kind", String(40)), CheckConstraint("ltrim(kind, 'abc ') = ''", name="k")),
        "text that no list and no form closes",
    ),
    "another column's list": (
        _table("t", _key(), _any("kind", String(40)), columns.choice("role", ("a", "b"), "x", "y")),
        "t.kind: is text that no list and no form closes",
    ),
    "a moment": (_table("t", _key(), _any("moment", DateTime())), "has the type "),
    "a time of day": (_table("t", _key(), _any("start", Time())), "has the type TIME"),
    "a date": (_table("t", _key(), _any("visit", Date())), "is a date"),
    "a document": (_table("t", _key(), _any("content", JSON())), "has the type JSON"),
    "a fraction": (_table("t", _key(), _any("weight", Float())), "has the type "),
    "a number without bounds": (_table("t", _key(), _any("count", Integer())), "number without bounds"),
    "bytes of any length": (_table("t", _key(), _any("content", LargeBinary())), "bytes of any length"),
    "a name": (_table("t", _key(), columns.choice("parent_name", ("a",), "x", "y")), "the name says name"),
    "when it was made": (
        _table("t", _key(), columns.number("created_at", "x", "y")),
        "the name says at, created",
    ),
    "a tablet": (_table("t", _key(), columns.choice("device", ("a",), "x", "y")), "the name says device"),
    "a default": (
        _table("t", _key(), _any("month", String(7), ForeignKey("calendar_month.month"), server_default="x")),
        "has a default",
    ),
    "a hidden row number": (_table("t", _key(), rowid=True), "hidden row number"),
    "numbered rows": (
        _table("t", _any("number", Integer(), Identity(), primary_key=True, autoincrement=True)),
        "numbered by the database",
    ),
    "keyed by a number": (
        _table("t", columns.number("number", "x", "y", key=True)),
        "keyed by a number alone",
    ),
    "who filed it": (
        _table("t", _key(), columns.mark("filer", ("c",), "x", "y", of="account.code")),
        "refers to account",
    ),
    "what an account filed": (
        _table("sign_in", _key(), _any("record", columns.random_id("id", "x", "y").type,
                                       ForeignKey("counselling_session.id"))),
        "an account would lead to a record",
    ),
}  # fmt: skip
ONLY_ON_SQLITE = {"a hidden row number"}
ONLY_WITH_SERVER_NUMBERS = {"numbered rows"}
"""SQLite has no identity; there such a table is found by its hidden row number and its key alone."""


@pytest.mark.parametrize("case", BAD)
def test_a_bad_declaration_is_found(case: str) -> None:
    table, expected = BAD[case]
    assert any(expected in wrong for wrong in complaints(declared(table))), list(complaints(declared(table)))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_bad_table_in_a_database_is_found(kind: str, request: pytest.FixtureRequest) -> None:
    engine = create_engine("sqlite://" if kind == "sqlite" else request.getfixturevalue("postgres_url"))
    skipped = ONLY_WITH_SERVER_NUMBERS if engine.dialect.name == "sqlite" else ONLY_ON_SQLITE
    try:
        for case in BAD.keys() - skipped:
            table, expected = BAD[case]
            table.metadata.create_all(engine)
            (shape,) = (one for one in found(engine) if one.name == table.name)
            assert any(expected in wrong for wrong in complaints(shape)), (case, list(complaints(shape)))
            table.metadata.drop_all(engine)
    finally:
        engine.dispose()


def test_a_good_table_is_not_complained_of() -> None:
    table = _table(
        "t",
        _key(),
        columns.code("district", "districts", "x", "y"),
        columns.choice("role", ("a", "b"), "x", "y"),
        columns.number("number", "x", "y"),
        columns.digest("content_hash", "x", "y"),
    )
    assert list(complaints(declared(table))) == []
    assert _classification_faults(table) == []


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (_any("kind", String(40)), "has no classification"),
        (_any("kind", String(40), info={"classified": "a code"}), "has no classification"),
        (
            _any(
                "kind",
                String(40),
                info={"classified": Classification(ColumnKind.NUMBER, "x", "y", Retention.ALWAYS)},
            ),
            "classified as NUMBER but has the type VARCHAR",
        ),
        (
            _any(
                "kind",
                Integer(),
                info={"classified": Classification(ColumnKind.NUMBER, "x", " ", Retention.ALWAYS)},
            ),
            "does not say what it is",
        ),
        (columns.day("visit", "x", "y", until=Retention.ALWAYS), "of no administrative act"),
        (columns.packed("content", "x", "y"), "bytes of any length"),
        (columns.secret("key", "x", "y"), "keeps a secret as it is"),
        (columns.hour("visit", "x", "y"), "which only access has"),
    ],
)
def test_a_bad_classification_is_found(column: Column[Any], expected: str) -> None:
    faults = _classification_faults(_table("t", _key(), column))
    assert any(expected in one for one in faults), faults


def test_the_shape_of_a_table_is_read_whole() -> None:
    """What the rules look at is really there, so that an empty reading cannot pass for a clean one."""
    shape: Shape = declared(metadata.tables["counselling_session"])
    assert {column.kind for column in shape.columns} == {"VARCHAR", "INTEGER", "BLOB"}
    assert shape.referring("district") == {"code_districts"}
    assert "session_order IN (" in shape.check_of("session_order")
    assert {"account", "act", "device", "one_time_code", "sign_in"} < ACCESS
