"""The check of the JavaScript says what it could not look at, and never passes over it."""

import os
from pathlib import Path

import pytest

from tools import check_javascript

ROOT = Path(__file__).parents[1]


def _program(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {says}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("there", [{}, {"node": "v22.0.0"}, {"node": "v18.20.4", "npm": "9.2.0"}])
def test_without_a_node_that_fits_the_check_fails_in_words(
    there: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, version in there.items():
        _program(tmp_path, name, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert check_javascript.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("The JavaScript has NOT been checked: Node.js 20.19 or later with npm is needed")
    assert ("v18.20.4" in said) is (there.get("node") == "v18.20.4")


def test_packages_that_cannot_be_installed_fail_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _program(tmp_path, "node", "v22.0.0")
    (tmp_path / "npm").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (tmp_path / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(check_javascript, "STAMP", tmp_path / "no-stamp")
    assert check_javascript.main() == 1
    assert "`npm ci" in capsys.readouterr().err


def test_make_check_looks_at_the_javascript() -> None:
    check = (ROOT / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert "tools.check_javascript" in check
