"""Tablets that file, correct and withdraw without a pause, and remember what they were promised.

A tablet knows only what a reply told it. It repeats a request, with the same id and content, until it is
answered; then it forgets the request. What it was answered is what the checks compare the database with.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import httpx

from app.activities.registry import BY_NAME, EVENTS
from app.activities.storage import content_hash
from app.catalogue.catalogue import Catalogue
from tests.support.records import Json, record

RETRY_SECONDS = 0.25
MOST_IN_A_BATCH = 12


@dataclass(frozen=True)
class State:
    """What can be stored under an id: a content, nothing yet, or nothing any more."""

    content: Json | None = None
    withdrawn: bool = False


ABSENT, WITHDRAWN = State(), State(withdrawn=True)


@dataclass
class Kept:
    """One record as its tablet knows it. `asked` is what a request without an answer would make of it."""

    activity: str
    id: str
    promised: State = ABSENT
    asked: State | None = None
    unclear: bool = False
    """An answer was wrong, so that nothing more can be expected of the record."""

    @property
    def path(self) -> str:
        return f"/api/v1/{BY_NAME[self.activity].path}/{self.id}"

    @property
    def possible(self) -> list[State]:
        return [self.promised] + ([self.asked] if self.asked else [])

    def settle(self) -> None:
        assert self.asked is not None
        self.promised, self.asked = self.asked, None


def hash_of(activity: str, content: Json) -> str:
    return content_hash(BY_NAME[activity].schema.model_validate(content)).hex()


@dataclass
class Tablet:
    """One tablet; `run` is the body of its thread, which ends when `gone` is set."""

    client: httpx.Client
    catalogue: Catalogue
    district: str
    today: date
    chance: Random
    gone: threading.Event
    kept: list[Kept] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Answers that no server may give to an honest tablet."""
    answered: int = 0
    interrupted: int = 0
    """Requests that were cut off, refused a connection, or answered with 503."""

    def run(self) -> None:
        acts: list[Callable[[], None]] = [
            self._file,
            self._file,
            self._file_many,
            self._correct,
            self._withdraw,
        ]
        try:
            while not self.gone.is_set():
                self.chance.choice(acts)()
        except Exception as error:
            self.wrong.append(f"the tablet broke down: {error!r}")

    # ---------------------------------------------------------------------------------------- acts

    def _file(self) -> None:
        one = self._new()
        self._put(one, None)

    def _correct(self) -> None:
        one = self._some()
        if one is None:
            return
        assert one.promised.content is not None
        before = hash_of(one.activity, one.promised.content)
        one.asked = State(self._content(one.activity))
        self._put(one, before)

    def _put(self, one: Kept, if_match: str | None) -> None:
        assert one.asked is not None
        headers = {"If-Match": f'"{if_match}"'} if if_match else {}
        reply = self._until_answered("PUT", one.path, json=one.asked.content, headers=headers)
        if reply is None:
            return
        assert one.asked.content is not None
        expected = {"created", "same"} if if_match is None else {"corrected", "same"}
        body = reply.json()
        if reply.status_code not in (200, 201) or body["verdict"] not in expected:
            self.wrong.append(f"{one.activity}: {reply.status_code} {reply.text[:300]}")
            one.unclear = True
            return
        if body["hash"] != hash_of(one.activity, one.asked.content):
            self.wrong.append(f"{one.activity}: the receipt is for another content")
        one.settle()

    def _withdraw(self) -> None:
        one = self._some()
        if one is None:
            return
        one.asked = WITHDRAWN
        reply = self._until_answered("DELETE", one.path)
        if reply is None:
            return
        if reply.status_code != 204:
            self.wrong.append(f"{one.activity}: withdrawal {reply.status_code} {reply.text[:300]}")
        one.settle()

    def _file_many(self) -> None:
        """New records, and sometimes a correction among them."""
        old = self._some()
        many = [self._new() for _ in range(self.chance.randint(2, MOST_IN_A_BATCH))]
        items: list[Json] = [
            {"activity": one.activity, "id": one.id, "content": one.asked and one.asked.content}
            for one in many
        ]
        if old is not None and old.promised.content is not None and self.chance.random() < 0.5:
            old.asked = State(self._content(old.activity))
            matching = hash_of(old.activity, old.promised.content)
            items.append(
                {"activity": old.activity, "id": old.id, "content": old.asked.content, "if_match": matching}
            )
            many.append(old)
        reply = self._until_answered("POST", "/api/v1/batches", json={"records": items})
        if reply is None:
            return
        if reply.status_code != 200:
            self.wrong.append(f"batch: {reply.status_code} {reply.text[:300]}")
            return
        for one, item, verdict in zip(many, items, reply.json()["verdicts"], strict=True):
            expected = {"corrected", "same"} if "if_match" in item else {"created", "same"}
            if verdict["verdict"] not in expected:
                self.wrong.append(f"{one.activity} in a batch: {verdict}")
                one.unclear = True
            one.settle()

    # ------------------------------------------------------------------------------------- sending

    def _until_answered(self, method: str, path: str, **more: Any) -> httpx.Response | None:
        """The answer, however long it takes; None if the tablet is gone before there is one."""
        while True:
            try:
                reply = self.client.request(method, path, **more)
                if reply.status_code != 503:
                    self.answered += 1
                    return reply
            except httpx.TransportError:
                pass
            self.interrupted += 1
            if self.gone.wait(RETRY_SECONDS):
                return None

    def _new(self) -> Kept:
        activity = self.chance.choice(_names(self.catalogue, self.district))
        one = Kept(activity, str(UUID(int=self.chance.getrandbits(128), version=4)))
        one.asked = State(self._content(activity))
        self.kept.append(one)
        return one

    def _some(self) -> Kept | None:
        """One of the records that are filed."""
        filed = [one for one in self.kept if one.promised.content is not None and not one.unclear]
        return self.chance.choice(filed) if filed else None

    def _content(self, activity: str) -> Json:
        return record(activity, self.catalogue, self.chance, self.today, self.district)


def _names(catalogue: Catalogue, district: str) -> list[str]:
    """What can be filed in a district: not every one has a home visiting programme."""
    visited = any(one.district == district for one in catalogue.municipality.home_visiting_programmes)
    return [one.name for one in EVENTS if visited or one.name != "home-visit"]
