"""`stodlogg reproduce` in a clone, and where only the service is installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = ("reproduction.md", "report-beside-the-half-time-report.md")


@pytest.mark.slow
def test_it_writes_both_pages_as_they_are_in_the_docs(tmp_path: Path) -> None:
    """From another folder: the reproduction is found beside the package, which alone is installed."""
    where = {**os.environ, "PYTHONPATH": str(tmp_path)}
    program = f"import sys; sys.path.append({str(ROOT)!r}); from app.cli.main import main; main()"
    command = [sys.executable, "-c", program, "reproduce", "--page", PAGES[0]]
    done = subprocess.run(command, cwd=tmp_path, env=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "169 av 169 uppgifter stämmer." in done.stdout
    for name in PAGES:
        assert (tmp_path / name).read_bytes() == (ROOT / "docs" / name).read_bytes()


def test_where_it_is_not_there_it_says_where_it_is_to_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.demo.ROOT", tmp_path)
    done = CliRunner().invoke(app, ["reproduce"])
    assert done.exit_code == 1
    assert "in a clone" in done.stderr
