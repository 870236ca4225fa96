"""What Alembic is told so that the revision that it writes is whole: checks, what the two databases are told
in different words, and what the rows have that were there before."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import sqlalchemy as sa
from alembic.autogenerate import comparators, renderers, rewriter
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from sqlalchemy import CheckConstraint, Table
from sqlalchemy.sql.elements import conv

from app.activities.registry import ACTIVITIES
from app.catalogue.database_types import DatabaseCheck, RandomId, one_of
from app.vocabulary.states import ABSENT, NOT_ASKED


def in_both_words(kind: str, part: Any, about: AutogenContext) -> str | Literal[False]:
    """What the two databases are told differently, as a new revision is to say it."""
    if kind == "type" and isinstance(part, RandomId):
        return 'sa.Uuid().with_variant(sa.LargeBinary(16), "sqlite")'
    if kind == "check" and isinstance(part, CheckConstraint) and isinstance(part.sqltext, DatabaseCheck):
        return f"sa.CheckConstraint({_condition(part.sqltext, about)}, name=op.f({part.name!r}))"
    return False


def _condition(condition: Any, about: AutogenContext) -> str:
    if not isinstance(condition, DatabaseCheck):
        return repr(str(condition))
    column, words = condition.sqlite.partition(" ")[0], _listed(condition)
    if one_of(column, words).sqlite == condition.sqlite:
        about.imports.add("from app.catalogue.database_types import one_of")
        return f"one_of({column!r}, {words})"
    about.imports.add("from app.catalogue.database_types import DatabaseCheck")
    return f"DatabaseCheck(sqlite={condition.sqlite!r}, postgresql={condition.postgresql!r})"


# ------------------------------------------------------------------------------------------------- checks


@comparators.dispatch_for("table")
def _compare_checks(
    about: AutogenContext,
    changes: ops.ModifyTableOps,
    _schema: str | None,
    name: str,
    stored: Table | None,
    declared: Table | None,
) -> None:
    """By name and by words, which SQLite keeps as they were given."""
    assert about.dialect is not None
    if stored is None or declared is None or about.dialect.name != "sqlite":
        return
    assert about.inspector is not None
    before = {str(one["name"]): one["sqltext"] for one in about.inspector.get_check_constraints(name)}
    after = {str(one.name): one.sqltext for one in declared.constraints if isinstance(one, CheckConstraint)}
    words = {check: str(condition.compile(dialect=about.dialect)) for check, condition in after.items()}
    for check in sorted(conv(one) for one in before.keys() | after.keys()):
        if check in before and before[check] != words.get(check):
            gone = ops.CreateCheckConstraintOp(check, name, _was(before[check]))
            changes.ops.append(ops.DropConstraintOp(check, name, type_="check", _reverse=gone))
        if check in after and words[check] != before.get(check):
            changes.ops.append(ops.CreateCheckConstraintOp(check, name, after[check]))


def _was(condition: str) -> Any:
    """A check as SQLite has it, for both databases: a list is compared word by word there."""
    found = one_of(condition.partition(" ")[0], _listed(condition))
    return found if found.sqlite == condition else sa.text(condition)


@renderers.dispatch_for(ops.CreateCheckConstraintOp, replace=True)
def _render_check(about: AutogenContext, op: ops.CreateCheckConstraintOp) -> str:
    return (
        f"batch_op.create_check_constraint(op.f({op.constraint_name!r}), {_condition(op.condition, about)})"
    )


# ---------------------------------------------------------------- what the rows have that were there before

older_rows = rewriter.Rewriter()
"""A column that may not be empty is "not asked" in older rows, and so is what lies in a table of its own."""


@older_rows.rewrites(ops.ModifyTableOps)
def _fill_columns(
    _context: Any, _revision: Any, changes: ops.ModifyTableOps
) -> Iterator[ops.MigrateOperation]:
    """Older rows get a value by a default, which goes when they have it."""
    filled: list[ops.MigrateOperation] = []
    for op in changes.ops:
        if isinstance(op, ops.AlterColumnOp):
            op.kw.pop("autoincrement", None)  # only of MySQL
        if isinstance(op, ops.AddColumnOp) and not (op.column.nullable or op.column.server_default):
            op.column = op.column._copy()
            op.column.server_default = sa.DefaultClause(NOT_ASKED)
            without = ops.AlterColumnOp(op.table_name, op.column.name, modify_server_default=None)
            filled.append(without)
    before, after = _roles(changes, ops.DropConstraintOp), _roles(changes, ops.CreateCheckConstraintOp)
    if gone := [f"'{role}'" for role in before if after and role not in after]:
        yield ops.ExecuteSQLOp(f"DELETE FROM {changes.table_name} WHERE role IN ({', '.join(gone)})")
    yield changes
    if filled:
        yield ops.ModifyTableOps(changes.table_name, filled)
    yield from _rows(changes.table_name, [role for role in after if before and role not in before])


@older_rows.rewrites(ops.CreateTableOp)
def _fill_tables(_context: Any, _revision: Any, made: ops.CreateTableOp) -> Iterator[ops.MigrateOperation]:
    yield made
    if made.table_name.startswith("code_"):
        states = ", ".join(f"('{state}')" for state in ABSENT)
        yield ops.ExecuteSQLOp(f"INSERT INTO {made.table_name} (code) VALUES {states}")
    else:
        checks = [part for part in made.columns if isinstance(part, CheckConstraint)]
        roles = [_listed(one.sqltext) for one in checks if str(one.name).endswith("_role_listed")]
        yield from _rows(made.table_name, *roles)


def _listed(condition: Any) -> list[str]:
    condition = getattr(condition, "condition", condition)  # of an operation
    return re.findall(
        r"'([^']*)'", condition.sqlite if isinstance(condition, DatabaseCheck) else str(condition)
    )


def _roles(changes: ops.ModifyTableOps, kind: type[ops.MigrateOperation]) -> list[str]:
    """The roles that the check of a table of numbers lists which is dropped or created."""
    name = f"ck_{changes.table_name}_role_listed"
    of: list[Any] = [op for op in changes.ops if getattr(op, "constraint_name", None) == name]
    return [role for op in of if isinstance(op, kind) for role in _listed(getattr(op, "_reverse", op))]


def _rows(table: str, roles: Iterable[str] = ()) -> Iterator[ops.MigrateOperation]:
    """For each record that is there: its list, or its number of each new role, was not asked."""
    for activity in ACTIVITIES:
        for child in activity.children.values():
            if child.table.name != table:
                continue
            rows = [f"'{NOT_ASKED}'"] if child.shape == "codes" else []
            if child.shape == "numbers":
                rows = [f"'{role}', '{NOT_ASKED}', NULL" for role in roles]
            for row in rows:
                values = f"{', '.join(activity.key)}, {row}"
                yield ops.ExecuteSQLOp(f"INSERT INTO {table} SELECT {values} FROM {activity.table.name}")
