"""the database no longer lists the statistical tables

Revision: 0007, after 0006. A new table then needs no migration.
"""

import sqlalchemy as sa
from alembic import op

from app.catalogue.database_types import one_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_LISTED = (
    "response-rates", "helpfulness", "answer-ways", "gender-split", "routes-in", "next-steps",
    "participants", "residential-areas", "session-order", "language-needs", "home-visits",
    "home-visit-participants", "home-visit-content", "home-visit-contacts", "enrolment",
    "theme-meetings", "theme-meeting-partners", "programme-groups", "programme-figures",
    "programme-leaders", "collaboration", "open-preschools", "open-preschool-visits",
    "open-preschool-survey", "spindle", "context", "reach",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("release_table") as batch_op:
        batch_op.alter_column(
            "code",
            existing_type=sa.VARCHAR(length=23),
            type_=sa.String(length=40),
            existing_nullable=False,
        )
        batch_op.create_check_constraint(
            op.f("ck_release_table_code_form"),
            "length(code) BETWEEN 1 AND 40 AND ltrim(code, 'abcdefghijklmnopqrstuvwxyz-') = ''",
        )
        batch_op.drop_constraint(op.f("ck_release_table_code_listed"), type_="check")

    with op.batch_alter_table("research_key_table") as batch_op:
        batch_op.alter_column(
            "code",
            existing_type=sa.VARCHAR(length=23),
            type_=sa.String(length=40),
            existing_nullable=False,
        )
        batch_op.create_check_constraint(
            op.f("ck_research_key_table_code_form"),
            "length(code) BETWEEN 1 AND 40 AND ltrim(code, 'abcdefghijklmnopqrstuvwxyz-') = ''",
        )
        batch_op.drop_constraint(op.f("ck_research_key_table_code_listed"), type_="check")


def downgrade() -> None:
    with op.batch_alter_table("research_key_table") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_research_key_table_code_listed"),
            one_of("code", _LISTED),
        )
        batch_op.drop_constraint(op.f("ck_research_key_table_code_form"), type_="check")
        batch_op.alter_column(
            "code",
            existing_type=sa.String(length=40),
            type_=sa.VARCHAR(length=23),
            existing_nullable=False,
        )

    with op.batch_alter_table("release_table") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_release_table_code_listed"),
            one_of("code", _LISTED),
        )
        batch_op.drop_constraint(op.f("ck_release_table_code_form"), type_="check")
        batch_op.alter_column(
            "code",
            existing_type=sa.String(length=40),
            type_=sa.VARCHAR(length=23),
            existing_nullable=False,
        )
