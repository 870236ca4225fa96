"""the trail can hold that an import was undone

Revision: 0004, after 0003.

The check of `act.kind` names one act more. PostgreSQL changes a check; SQLite cannot, so its table is written
anew from its own definition. No other table refers to it.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CHECK = "ck_act_kind_listed"
_KINDS = (
    "account-created", "account-removed", "link-made", "password-set", "device-code-made", "device-enrolled",
    "device-revoked", "device-left", "key-created", "key-rotated", "key-revoked", "tertial-locked",
    "exception-made", "exception-ended", "records-imported", "release-begun", "release-locked",
    "release-checked", "release-published", "release-withdrawn", "release-exported",
)  # fmt: skip
_NEW = "import-undone"


def upgrade() -> None:
    at = _KINDS.index("release-begun")
    _list_kinds(_KINDS, (*_KINDS[:at], _NEW, *_KINDS[at:]))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(f"DELETE FROM act WHERE kind = '{_NEW}'")
    at = _KINDS.index("release-begun")
    _list_kinds((*_KINDS[:at], _NEW, *_KINDS[at:]), _KINDS)


def _list_kinds(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(op.f(_CHECK), "act", type_="check")
        listed = ", ".join(f"'{kind}'" for kind in after)
        op.create_check_constraint(op.f(_CHECK), "act", f"kind IN ({listed})")
        return
    run = connection.exec_driver_sql
    definition = run("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'act'").scalar_one()
    changed = definition.replace(_compared(before), _compared(after))
    if changed == definition:
        raise RuntimeError("the table of acts is not as revision 0003 leaves it")
    of = "FROM sqlite_master WHERE type = 'index' AND tbl_name = 'act' AND sql IS NOT NULL"
    beside = run(f"SELECT name, sql {of}").all()
    for name, _ in beside:
        run(f"DROP INDEX {name}")
    run("ALTER TABLE act RENAME TO former_act")
    run(changed)
    run("INSERT INTO act SELECT * FROM former_act ORDER BY id")
    run("DROP TABLE former_act")
    for _, sql in beside:
        run(sql)


def _compared(kinds: tuple[str, ...]) -> str:
    return " OR ".join(f"kind = '{kind}'" for kind in kinds)
