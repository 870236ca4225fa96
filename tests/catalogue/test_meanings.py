"""What a code means is marked in the catalogue: counted whatever the code is called, and never guessed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.catalogue.catalogue import load
from app.catalogue.remarks import remarks
from app.catalogue.yaml_files import CatalogueError
from app.cli.main import app
from app.release.protection.linked_figures import tables_of
from app.release.protection.release_counts import counted_layouts
from app.reports.figure_book import ReportScope
from app.reports.goal_checks import wrong_indicators
from app.reports.live_source import LiveSource
from app.reports.report_assembly import make
from app.reports.report_formats import FORMS
from app.reports.report_periods import ReportPeriod
from app.tables.registry import TABLES
from tests.catalogue.renaming import changed
from tests.support.every_record import counting
from tests.support.service import Service, example, migrate, new_id, start

DISTRICT = "familjecentralen-lindesberg"
Change = Callable[[dict[str, Any]], None]


def _partners(bvc: str | None, bmm: str | None) -> Change:
    """Lindesberg whose clinics are called `bvc` and `bmm`, marked with this; and nobody is `ensam`."""

    def change(data: dict[str, Any]) -> None:
        for entry in data["lists"]["partners"]:
            new = {"child-health-centre": ("bvc", bvc), "midwifery-clinic": ("bmm", bmm)}.get(entry["code"])
            if new:
                entry.pop("means")
                entry["code"], mark = new
                entry.update({"means": mark} if mark else {})
            elif entry["alone"]:
                entry["code"] = "ensam"

    return change


def _service(folder: Path, change: Change) -> Iterator[Service]:
    path = changed("lindesberg", folder, change)
    url = f"sqlite:///{folder / 'changed.db'}"
    migrate(url, str(path))
    yield from start(url, str(path))


def _file(service: Service) -> None:
    """Nine meetings, six of them with a clinic: one with both."""
    tablet = service.tablet(DISTRICT)
    partners = [["bvc"]] * 3 + [["bmm", "library"]] * 2 + [["bvc", "bmm"]] + [["library"]] * 2 + [["ensam"]]
    for one in partners:
        content = example("theme-meeting", "lindesberg", partners=one)
        reply = tablet.put(f"/api/v1/theme-meetings/{new_id()}", json=content)
        assert reply.status_code == 201, reply.text


def _report(service: Service) -> str:
    catalogue = service.here.catalogue
    with service.database.reading() as session:
        live = LiveSource(session.connection(), catalogue, (DISTRICT,), count=counting(catalogue))
        report = make(live, catalogue, ReportScope(ReportPeriod.parse("2023-T1"), DISTRICT, "sv"))
    return FORMS["html"].make(report).decode()


def _measures(service: Service) -> dict[str, list[Any]]:
    """The figures of the table, by measure; and what it says that it has."""
    reply = service.coordinator().get("/api/v1/statistics/theme-meeting-partners?period=2023-T1").json()
    found: dict[str, list[Any]] = {one["code"]: [] for one in reply["measures"]}
    for row in reply["rows"]:
        found[row["measure"]].append((row["count"], row["base"]))
    return found


def test_clinics_are_counted_whatever_they_are_called(tmp_path: Path) -> None:
    for service in _service(tmp_path, _partners("clinic", "clinic")):
        _file(service)
        assert _measures(service)["with-clinic"] == [(6, 9)]
        assert "Barn- eller mödrahälsovården var samverkanspart vid 6 av 9" in _report(service)
        _refuses_collaboration_with_nobody(service)


def _refuses_collaboration_with_nobody(service: Service) -> None:
    """Nobody is who is marked `alone`, here called `ensam`."""
    content = example("collaboration-activity", "lindesberg", partners=["ensam"])
    reply = service.tablet(DISTRICT).put(f"/api/v1/collaboration-activities/{new_id()}", json=content)
    assert reply.status_code == 422
    assert [one["rule"] for one in reply.json()["errors"]] == ["nobody-there"]


def test_clinics_that_nobody_marked_are_not_none(tmp_path: Path) -> None:
    """`bvc` and `bmm` unmarked read "0 av 9": that was never true."""
    for service in _service(tmp_path, _partners(None, None)):
        _file(service)
        assert "with-clinic" not in _measures(service)
        report = _report(service)
        assert "Samverkansparter" in report or "samverkansparter" in report
        assert "mödrahälsovården var samverkanspart" not in report
        assert "mödrahälsovården samverkanspart" not in report
        catalogue = service.here.catalogue
        with service.database.reading() as session:
            layouts = counted_layouts(session.connection(), catalogue, "2023-T1", TABLES)
        assert not [one for shape in layouts for one in shape.measures if one.code == "with-clinic"]
        assert not tables_of(layouts, catalogue, 5).broken


def test_the_check_says_what_is_left_out(tmp_path: Path) -> None:
    path = changed("lindesberg", tmp_path, _partners(None, None))
    assert list(remarks(load(str(path)).municipality)) == [
        "lists.partners: no entry is marked as a clinic of child or maternal health care (means: clinic): "
        "the theme meetings with child or maternal health care, in the table and in the report: left out"
    ]
    said = CliRunner().invoke(app, ["catalogue", str(path)])
    assert said.exit_code == 0
    assert "no entry is marked as a clinic" in said.output


@pytest.mark.parametrize("name", ["stockholm", "lindesberg"])
def test_a_shipped_catalogue_leaves_nothing_out(name: str) -> None:
    assert list(remarks(load(name).municipality)) == []


def test_an_indicator_of_what_is_not_marked_is_refused(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        _partners(None, None)(data)
        one = data["goals"][0]["indicators"][0]
        one |= {"table": "theme-meeting-partners", "measure": "with-clinic", "value": "percent"}

    (said,) = wrong_indicators(load(str(changed("lindesberg", tmp_path, change))))
    assert "no entry of partners is marked (means: clinic)" in said


def _mark(list_: str, code: str, mark: str, **more: str) -> Change:
    def change(data: dict[str, Any]) -> None:
        (entry,) = (one for one in data["lists"][list_] if one["code"] == code)
        entry |= {"means": mark, **more}

    return change


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            _mark("partners", "library", "clinik"),
            "library means clinik; right is one of clinic, open-preschool",
        ),
        (_mark("arenas", "school", "clinic"), "school means clinic; right is none: the list has no meanings"),
        (
            _mark("next-steps", "library", "application"),
            "means application at the same time: only one code at a time may",
        ),
    ],
)
def test_a_mark_that_says_nothing_is_refused(tmp_path: Path, change: Change, what: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        load(str(changed("lindesberg", tmp_path, change)))
    assert what in str(refused.value)
