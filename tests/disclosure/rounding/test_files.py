"""`stodlogg disclosure --method round`, as somebody with a file of their own runs it."""

import json
import stat
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.disclosure.cell_system import CellSystem
from app.disclosure.rounding import rounding_output as rounded_answers
from app.disclosure.rounding.rounding_check import faults
from app.disclosure.rounding.rule import is_allowed
from app.disclosure.rounding.table_set_linkage import linked_of
from app.disclosure.table_set_file import TableSet
from app.disclosure.time_limit import Deadline
from bench.synthetic import national
from tests.disclosure.suppression.test_deadlines import BEYOND
from tests.disclosure.table_sets import as_file, cells_named, crossed, overlapping
from tests.disclosure.test_commands import run, written
from tests.disclosure.test_fuzzed_files import quiet

PROBLEM = crossed([[18, 4, 0, 11], [2, 19, 1, 14], [7, 3, 12, 0]])
INSIDERS = replace(PROBLEM, coalitions=(frozenset(range(4)), frozenset(range(4, 8)), frozenset(range(8, 12))))


def invoked(*arguments: str, status: int = 0) -> Any:
    done = CliRunner().invoke(app, ["disclosure", *arguments], catch_exceptions=False)
    assert done.exit_code == status, done.stderr
    return json.loads(done.stdout) if status in (0, 3) else done.stderr


def with_shown(system: CellSystem, shown: dict[str, int]) -> Any:
    """The file of an audit of these numbers."""
    body: Any = as_file(system)
    for cell in body["cells"]:
        cell["published"] = shown[cell["id"]]
    return body


def exact(system: CellSystem, **changes: int) -> dict[str, int]:
    return dict(zip(system.cells, system.values, strict=True)) | changes


@pytest.mark.parametrize(
    "system", [PROBLEM, INSIDERS, overlapping(seed=5)], ids=["nobody", "insiders", "overlap"]
)
def test_every_figure_is_shown_within_the_rule_and_the_audit_finds_nothing(
    tmp_path: Path, system: CellSystem
) -> None:
    body = invoked("protect", "--method", "round", written(tmp_path, as_file(system)))
    assert body.keys() == {"shown", "repeatable", "safe", "certificate"}
    assert (body["repeatable"], body["safe"]) == (False, True)
    assert body["shown"].keys() == set(system.cells)
    for name, count in exact(system).items():
        assert is_allowed(body["shown"][name], count, 5)
    linked = linked_of(TableSet(system, {}))
    assert faults(linked, [body["shown"][name] for name in system.cells], body["certificate"]) == []
    audited = invoked("audit", "--method", "round", written(tmp_path, with_shown(system, body["shown"])))
    assert audited == {"violations": [], "breaches": [], "safe": True}


@pytest.mark.slow
def test_both_commands_in_processes_of_their_own(tmp_path: Path) -> None:
    done = run("protect", "--method", "round", written(tmp_path, as_file(INSIDERS)))
    assert (done.returncode, done.stderr) == (0, b"")
    shown = json.loads(done.stdout)["shown"]
    right = run("audit", "--method", "round", written(tmp_path, with_shown(INSIDERS, shown)))
    assert (right.returncode, right.stderr) == (0, b"")
    assert json.loads(right.stdout)["safe"] is True


def test_the_same_secret_and_lineage_give_the_same_answer(tmp_path: Path) -> None:
    file, secret = written(tmp_path, as_file(INSIDERS)), tmp_path / "secret.txt"

    def answer(lineage: str) -> Any:
        return invoked(
            "protect", "--method", "round", "--secret-file", str(secret), "--lineage", lineage, file
        )

    first = answer("2026")
    assert first["repeatable"] is True
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    kept = secret.read_text("ascii")
    assert len(bytes.fromhex(kept)) == 32
    assert answer("2026") == first
    # Another period draws anew, and so does another secret.
    others = [answer(f"{year}")["shown"] for year in range(2000, 2010)]
    assert any(shown != first["shown"] for shown in others)
    assert secret.read_text("ascii") == kept
    assert kept.strip() not in json.dumps(first)


