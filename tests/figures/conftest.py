"""A city whose figures are known: live, and released without protection."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.catalogue import DATA
from app.intake.filing import FiledItem
from app.release.storage.frozen_table import FrozenTable
from tests.pxweb.releases import publish
from tests.support.service import Service, migrate, start
from tests.support.unprotected import unprotected
from tests.tables import city
from tests.tables.filed import file, item

FULL, ONE, NONE = "2024-T1", "2022-T2", "2022-T3"
"""Tertials of many records and returns, of one session, and of nothing."""
NK = "not-known"
VERSIONS = ("counselling-session-1", "counselling-session-2")
GIVEN = ((30, "yes", 10, "no"), (20, "yes-really", 20, "yes"))
"""40 answers to each version: 30 are positive by the first, and 20 by the second, in which only the surest
yes counts as one."""


@dataclass(frozen=True)
class Known:
    """The service and what it has published, by table and period."""

    service: Service
    released: dict[tuple[str, str], FrozenTable]


def two_versions(folder: Path) -> str:
    """Stockholm's catalogue, in which the questions to sessions changed in March 2024, and what is a yes.

    No catalogue may change what a question's answers mean any more; one that did is still counted right.
    """
    text = (DATA / "stockholm.yaml").read_text("utf-8")
    first, second = (text.index(f"  - code: {version}\n") for version in VERSIONS)
    before, after = text[:second], text[second:]
    before = before[:first] + before[first:].replace("to: 2026-08", "to: 2024-02", 1)
    after = after.replace("from: 2026-09", "from: 2024-03", 1)
    place = after.index('          - code: "yes"\n')
    after = after[:place] + after[place:].replace("            top: true\n", "", 1)
    path = folder / "two-versions.yaml"
    path.write_text(before + after, "utf-8")
    return str(path)


def answers() -> Iterator[FiledItem]:
    """80 sessions of Farsta with an answer, 40 to each version."""
    plain: dict[str, Any] = {
        "district": "farsta", "arena": NK, "residential_area": NK, "mothers": 1, "fathers": NK,
        "other_adults": 0, "children": NK, "children_in_family": NK, "age_groups": NK, "session_order": NK,
        "other_language_needed": NK, "route_in": NK, "next_steps": NK,
    }  # fmt: skip
    for version, month, (many, most, few, least) in zip(VERSIONS, ("2024-02", "2024-03"), GIVEN, strict=True):
        for answer in (*[most] * many, *[least] * few):
            given = {"helpful": answer, "strengthened": "no-answer", "accessible": "no-answer"}
            response = {"questionnaire": version, "respondent": "mother", "answers": given}
            yield item("counselling-session", plain | {"month": month, "answers": [response]})
    yield item("counselling-session", plain | {"month": "2022-05", "fathers": 1})


def fathers_nobody_knows() -> Iterator[FiledItem]:
    """Visits, meetings and groups that tell neither of fathers nor of others, nor of who completed; a group
    of Skarpnäck's has neither men nor others, nobody completed, and it says so."""
    visit: dict[str, Any] = {
        "district": "skarholmen", "month": "2023-12", "programme": "skarholmen", "visit_number": "1",
        "outcome": "held", "place": "home", "mothers": 1, "fathers": NK, "other_adults": NK, "siblings": NK,
        "other_language_needed": NK, "language": "does-not-apply", "good_health": NK,
        "adequate_nutrition": NK, "responsive_caregiving": NK, "security_and_safety": NK,
        "early_learning": NK, "further_contacts": NK,
    }  # fmt: skip
    yield from (item("home-visit", visit | {"month": month}) for month in ("2024-01", "2024-02"))
    meeting: dict[str, Any] = {
        "district": "farsta", "month": "2024-02", "kind": "cafe", "theme": "new-parent",
        "partners": NK, "women": 6, "men": NK, "other_participants": NK, "participants": NK,
        "age_groups": NK, "language": NK,
    }  # fmt: skip
    yield from (item("theme-meeting", meeting | {"district": one}) for one in ("farsta", "jarva"))
    group: dict[str, Any] = {
        "district": "jarva", "month": "2024-02", "programme": "cos-p", "sessions_held": NK, "women": 3,
        "men": NK, "other_participants": NK, "participants": NK, "completed": NK, "language": NK,
        "interpreter": NK, "partners": NK,
    }  # fmt: skip
    yield item("programme-group", group)
    none = {"men": 0, "other_participants": 0, "participants": 3, "completed": 0}
    yield item("programme-group", group | none | {"district": "skarpnack"})


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("figures")
    url, catalogue = f"sqlite:///{folder / 'stodlogg.db'}", two_versions(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.catalogue.catalogue.contradictions", lambda _data: ())
        migrate(url, catalogue)
        yield from _filed(url, catalogue)


def _filed(url: str, catalogue: str) -> Iterator[Known]:
    for service in start(url, catalogue, key_requests_per_minute=10_000):
        service.catalogue = "stockholm"
        file(service, *city.everything("stockholm"), *answers(), *fathers_nobody_knows())
        released: dict[tuple[str, str], FrozenTable] = {}
        for tertial in (ONE, NONE, "2023-T3", FULL):
            tables = unprotected(service.database, service.here.catalogue, tertial)
            publish(service.database, tertial, tables, day=date(2026, 11, 1))
            released |= {(one.id, one.period): one for one in tables}
        yield Known(service, released)
