"""`stodlogg disclosure`, as somebody with a file of their own runs it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.disclosure.cell_system import SolverFailure
from app.disclosure.solver import PartSolver
from app.disclosure.suppression.suppression_check import faults
from app.progress import PlainLines
from tests.disclosure.table_sets import as_file, cells_named, crossed

PROBLEM = crossed([[18, 14, 12, 11], [2, 19, 10, 14]])


def written(folder: Path, body: object) -> str:
    path = folder / "tables.json"
    path.write_text(json.dumps(body), "utf-8")
    return str(path)


def answer(*arguments: str, status: int = 0) -> Any:
    done = CliRunner().invoke(app, ["disclosure", *arguments], catch_exceptions=False)
    assert done.exit_code == status, done.stderr
    return json.loads(done.stdout)


def run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """A process of its own: the solver must not write on standard output either."""
    command = [sys.executable, "-m", "app.cli", "disclosure", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


@pytest.mark.slow
def test_protect_answers_with_json_alone(tmp_path: Path) -> None:
    done = run("protect", written(tmp_path, as_file(PROBLEM)))
    assert done.returncode == 0
    body = json.loads(done.stdout)
    assert body.keys() == {"primary", "secondary", "intervals", "unsettled", "safe", "certificate"}
    assert body["primary"] == ["1a"]
    assert len(body["secondary"]) == 3
    assert body["safe"] is True
    assert body["intervals"].keys() == {*body["primary"], *body["secondary"]}
    assert faults(PROBLEM, body["certificate"]) == []


def test_what_is_protected_passes_the_audit(tmp_path: Path) -> None:
    protected = answer("protect", written(tmp_path, as_file(PROBLEM)))
    withheld = cells_named(PROBLEM, " ".join(protected["primary"] + protected["secondary"]))
    audited = answer("audit", written(tmp_path, as_file(PROBLEM, withheld)))
    assert audited == {"intervals": protected["intervals"], "unsettled": [], "breaches": [], "safe": True}


def test_the_audit_lists_breaches(tmp_path: Path) -> None:
    audited = answer("audit", written(tmp_path, as_file(PROBLEM, cells_named(PROBLEM, "1a 0a"))), status=3)
    assert audited["intervals"] == {"0a": [18, 18], "1a": [2, 2]}
    assert audited["safe"] is False
    assert audited["breaches"] == [
        {"cell": "0a", "count": 18, "interval": [18, 18], "why": "exact", "known_atoms": []},
        {"cell": "1a", "count": 2, "interval": [2, 2], "why": "exact", "known_atoms": []},
    ]


def test_a_small_cell_that_is_published_is_a_breach(tmp_path: Path) -> None:
    audited = answer("audit", written(tmp_path, as_file(PROBLEM, frozenset())), status=3)
    assert audited["breaches"] == [
        {"cell": "1a", "count": 2, "interval": [2, 2], "why": "published", "known_atoms": []}
    ]


def test_an_insiders_breach_names_what_the_insider_knows(tmp_path: Path) -> None:
    body = as_file(PROBLEM, cells_named(PROBLEM, "1a 0a 1b 0b")) | {"known_atoms": [["0a", "0b"]]}
    audited = answer("audit", written(tmp_path, body), status=3)
    assert audited["intervals"]["1a"] == [1, 19]
    assert audited["breaches"] == [
        {"cell": "1a", "count": 2, "interval": [2, 2], "why": "exact", "known_atoms": ["0a", "0b"]}
    ]


@pytest.mark.parametrize("command", ["protect", "audit"])
def test_a_mistake_is_a_sentence_and_no_answer(command: str, tmp_path: Path) -> None:
    body = as_file(PROBLEM, frozenset()) | {"threshold": "five"}
    done = CliRunner().invoke(app, ["disclosure", command, written(tmp_path, body)])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "threshold: must be a whole number from 1 to 1000000000\n"


def test_what_cannot_be_protected_is_refused_by_name(tmp_path: Path) -> None:
    body: Any = as_file(PROBLEM)
    for cell in body["cells"]:
        cell["forced"] = cell["id"] != "1a"
    done = CliRunner().invoke(app, ["disclosure", "protect", written(tmp_path, body)])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "what is published already gives away: 1a\n"


def test_long_work_tells_how_far_it_is() -> None:
    now = [0.0]
    stream = io.StringIO()
    told = PlainLines(stream, clock=lambda: now[0])
    for second in range(13):
        now[0] = float(second)
        told("audit", "audit:", second / 24)
    assert stream.getvalue() == "audit: 21 %, about 19 s left\naudit: 42 %, about 14 s left\n"


def test_a_solver_that_gives_up_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> None:
        raise SolverFailure("no table was found")

    monkeypatch.setattr(PartSolver, "extreme", give_up)
    file = written(tmp_path, as_file(PROBLEM, cells_named(PROBLEM, "1a 0a 1b 0b")))
    done = CliRunner().invoke(app, ["disclosure", "audit", file])
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "no table was found\n")
