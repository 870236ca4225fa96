"""Tables that no record refers to: the keys that links are made with, spent links, and answers that wait.

Links, posters and what was handed out stand beside the activities that they belong to (`Activity.beside`).
"""

from sqlalchemy import Table

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention

LINK_KEY = Table(
    "link_key",
    metadata,
    columns.code(
        "district",
        "districts",
        "district whose tablets make links",
        "a link made offline must be known for one of the district's",
        until=Retention.EXPIRED,
        key=True,
    ),
    columns.month(
        "month", "month in which they are made", "to change the key", until=Retention.EXPIRED, key=True
    ),
    columns.secret("key", "key that the tablets have too", "a link made offline must not be forged"),
    **WITHOUT_ROWID,
)

SPENT_LINK = Table(
    "spent_link",
    metadata,
    columns.digest(
        "token_hash", "hash of a used link", "to use a link once only", until=Retention.EXPIRED, key=True
    ),
    columns.month("month", "month in which it was used", "to clear it away", until=Retention.EXPIRED),
    **WITHOUT_ROWID,
)

SENT_PAGE = Table(
    "sent_page",
    metadata,
    columns.digest(
        "page_hash",
        "hash of a random number that one shown page had, and of what was sent with it",
        "sent twice it is thanked for twice and counted once",
        until=Retention.EXPIRED,
        key=True,
    ),
    columns.month("month", "month in which it was sent", "to clear it away", until=Retention.EXPIRED),
    **WITHOUT_ROWID,
)
"""`sent_page`: pages that were sent (`app.answers.sent_pages`)."""

_WHY = "parents' answers are what the support is judged by"
EARLY_ANSWER = Table(
    "early_answer",
    metadata,
    columns.digest(
        "token_hash",
        "hash of the link that was used",
        "its record has yet to come",
        until=Retention.EXPIRED,
        key=True,
    ),
    columns.code("question", "questions", "question", _WHY, until=Retention.EXPIRED, key=True),
    columns.code(
        "questionnaire",
        "questionnaires",
        "version of the questions",
        "wording matters",
        until=Retention.EXPIRED,
    ),
    columns.code("answer", "answers", "coded answer", _WHY, until=Retention.EXPIRED),
    columns.code(
        "district",
        "districts",
        "district whose tablet made the link",
        "its coordinator sees how many answers wait for a record",
        until=Retention.EXPIRED,
        nullable=True,
    ),
    columns.month("month", "month in which it came", "to clear it away", until=Retention.EXPIRED),
    **WITHOUT_ROWID,
)

SPINDLE_INVITATION = Table(
    "spindle_invitation",
    metadata,
    columns.digest(
        "token_hash",
        "hash of a partner's one-time link",
        "to know the link again",
        until=Retention.EXPIRED,
        key=True,
    ),
    columns.code(
        "district", "districts", "district that is asked about", "to count it there", until=Retention.EXPIRED
    ),
    columns.tertial("tertial", "tertial that is asked about", "to count it there", until=Retention.EXPIRED),
    columns.code(
        "organisation_type",
        "organisations",
        "type of the invited organisation; never which one",
        "parties see the collaboration differently",
        until=Retention.EXPIRED,
    ),
    columns.month(
        "month", "last month in which it works", "a forgotten link must end", until=Retention.EXPIRED
    ),
    **WITHOUT_ROWID,
)
"""`spindle_invitation`: links for partners without a tablet; a row goes when its link is used."""
