"""Child tables of an activity: what a record can have several of (participants, next steps, answers).

Each is keyed by its record's id and a code, never by an order of arrival.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Column, ForeignKeyConstraint, Table

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Until
from app.vocabulary.lists import WAYS
from app.vocabulary.states import NOT_KNOWN

Shape = Literal["codes", "numbers", "answers", "rows"]
KeyColumns = Callable[[], list[Column[Any]]]


@dataclass(frozen=True)
class Child:
    """A child table and how a field's value is laid out in it."""

    table: Table
    shape: Shape


@dataclass(frozen=True)
class Parent:
    """What child tables need to know of their record's table: its name and its key."""

    name: str
    key: tuple[str, ...]
    columns: KeyColumns
    until: Until = Until.WITHDRAWN

    def _table(self, name: str, *parts: Any) -> Table:
        own = self.columns()
        for column in own:
            column.primary_key = True
        names = [column.name for column in own]
        link = ForeignKeyConstraint(names, [f"{self.name}.{key}" for key in self.key], ondelete="CASCADE")
        return Table(f"{self.name}_{name}", metadata, *own, *parts, link, **WITHOUT_ROWID)

    def codes(self, name: str, of: str, what: str, why: str) -> Child:
        """Zero or more codes of a catalogue's list; a state is a single row of its own."""
        code = columns.code("code", of, what, why, until=self.until, key=True)
        return Child(self._table(name, code), "codes")

    def choices(self, name: str, of: Iterable[str], what: str, why: str) -> Child:
        """The same for one of the product's own closed lists."""
        code = columns.choice("code", (*of, NOT_KNOWN), what, why, until=self.until, key=True)
        return Child(self._table(name, code), "codes")

    def numbers(
        self, name: str, roles: Iterable[str], what: str, why: str, *, least: int = 0, most: int
    ) -> Child:
        """One number for each role, with a state where it is not known."""
        role = columns.choice("role", roles, f"whose {what}", why, until=self.until, key=True)
        state = columns.number_state("state", what, until=self.until)
        number = columns.number("number", what, why, least=least, most=most, nullable=True, until=self.until)
        return Child(self._table(name, role, state, number, columns.agree("number", "state")), "numbers")

    def answers(self, roles: Iterable[str]) -> Child:
        """Respondents' coded answers. `slot` tells respondents of one record apart, in the answers' own
        sorted order, not the order in which they were given."""
        why = "parents' answers are what the support is judged by"
        slot = columns.number(
            "slot", "place among the record's respondents, sorted by their answers", why, most=99
        )
        slot.primary_key = True
        return Child(
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

    def rows(self, name: str, *parts: Any) -> Child:
        """A list of small rows, their columns named as the rows' fields."""
        return Child(self._table(name, *parts), "rows")


def of_record(name: str) -> Parent:
    """Parent of the children of an activity that is keyed by a random id."""
    what, why = "id of the record that this belongs to", "to join and withdraw it"
    return Parent(name, ("id",), lambda: [columns.random_id("record_id", what, why, refers=True)])
