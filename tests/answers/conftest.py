"""A tablet, a coordinator and a parent's phone at one service, and what is stored of a session."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from sqlalchemy import Table, func, select
from starlette.testclient import TestClient

from app.schema import metadata
from tests.support import parents
from tests.support.parents import Made
from tests.support.service import TODAY, Service, example, new_id

MONTH = "2026-11"


@dataclass
class Place:
    """One service and everybody who comes to it."""

    service: Service

    @cached_property
    def tablet(self) -> TestClient:
        return self.service.tablet()

    @cached_property
    def coordinator(self) -> TestClient:
        return self.service.coordinator(self.service.district)

    @cached_property
    def city(self) -> TestClient:
        return self.service.coordinator()

    @cached_property
    def phone(self) -> TestClient:
        return self.service.client()

    @cached_property
    def keys(self) -> dict[str, bytes]:
        return parents.link_keys(self.tablet)

    def link(self) -> Made:
        """A link that the tablet makes today."""
        return parents.make_link(self.keys, TODAY)

    def session(self, id_: str | None = None, **changes: Any) -> str:
        """File a session this month; returns its id."""
        id_ = id_ or new_id()
        reply = self.tablet.put(f"/api/v1/counselling-sessions/{id_}", json=self.session_content(**changes))
        assert reply.status_code in (200, 201), reply.text
        return id_

    def session_content(self, **changes: Any) -> dict[str, Any]:
        usual: dict[str, Any] = {"mothers": 2, "fathers": 1, "other_adults": 0, "answers": []}
        return self._content("counselling-session", **(usual | changes))

    def meeting_content(self, **changes: Any) -> dict[str, Any]:
        people = {"women": 4, "men": 2, "other_participants": 0, "participants": 6}
        return self._content("theme-meeting", **({**people, "answers": []} | changes))

    def _content(self, activity: str, **changes: Any) -> dict[str, Any]:
        return example(activity, self.service.catalogue, **({"month": MONTH} | changes))

    def file(self, link: Made, record: str, respondent: str = "mother") -> Any:
        return parents.file_link(self.tablet, link, record, respondent)

    def answer(self, path: str, answers: dict[str, str] | None = None) -> Any:
        return parents.answer(self.phone, path, answers)

    def rows(self, table: str, **where: Any) -> list[dict[str, Any]]:
        """The rows of a table, read past the API."""
        own: Table = metadata.tables[table]
        with self.service.database.reading() as session:
            chosen = select(own).where(*(own.c[name] == value for name, value in where.items()))
            return [dict(row) for row in session.execute(chosen).mappings()]

    def count(self, table: str) -> int:
        with self.service.database.reading() as session:
            found = session.execute(select(func.count()).select_from(metadata.tables[table])).scalar()
            return int(found or 0)

    def answers(self, activity: str = "counselling_session") -> list[tuple[str, str, str, str]]:
        """Way, respondent, question and answer of every stored answer, sorted."""
        return sorted(
            (row["way"], row["respondent"], row["question"], row["answer"])
            for row in self.rows(f"{activity}_answer")
        )


@pytest.fixture
def place(stockholm: Service) -> Place:
    """Stockholm on each kind of database."""
    return Place(stockholm)


@pytest.fixture
def quick_place(quick: Service) -> Place:
    """Stockholm on SQLite alone, for what no database changes."""
    return Place(quick)
