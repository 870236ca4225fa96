"""What the how-to shows is what happens."""

import re
from pathlib import Path

import pytest

from app.activities.registry import BY_NAME
from app.importing import xlsx_file
from app.importing.cell_reader import BadCell, read
from app.importing.file_job import CHUNK
from app.importing.mistakes import MOST_LISTED
from app.importing.run import MOST_CORRECTED
from app.importing.template import activity_named
from tests.importing.files import run, stored_count
from tests.support.service import Service

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "import.md").read_text("utf-8")


def _block(kind: str) -> str:
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return "\n".join(line.strip() for line in str(found).splitlines())


def test_the_small_file_can_be_imported(quick: Service, tmp_path: Path) -> None:
    file = tmp_path / "activities.csv"
    file.write_text(_block("csv"), "utf-8")
    assert run(quick, "collaboration-activity", file, dry_run=True).mistakes == ()
    assert run(quick, "collaboration-activity", file).created == 3
    assert stored_count(quick, BY_NAME["collaboration-activity"]) == 3


def test_the_mistake_is_said_as_shown(quick: Service, tmp_path: Path) -> None:
    header, row = _block("csv").splitlines()[:2]
    rows = [row] * 10 + [row.replace("steering-group", "meeting")]
    file = tmp_path / "activities.csv"
    file.write_text("\n".join([header, *rows]), "utf-8")
    (mistake,) = run(quick, "collaboration-activity", file).mistakes
    for language, shown in zip(("sv", "en"), _block("text").splitlines(), strict=True):
        assert mistake.line(language).startswith(shown.removesuffix("..."))  # type: ignore[arg-type]


def test_activities_that_the_commands_name_are_there() -> None:
    named = re.findall(r"stodlogg (?:template|import \S+ --activity) ([a-z-]+)", PAGE)
    assert len(named) == 4
    assert all(activity_named(name) for name in named)


def test_numbers_on_the_page() -> None:
    assert f"the first {MOST_LISTED} are listed" in PAGE
    assert f"filed {CHUNK} at a time" in PAGE
    assert f"at most {MOST_CORRECTED:,} records" in PAGE
    assert (
        f"more than {xlsx_file.MOST_SHEETS >> 30} GiB of sheets, or {xlsx_file.MOST_REST >> 20} MiB" in PAGE
    )


def test_cells_on_the_page_are_read_as_it_says() -> None:
    assert read("child-health-centre library", "codes") == ["child-health-centre", "library"]
    assert read("4,13", "mean") == 4.13
    assert read("3,5", "number") == "3,5"
    assert read("1 900", "number") == "1 900"
    for text in ("2019-03-01", "07-dec"):
        with pytest.raises(BadCell, match="date"):
            read(text, "text")