@pytest.mark.parametrize("content", ["", "a secret", "ab" * 31, "å" * 64])
def test_what_is_no_secret_is_refused(tmp_path: Path, content: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(content, "utf-8")
    options = ["--method", "round", "--secret-file", str(secret), "--lineage", "2026"]
    told = invoked("protect", *options, written(tmp_path, as_file(PROBLEM)), status=1)
    assert told.startswith(f"{secret} holds no secret, which is 64 or more hexadecimal digits.")
    assert secret.read_text("utf-8") == content


@pytest.mark.parametrize(
    "options",
    [
        ["--secret-file", "s", "--lineage", "2026"],
        ["--method", "round", "--secret-file", "s"],
        ["--method", "round", "--lineage", "2026"],
        ["--method", "round", "--secret-file", "s", "--lineage", "\udcff"],
        ["--method", "mask"],
        ["--seconds", "0"],
    ],
)
def test_options_that_do_not_fit_are_a_wrong_command_line(tmp_path: Path, options: list[str]) -> None:
    done = CliRunner().invoke(
        app, ["disclosure", "protect", *options, written(tmp_path, as_file(PROBLEM))], catch_exceptions=False
    )
    assert done.exit_code == 2
    assert done.stdout == ""
    assert not (tmp_path / "s").exists()


def test_numbers_that_break_the_rule_are_told(tmp_path: Path) -> None:
    body = with_shown(PROBLEM, exact(PROBLEM, all=92))
    assert invoked("audit", "--method", "round", written(tmp_path, body), status=3) == {
        "violations": [
            {"cell": "0b", "count": 4, "shown": 4, "why": "small", "parts": {}},
            {"cell": "1a", "count": 2, "shown": 2, "why": "small", "parts": {}},
            {"cell": "1c", "count": 1, "shown": 1, "why": "small", "parts": {}},
            {"cell": "2b", "count": 3, "shown": 3, "why": "small", "parts": {}},
            {
                "cell": "all", "count": 91, "shown": 92, "why": "does-not-add-up",
                "parts": {"0": 33, "1": 36, "2": 22},
            },
        ],
        "breaches": [],
        "safe": False,
    }  # fmt: skip


def test_what_is_known_too_closely_is_told_with_who_knows_it(tmp_path: Path) -> None:
    """Three districts and their sum, all shown as 0: who knows the own 3 knows that the others have 1."""
    three = crossed([[3, 1, 0]])
    three = replace(
        three,
        cells=three.cells[:4],
        members=three.members[:4],
        coalitions=tuple(frozenset({a}) for a in range(3)),
    )
    body = with_shown(three, dict.fromkeys(three.cells, 0))
    found = invoked("audit", "--method", "round", written(tmp_path, body), status=3)
    assert found["violations"] == []
    assert {
        "cell": "0b",
        "count": 1,
        "shown": 0,
        "interval": [0, 1],
        "why": "too-narrow",
        "known_atoms": ["0a"],
    } in (found["breaches"])
    assert not any(breach["cell"] == "0a" and "0a" in breach["known_atoms"] for breach in found["breaches"])


def test_a_sensitive_cell_is_protected_by_its_own_name(tmp_path: Path) -> None:
    """All nine were referred on, and everybody knows that they were nine."""
    body: Any = {
        "threshold": 5,
        "atoms": [{"id": "referred", "count": 9}, {"id": "not", "count": 0}],
        "cells": [
            {"id": "Referred", "atoms": ["referred"], "sensitive": True, "published": 9},
            {"id": "Not", "atoms": ["not"], "least": 0, "published": 0},
            {"id": "All", "atoms": ["not", "referred"], "forced": True, "published": 9},
            {"id": "Atleast", "atoms": ["not"], "forced": True, "published": 0},
        ],
    }
    found = invoked("audit", "--method", "round", written(tmp_path, body), status=3)
    assert {(breach["cell"], breach["why"]) for breach in found["breaches"]} == {
        ("Referred", "exact"), ("Not", "exact")
    }  # fmt: skip
    told = invoked("protect", "--method", "round", written(tmp_path, body), status=1)
    assert "too much can be known of" in told
    # Where nobody knows that there are no others, the same numbers are safe.
    del body["cells"][3]
    assert invoked("audit", "--method", "round", written(tmp_path, body))["safe"] is True


def test_a_small_figure_that_is_published_already_is_told(tmp_path: Path) -> None:
    forced = replace(PROBLEM, forced=cells_named(PROBLEM, "1a"))
    file = written(tmp_path, with_shown(forced, exact(PROBLEM)))
    assert (
        invoked("protect", "--method", "round", file, status=1)
        == "what is published already gives away: 1a\n"
    )
    found = invoked("audit", "--method", "round", file, status=3)
    assert {"cell": "1a", "count": 2, "shown": 2, "why": "given-away", "parts": {}} in found["violations"]


@pytest.mark.parametrize("command", ["protect", "audit"])
def test_what_rounding_has_no_place_for_is_refused(tmp_path: Path, command: str) -> None:
    share = {"numerator": "0", "denominator": "all", "between": [0, 1]}
    body = with_shown(PROBLEM, exact(PROBLEM)) | {"shares": [share], "threshold": 3}
    told = invoked(command, "--method", "round", written(tmp_path, body), status=1)
    assert [line.split(":")[0] for line in told.splitlines()] == ["threshold", "shares"]


def test_a_protection_that_takes_too_long_ends_in_time_and_says_so(tmp_path: Path) -> None:
    file = written(tmp_path, as_file(national(29)))
    began = time.monotonic()
    told = invoked("protect", "--method", "round", "--seconds", "1", file, status=1)
    assert time.monotonic() - began < 1 + BEYOND
    assert told == "time was up before the 1504 figures were rounded; none is protected\n"


def test_an_audit_that_takes_too_long_ends_in_time_and_counts_the_rest_as_known(tmp_path: Path) -> None:
    file = tmp_path / "tables.json"
    fair = replace(INSIDERS, counts=tuple(5 + count for count in INSIDERS.counts))
    file.write_text(json.dumps(with_shown(fair, exact(fair))), "utf-8")
    assert rounded_answers.audited(file, Deadline(60), quiet)[1] is True
    # A clock that is past the limit once the attack begins.
    stages: list[str] = []
    deadline = Deadline(1, lambda: 2.0 * len(stages))
    answer, safe = rounded_answers.audited(file, deadline, lambda stage, done, steps: stages.append(stage))
    assert not safe
    assert answer["violations"] == []
    assert isinstance(answer["breaches"], list)
    could_be_small = {cell for cell, count in exact(fair).items() if count < 9}
    assert {breach["cell"] for breach in answer["breaches"]} == could_be_small
    assert {breach["why"] for breach in answer["breaches"]} == {"not-settled"}
