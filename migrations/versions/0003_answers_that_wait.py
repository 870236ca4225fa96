"""links that are refused, pages that were sent, and the district of an answer that waits

Revision: 0003, after 0002.

Answers that wait are few, and they are kept: of those that are there already no district is known.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEPT = ("token_hash", "question", "questionnaire", "answer", "month")


def upgrade() -> None:
    op.create_table(
        "refused_link",
        sa.Column("token_hash", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), autoincrement=False, nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_refused_link_token_hash_length")),
        sa.ForeignKeyConstraint(["month"], ["calendar_month.month"], name=op.f("fk_refused_link_month")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_refused_link")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sent_page",
        sa.Column("page_hash", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), autoincrement=False, nullable=False),
        sa.CheckConstraint("length(page_hash) = 32", name=op.f("ck_sent_page_page_hash_length")),
        sa.ForeignKeyConstraint(["month"], ["calendar_month.month"], name=op.f("fk_sent_page_month")),
        sa.PrimaryKeyConstraint("page_hash", name=op.f("pk_sent_page")),
        sqlite_with_rowid=False,
    )
    _write_anew(with_district=True)


def downgrade() -> None:
    _write_anew(with_district=False)
    op.drop_table("sent_page")
    op.drop_table("refused_link")


def _write_anew(*, with_district: bool) -> None:
    """The table of answers that wait, with the district's column or without; both databases alike."""
    connection = op.get_bind()
    names = ", ".join(_KEPT)
    waiting = (
        connection.execute(sa.text(f"SELECT {names} FROM early_answer ORDER BY {names}")).mappings().all()
    )
    op.drop_table("early_answer")
    columns: list[Any] = [
        sa.Column("token_hash", sa.LargeBinary(length=32), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("questionnaire", sa.String(length=40), autoincrement=False, nullable=False),
        sa.Column("answer", sa.String(length=40), autoincrement=False, nullable=False),
    ]
    links = [
        sa.ForeignKeyConstraint(["answer"], ["code_answers.code"], name=op.f("fk_early_answer_answer")),
        sa.ForeignKeyConstraint(["month"], ["calendar_month.month"], name=op.f("fk_early_answer_month")),
        sa.ForeignKeyConstraint(["question"], ["code_questions.code"], name=op.f("fk_early_answer_question")),
        sa.ForeignKeyConstraint(
            ["questionnaire"], ["code_questionnaires.code"], name=op.f("fk_early_answer_questionnaire")
        ),
    ]
    if with_district:
        columns.append(sa.Column("district", sa.String(length=40), autoincrement=False, nullable=True))
        links.append(
            sa.ForeignKeyConstraint(
                ["district"], ["code_districts.code"], name=op.f("fk_early_answer_district")
            )
        )
    made = op.create_table(
        "early_answer",
        *columns,
        sa.Column("month", sa.String(length=7), autoincrement=False, nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_early_answer_token_hash_length")),
        *links,
        sa.PrimaryKeyConstraint("token_hash", "question", name=op.f("pk_early_answer")),
        sqlite_with_rowid=False,
    )
    if waiting:
        connection.execute(sa.insert(made), [dict(row) for row in waiting])
