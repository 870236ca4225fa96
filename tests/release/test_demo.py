"""The demo city's releases: as two people would do it, going on where it was cut off."""

import pytest

from app.demo.demo_releases import finished_tertials, release_all
from app.disclosure.cell_system import CannotProtect
from app.published.snapshot import snapshot_of
from app.release.protection import frozen_release
from app.vocabulary.periods import month_of, tertial_before, tertial_of
from tests.release.fake import Freezer
from tests.support.service import Service

TERTIALS = ["2023-T2", "2023-T1"]


def test_every_tertial_that_is_over_the_latest_first(quick: Service) -> None:
    found = finished_tertials(quick.here)
    assert found[0] == tertial_before(tertial_of(month_of(quick.here.day)))
    assert found == sorted(found, reverse=True)
    assert "2019-T1" in found


def test_two_people_release_what_is_over(quick: Service, freezer: Freezer) -> None:
    told: list[str] = []
    database, here = quick.database, quick.here
    assert release_all(database, here, told.append, TERTIALS) == [f"{one}-r1" for one in TERTIALS]
    assert told == [f"{one}: published" for one in TERTIALS]
    shelf = snapshot_of(database)
    assert shelf.periods("routes-in") == ("2023-T1", "2023-T2")
    assert not shelf.release("routes-in", "2023-T1").one_person
    assert quick.admin().get("/api/v1/accounts").json()["accounts"][1:] == []  # nobody holds theirs
    assert release_all(database, here, told.append, TERTIALS) == []
    assert told[2:] == [f"{one}: was published" for one in TERTIALS]
    assert snapshot_of(database) is shelf


def test_it_goes_on_from_where_it_was_cut_off(
    quick: Service, freezer: Freezer, monkeypatch: pytest.MonkeyPatch
) -> None:
    freezer.stops = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        release_all(quick.database, quick.here, tertials=TERTIALS)
    assert snapshot_of(quick.database).tables() == ()
    monkeypatch.setattr(frozen_release, "freeze", Freezer())
    assert release_all(quick.database, quick.here, tertials=TERTIALS) == ["2023-T2-r1", "2023-T1-r1"]


def test_it_ends_when_it_is_told_to(quick: Service, freezer: Freezer) -> None:
    """As at Ctrl-C in a trial run: between two steps of the first, with nothing half done."""
    asked: list[None] = []

    def stopped() -> bool:
        asked.append(None)
        return len(asked) == 3  # counting, attack, attack

    assert release_all(quick.database, quick.here, tertials=TERTIALS, stopped=stopped) == []
    assert len(asked) == 3
    assert snapshot_of(quick.database).tables() == ()
    assert release_all(quick.database, quick.here, tertials=TERTIALS) == ["2023-T2-r1", "2023-T1-r1"]


def test_one_that_cannot_be_protected_holds_up_no_other(quick: Service, freezer: Freezer) -> None:
    told: list[str] = []
    freezer.stops = CannotProtect("farsta/school")
    assert release_all(quick.database, quick.here, told.append, TERTIALS) == []
    assert [one.partition(" ")[2][:16] for one in told] == ["cannot-release: "] * 2
