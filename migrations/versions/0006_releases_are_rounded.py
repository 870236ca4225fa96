"""that a release was rounded, with which secret, and that the secret was replaced

Revision: 0006, after 0005. The releases that are there were protected by withholding figures: they have no row.
The check of `act.kind` names one act more.
"""

import sqlalchemy as sa
from alembic import op

from app.catalogue.database_types import one_of

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CHECK = "ck_act_kind_listed"
_KINDS = (
    "account-created", "account-removed", "link-made", "password-set", "device-code-made", "device-enrolled",
    "device-revoked", "device-left", "key-created", "key-rotated", "key-revoked", "tertial-locked",
    "exception-made", "exception-ended", "records-imported", "import-undone", "release-begun",
    "release-locked", "release-checked", "release-published", "release-withdrawn", "release-exported",
)  # fmt: skip
_NEW = "secret-rotated"
_REFUSES = "SELECT RAISE(ABORT, 'what is released is never changed');"


def upgrade() -> None:
    op.create_table(
        "release_rounding",
        sa.Column("release", sa.String(length=12), autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "length(release) BETWEEN 10 AND 12 AND ltrim(release, '0123456789-Tr') = ''",
            name=op.f("ck_release_rounding_release_form"),
        ),
        sa.CheckConstraint("length(secret) = 32", name=op.f("ck_release_rounding_secret_length")),
        sa.ForeignKeyConstraint(["release"], ["release.id"], name=op.f("fk_release_rounding_release")),
        sa.PrimaryKeyConstraint("release", name=op.f("pk_release_rounding")),
        sqlite_with_rowid=False,
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)
    _list_kinds((*_KINDS, _NEW))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(f"DELETE FROM act WHERE kind = '{_NEW}'")
    _list_kinds(_KINDS)
    op.drop_table("release_rounding")


def _guards(dialect: str) -> list[str]:
    """What is written stays: a row comes while its release is locked, and never changes."""
    begin = "CREATE TRIGGER release_rounding_refuses"
    if dialect == "sqlite":
        unlocked = "(SELECT state FROM release WHERE id = NEW.release) IS NOT 'locked'"
        return [
            f"{begin}_insert BEFORE INSERT ON release_rounding FOR EACH ROW "
            f"WHEN ({unlocked}) BEGIN {_REFUSES} END",
            f"{begin}_update BEFORE UPDATE ON release_rounding FOR EACH ROW BEGIN {_REFUSES} END",
            f"{begin}_delete BEFORE DELETE ON release_rounding FOR EACH ROW BEGIN {_REFUSES} END",
        ]
    stands = "EXECUTE FUNCTION release_stands()"
    return [
        f"{begin}_insert BEFORE INSERT ON release_rounding FOR EACH ROW EXECUTE FUNCTION release_is_made()",
        f"{begin}_update BEFORE UPDATE ON release_rounding FOR EACH ROW {stands}",
        f"{begin}_delete BEFORE DELETE ON release_rounding FOR EACH ROW {stands}",
        f"{begin}_truncate BEFORE TRUNCATE ON release_rounding FOR EACH STATEMENT {stands}",
    ]


def _list_kinds(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("act") as batch:
        batch.drop_constraint(op.f(_CHECK), type_="check")
        batch.create_check_constraint(op.f(_CHECK), one_of("kind", kinds))
