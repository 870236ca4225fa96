"""the trail can hold that an import was undone

Revision: 0004, after 0003.

The check of `act.kind` names one act more.
"""

from alembic import op

from app.catalogue.database_types import one_of

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
    _list_kinds((*_KINDS[:at], _NEW, *_KINDS[at:]))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(f"DELETE FROM act WHERE kind = '{_NEW}'")
    _list_kinds(_KINDS)


def _list_kinds(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("act") as batch:
        batch.drop_constraint(op.f(_CHECK), type_="check")
        batch.create_check_constraint(op.f(_CHECK), one_of("kind", kinds))
