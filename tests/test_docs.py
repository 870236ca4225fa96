"""The documentation against the code: generated pages, links, commands, names, and all that must be there."""

import re
import tomllib
from pathlib import Path
from pkgutil import resolve_name

import pytest
from typer.main import get_command

from app.activities.registry import ACTIVITIES
from app.cli.main import app as command_line
from app.documentation.pages import PAGES
from app.kit.problems import CATALOGUE
from app.kit.settings import Settings
from app.tables.registry import TABLES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WRITTEN = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), ROOT / "tests" / "README.md"])
ROOMS = {path.name for path in (ROOT / "app").iterdir() if path.is_dir()}
FOLDERS = ("app", "bench", "docs", "migrations", "openapi", "reproduction", "tests", "tools")
COMMANDS: set[str] = set(get_command(command_line).commands)  # type: ignore[attr-defined]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_as_generated(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def _spans(page: Path) -> list[str]:
    return re.findall(r"`([^`\s]+)`", page.read_text("utf-8"))


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named_are_there(page: Path) -> None:
    """`app/tables`, `tests/test_walk.py`, `of_*.py`. What is made when it is needed is not looked for."""
    named = {span for span in _spans(page) if span.partition("/")[0] in FOLDERS and "/" in span}
    looked_for = {one for one in named if "<" not in one and "node_modules" not in one}
    assert [one for one in sorted(looked_for) if not any(ROOT.glob(one))] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_functions_that_are_named_are_there(page: Path) -> None:
    """`intake.filing.decide`: a room of `app`, a module in it, and what is in that."""
    names = [span.removeprefix("app.") for span in _spans(page) if re.fullmatch(r"\w+(\.\w+)+", span)]
    wrong = [name for name in names if name.partition(".")[0] in ROOMS and not _is_there(name)]
    assert wrong == []


def _is_there(name: str) -> bool:
    try:
        resolve_name(f"app.{name}")
    except (ImportError, AttributeError):
        return False
    return True


def test_every_folder_of_tests_is_told_of() -> None:
    text = (ROOT / "tests" / "README.md").read_text("utf-8")
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    assert [name for name in sorted(folders) if f"`{name}`" not in text] == []


def _commands(page: Path) -> list[tuple[str, str]]:
    """Commands in code blocks and code spans: (program, first word after it)."""
    text = page.read_text("utf-8")
    code = [*re.findall(r"^ {4,}(.+)$", text, re.MULTILINE), *re.findall(r"`([^`\n]+)`", text)]
    code += [
        line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    ]
    return [
        (match[1], match[2])
        for line in code
        for match in re.finditer(r"(?:^|\s|/)(stodlogg|make) ([a-z]+)\b", line)
    ]


def test_commands_in_the_documentation_exist() -> None:
    found = [(page, program, word) for page in WRITTEN for program, word in _commands(page)]
    assert len(found) > 20
    known = {"stodlogg": COMMANDS, "make": TARGETS}
    wrong = [f"{page.name}: {program} {word}" for page, program, word in found if word not in known[program]]
    assert not wrong


def test_every_command_is_explained_somewhere() -> None:
    told = {word for page in WRITTEN for program, word in _commands(page) if program == "stodlogg"}
    assert told >= COMMANDS


def test_everything_has_its_place_in_the_reference() -> None:
    reference = {page.stem: page.read_text("utf-8") for page in (DOCS / "reference").glob("*.md")}
    assert all(f"`STODLOGG_{name.upper()}`" in reference["settings"] for name in Settings.model_fields)
    assert all(f"`{kind}`" in reference["problems"] for kind in CATALOGUE)
    assert all(f"/{one.path}/" in reference["activities"] for one in ACTIVITIES)
    assert all(f"`{one.id}`" in reference["tables"] for one in TABLES)


def test_the_decisions_are_numbered_and_listed() -> None:
    pages = sorted(page.name for page in (DOCS / "decisions").glob("0*.md"))
    assert [page[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    index = (DOCS / "decisions" / "README.md").read_text("utf-8")
    assert all(f"({page})" in index for page in pages)


def test_every_page_is_reached_from_the_front() -> None:
    text = "".join(page.read_text("utf-8") for page in [ROOT / "README.md", DOCS / "README.md"])
    pages = [
        page for page in DOCS.rglob("*.md") if page.parent.name != "decisions" and page != DOCS / "README.md"
    ]
    assert not [page.name for page in pages if page.name not in text]


def test_the_table_of_layers_is_the_contract_that_is_checked() -> None:
    """Row by row, from above to below: those of one row stand side by side."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (one["layers"] for one in contracts if one.get("containers") == ["app"])
    (table,) = re.findall(
        r"\| layer \|.*\n\|.*\n((?:\|.*\n)+)", (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    )
    rows = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table.splitlines()]
    assert rows == [re.findall(r"\w+", layer) for layer in layers]
