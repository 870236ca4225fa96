"""`stodlogg report` writes every form, names them, and says what is wrong in one sentence."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from reproduction.temporary_service import TemporaryService
from tests.reports import reading

FORMS = ("html", "pdf", "xlsx", "zip")


@pytest.fixture
def run(city: TemporaryService, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("STODLOGG_DATABASE_URL", city.here.settings.database_url)
    monkeypatch.setenv("STODLOGG_CATALOGUE", "stockholm")
    return CliRunner()


def test_it_makes_every_form(run: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "board"
    done = run.invoke(app, ["report", "--tertial", "2019-T1", "--district", "farsta", "--out", str(out)])
    assert done.exit_code == 0, done.output
    name = "rapport-2019-T1-farsta-arbetskopia"
    assert sorted(path.name for path in out.iterdir()) == [f"{name}.{form}" for form in FORMS]
    page = (out / f"{name}.html").read_bytes()
    reading.page_of(page)
    assert "Tertialrapport: Farsta" in page.decode()
    assert "uppgift saknas" in page.decode()


def test_in_english_for_the_city(run: CliRunner, tmp_path: Path) -> None:
    arguments = ["report", "--tertial", "2019-T2", "--language", "en", "--out", str(tmp_path)]
    assert run.invoke(app, arguments).exit_code == 0
    text = (tmp_path / "report-2019-T2-stockholm-working-copy.html").read_text("utf-8")
    assert 'lang="en"' in text
    assert "The parent advisers held 463 sessions" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--tertial", "2019-T7"],
        ["--tertial", "2019-T1", "--district", "atlantis"],
        ["--tertial", "2019-T1", "--edition", "published"],
    ],
)
def test_what_cannot_be_made(run: CliRunner, tmp_path: Path, arguments: list[str]) -> None:
    done = run.invoke(app, ["report", *arguments, "--out", str(tmp_path / "none")])
    assert done.exit_code != 0
    assert not (tmp_path / "none").exists()
