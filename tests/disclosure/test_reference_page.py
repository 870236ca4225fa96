"""The reference page: its examples do what it says, and it leaves nothing out."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.disclosure import commands
from app.disclosure.rounding import violations
from app.disclosure.rounding.rule import is_allowed
from app.disclosure.suppression import suppression_audit

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "disclosure.md").read_text("utf-8")
FILE, SHOWN = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = re.findall(r"^stodlogg (disclosure .*)$", PAGE, re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the page's commands are run, with the files that they name."""
    monkeypatch.chdir(tmp_path)
    rounded: Any = json.loads(json.dumps(FILE))
    for cell in rounded["cells"]:
        cell["published"] = SHOWN[cell["id"]]
    (tmp_path / "tables.json").write_text(json.dumps(FILE), "utf-8")
    (tmp_path / "published.json").write_text(json.dumps(rounded), "utf-8")
    return tmp_path


def answer(command: str) -> Any:
    arguments = [one.strip('"') for one in re.findall(r'"[^"]*"|\S+', command)]
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_the_commands_of_the_page_answer_as_it_says(folder: Path) -> None:
    protect, audit, protect_rounded, audit_rounded = COMMANDS
    protected = answer(protect)
    assert (protected["primary"], protected["secondary"]) == (["South"], ["West"])
    assert answer(audit)["breaches"] == []
    rounded = answer(protect_rounded)
    assert rounded["shown"].keys() == SHOWN.keys()
    assert (folder / "secret.txt").exists()
    assert answer(audit_rounded) == {"violations": [], "breaches": [], "safe": True}
    counts = {atom["id"]: atom["count"] for atom in FILE["atoms"]}
    for cell in FILE["cells"]:
        assert is_allowed(SHOWN[cell["id"]], sum(counts[atom] for atom in cell["atoms"]), FILE["threshold"])


def test_the_page_knows_every_key_of_an_answer_and_every_option(folder: Path) -> None:
    for command in COMMANDS:
        for key in answer(command):
            assert f"`{key}`" in PAGE, key
    for command in ("protect", "audit"):
        told = CliRunner().invoke(app, ["disclosure", command, "--help"], env={"COLUMNS": "200"}).stdout
        for option in set(re.findall(r"--[a-z-]+", told)) - {"--help"}:
            assert f"`{option}`" in PAGE, option
    assert f"{commands.SECONDS:g} if not given" in PAGE


@pytest.mark.parametrize(
    ("heading", "reasons"),
    [
        ("### The answer of `audit`\n", get_args(suppression_audit.Why)),
        ("### The answer of `audit --method round`\n", get_args(violations.Why)),
    ],
)
def test_the_page_says_each_reason_in_words(heading: str, reasons: tuple[str, ...]) -> None:
    part = PAGE.split(heading)[1].split("\n#")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", part, re.MULTILINE) == ["why", *reasons]
