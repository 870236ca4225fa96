"""Child tables of an activity: what a record can have several of (participants, next steps, answers).

Each is keyed by its record's id and a code, never by an order of arrival.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention
from app.vocabulary.lists import WAYS
from app.vocabulary.states import NOT_KNOWN

Shape = Literal["codes", "numbers", "answers", "rows"]

LINKS, HANDED_OUT, POSTERS, EARLY, COUNTS = "links", "handed-out", "posters", "early-answers", "counts"
"""Names of the tables beside an activity's own (`Activity.beside`)."""

MOST_ANSWERING = 1000
"""Respondents of one record: as many as a theme meeting can have participants."""
MOST_USES = 500
"""Times that one poster can be used."""
KeyColumns = Callable[[], list[Column[Any]]]


@dataclass(frozen=True)
class ChildTable:
    """A child table and how a field's value is laid out in it."""

    table: Table
    shape: Shape


@dataclass(frozen=True)
class ParentTable:
    """What child tables need to know of their record's table: its name and its key."""

    name: str
    key: tuple[str, ...]
    columns: KeyColumns
    until: Retention = Retention.WITHDRAWN

    def _table(self, name: str, *parts: Any) -> Table:
        own = self.columns()
        for column in own:
            column.primary_key = True
        return Table(f"{self.name}_{name}", metadata, *own, *parts, self._reference(), **WITHOUT_ROWID)

    def codes(self, name: str, of: str, what: str, why: str) -> ChildTable:
        """Zero or more codes of a catalogue's list; a state is a single row of its own."""
        code = columns.code("code", of, what, why, until=self.until, key=True)
        return ChildTable(self._table(name, code), "codes")

    def choices(
        self, name: str, of: Iterable[str], what: str, why: str, states: Iterable[str] = (NOT_KNOWN,)
    ) -> ChildTable:
        """The same for one of the product's own closed lists."""
        code = columns.choice("code", (*of, *states), what, why, until=self.until, key=True)
        return ChildTable(self._table(name, code), "codes")

    def numbers(
        self, name: str, roles: Iterable[str], what: str, why: str, *, least: int = 0, most: int
    ) -> ChildTable:
        """One number for each role, with a state where it is not known."""
        role = columns.choice("role", roles, f"whose {what}", why, until=self.until, key=True)
        state = columns.number_state("state", what, until=self.until)
        number = columns.number("number", what, why, least=least, most=most, nullable=True, until=self.until)
        return ChildTable(self._table(name, role, state, number, columns.agree("number", "state")), "numbers")

    def answers(self, roles: Iterable[str]) -> ChildTable:
        """Respondents' coded answers. `slot` tells respondents of one record apart, in the answers' own
        sorted order, or by lot where they come one by one: never in the order in which they were given."""
        why = "parents' answers are what the support is judged by"
        slot = columns.number(
            "slot",
            "place among the record's respondents: sorted by their answers, or drawn by lot",
            why,
            most=MOST_ANSWERING - 1,
        )
        slot.primary_key = True
        return ChildTable(
            self._table(
                "answer",
                slot,
                columns.code("question", "questions", "question", why, key=True),
                columns.choice(
                    "way", WAYS, "how the answer came in", "to see what raises the response rate", key=True
                ),
                columns.code(
                    "questionnaire", "questionnaires", "version of the questions", "wording matters"
                ),
                columns.choice(
                    "respondent", roles, "role of who answered", "mothers and fathers are followed apart"
                ),
                columns.code("answer", "answers", "coded answer", why),
            ),
            "answers",
        )

    def rows(self, name: str, *parts: object) -> ChildTable:
        """A list of small rows, their columns named as the rows' fields."""
        return ChildTable(self._table(name, *parts), "rows")

    def links(self, roles: Iterable[str]) -> dict[str, Table]:
        """One-time links that were handed out for a record, and how many. Both go with the record."""
        what, why = "role of whom it was handed to", "mothers and fathers are followed apart"
        link = Table(
            f"{self.name}_link",
            metadata,
            columns.digest(
                "token_hash",
                "hash of a one-time link",
                "to know the link again",
                until=Retention.EXPIRED,
                key=True,
            ),
            *self.columns(),
            columns.choice("respondent", roles, what, why, until=Retention.EXPIRED),
            columns.month(
                "month", "month in which it was filed", "to clear it away", until=Retention.EXPIRED
            ),
            self._reference(),
            Index(f"ix_{self.name}_link_record_id", "record_id"),
            **WITHOUT_ROWID,
        )
        number = columns.number(
            "number", "links handed out", "to see what raises the response rate", most=MOST_ANSWERING
        )
        return {LINKS: link, HANDED_OUT: self._table("handed_out", number)}

    def early(self, roles: Iterable[str]) -> dict[str, Table]:
        """Posters of a record that need not be filed yet, and answers that wait for it. Neither refers to
        it: they are taken in, or go, by its id."""
        why = "parents' answers are what the support is judged by"
        slot = columns.number("slot", "drawn by lot", "to tell respondents apart", most=MOST_ANSWERING - 1)
        slot.primary_key = True
        key = columns.random_id("record_id", "id of the record that they wait for", "to join it", key=True)
        answer = Table(
            f"{self.name}_early_answer",
            metadata,
            key,
            slot,
            columns.code("question", "questions", "question", why, key=True),
            columns.code("questionnaire", "questionnaires", "version of the questions", "wording matters"),
            columns.choice("respondent", roles, "role of who answered", "women and men are followed apart"),
            columns.code("answer", "answers", "coded answer", why),
            columns.month("month", "month in which it came", "to clear it away", until=Retention.EXPIRED),
            **WITHOUT_ROWID,
        )
        what = "id of the record that its answers are for"
        owner = columns.random_id("record_id", what, "to join them", until=Retention.EXPIRED, key=False)
        return {POSTERS: poster(self.name, owner), EARLY: answer}

    def _reference(self) -> ForeignKeyConstraint:
        names = [column.name for column in self.columns()]
        return ForeignKeyConstraint(names, [f"{self.name}.{key}" for key in self.key], ondelete="CASCADE")


def poster(name: str, *of: Column[Any]) -> Table:
    """Posters of an activity: a code of many uses, limited by number and to the end of a month."""
    return Table(
        f"{name}_poster",
        metadata,
        columns.digest(
            "code_hash",
            "hash of a poster's code",
            "to know the code again",
            until=Retention.EXPIRED,
            key=True,
        ),
        *of,
        columns.month(
            "month", "last month in which it works", "a forgotten poster must end", until=Retention.EXPIRED
        ),
        columns.number(
            "uses",
            "uses that are left",
            "a code that gets about must end",
            most=MOST_USES,
            until=Retention.EXPIRED,
        ),
        **WITHOUT_ROWID,
    )


def of_record(name: str) -> ParentTable:
    """Parent of the children of an activity that is keyed by a random id."""
    what, why = "id of the record that this belongs to", "to join and withdraw it"
    return ParentTable(name, ("id",), lambda: [columns.random_id("record_id", what, why, refers=True)])
