"""What a person sees of an import: how far it is, what is wrong, what was stored."""

import io
from pathlib import Path
from typing import Any

import pytest

from app.importing.import_progress import LEFT, in_words, progress_on
from app.importing.mistakes import FileMistake
from app.importing.outcome import ImportOutcome, UndoOutcome
from app.importing.report import lines
from app.importing.words import FILING, RULES, UNDOING
from app.kit.language import Text
from app.progress import PlainLines
from tests.importing.files import cells_of, csv_file, run
from tests.support.service import Service

BAD = FileMistake("unknown-code", Text("Koden finns inte.", "No such code."), 12, "kind", "E", ("a", "b"))


def _outcome(
    mistakes: tuple[FileMistake, ...] = (), in_all: int = 0, *, refused: int = 0, **more: Any
) -> ImportOutcome:
    counts: dict[str, Any] = {"rows": 12, "created": 10, "same": 2, "corrected": 0, "dry_run": False}
    return ImportOutcome(
        sheet=None, refused=refused, mistakes=mistakes, mistakes_in_all=in_all, asks=False, **counts | more
    )


def test_a_right_file() -> None:
    assert list(lines(_outcome())) == [
        "12 rader: 10 nya registreringar, 2 fanns redan.",
        "12 rows: 10 new records, 2 were there already.",
    ]


def test_a_dry_run_says_that_nothing_is_stored() -> None:
    assert list(lines(_outcome(dry_run=True), "sv")) == [
        "Provkörning: filen kan importeras. Inget har sparats.",
        "12 rader: 10 nya registreringar, 2 fanns redan.",
    ]


def test_one_row_is_one_row() -> None:
    assert list(lines(_outcome(rows=1, created=1, same=0))) == [
        "1 rad: 1 ny registrering, 0 fanns redan.",
        "1 row: 1 new record, 0 were there already.",
    ]


def _undone(removed: int, absent: int, *, dry_run: bool = False) -> UndoOutcome:
    return UndoOutcome(
        rows=removed + absent, sheet=None, refused=0, mistakes=(), mistakes_in_all=0, dry_run=dry_run,
        removed=removed, absent=absent,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("undone", "said"),
    [
        (_undone(0, 4), "4 rader: ingen registrering finns i tjänsten. Det finns inget att ångra."),
        (
            _undone(0, 4, dry_run=True),
            "4 rader: ingen registrering finns i tjänsten. Det finns inget att ångra.",
        ),
        (_undone(1, 3), "4 rader: 1 registrering borttagen, 3 fanns inte."),
        (_undone(4, 0), "4 rader: 4 registreringar borttagna, 0 fanns inte."),
        (
            _undone(1, 0, dry_run=True),
            "Provkörning: importen kan ångras. Inget har tagits bort. "
            "1 rad: 1 registrering skulle tas bort, 0 fanns inte.",
        ),
    ],
)
def test_an_undoing_says_what_it_did_or_would_do(undone: UndoOutcome, said: str) -> None:
    assert " ".join(lines(undone, "sv")) == said


def test_one_that_was_there_is_one(quick: Service) -> None:
    assert list(lines(_outcome(created=1, same=1, corrected=1, rows=3), "en")) == [
        "3 rows: 1 new record, 1 corrected, 1 was there already."
    ]
    assert "1 rättad," in next(lines(_outcome(corrected=1), "sv"))


def test_words_that_are_no_name_are_told_as_that_and_once(quick: Service, tmp_path: Path) -> None:
    name = "collaboration-activity"
    (row,) = cells_of(name, "stockholm")
    (one,) = run(quick, name, csv_file(quick, name, [row | {"kind": "Annat möte"}], tmp_path)).mistakes
    assert (one.column, "exakt en kods namn" in one.text.sv) == ("kind", True)
    several = run(quick, name, csv_file(quick, name, [row | {"partners": "En annan verksamhet"}], tmp_path))
    assert [one.column for one in several.mistakes] == ["partners"]


def test_a_copy_that_could_not_be_written_is_told(quick: Service, tmp_path: Path) -> None:
    file = csv_file(
        quick, "collaboration-activity", cells_of("collaboration-activity", "stockholm"), tmp_path
    )
    for number in range(1, 1000):
        (tmp_path / f"rows-with-ids{f'-{number}' if number > 1 else ''}.csv").touch()
    outcome = run(quick, "collaboration-activity", file, copy=True)
    assert (outcome.created, outcome.copy, outcome.copy_failed) == (1, None, True)
    assert "kunde inte skrivas" in list(lines(outcome, "sv"))[-1]


def test_mistakes_in_swedish_and_english() -> None:
    assert list(lines(_outcome((BAD,), 131, refused=120))) == [
        "rad 12, kolumn E (kind): Koden finns inte. Ange något av: a, b.",
        "  row 12, column E (kind): No such code. Give one of: a, b.",
        "... och 130 fel till.",
        "Inget har sparats. 131 fel i filen, i 120 registreringar. Rätta och importera hela filen igen.",
        "... and 130 more mistakes.",
        "Nothing was stored. 131 mistakes in the file, in 120 records. Correct it and import it all again.",
    ]
    first, _ = lines(_outcome((BAD,), 1), "en")
    assert first == "row 12, column E (kind): No such code. Give one of: a, b."


def test_one_mistake_and_none_in_a_record() -> None:
    *_, one = lines(_outcome((BAD,), 1, refused=1), "sv")
    assert one == "Inget har sparats. 1 fel i filen, i 1 registrering. Rätta och importera hela filen igen."
    *_, header = lines(_outcome((BAD,), 1), "en")
    assert header == "Nothing was stored. 1 mistake in the file. Correct it and import it all again."


def test_every_rule_has_words_in_both_languages() -> None:
    for text in (*RULES.values(), *FILING.values(), *UNDOING.values()):
        assert text.sv.strip()
        assert text.en.strip()
        assert text.sv != text.en


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_where_there_is_no_terminal() -> None:
    stream, now = io.StringIO(), [0.0]
    progress = in_words(PlainLines(stream, LEFT.sv, lambda: now[0]), "sv")
    for second, (rows, mistakes, share) in enumerate(
        [(0, 0, 0.0), (500, 0, 0.01), (1000, 0, 0.25), (12_000, 3, 0.5), (13_000, 3, None)]
    ):
        now[0] = 6.0 * second
        progress(rows, mistakes, share)
    assert stream.getvalue().splitlines() == [
        "500 rader lästa, 1 %, ungefär 594 s kvar",
        "1\u202f000 rader lästa, 25 %, ungefär 36 s kvar",
        "12\u202f000 rader lästa, 3 fel, 50 %, ungefär 18 s kvar",
        "13\u202f000 rader lästa, 3 fel",
    ]
    progress(14_000, 3, 0.9)
    assert len(stream.getvalue().splitlines()) == 4  # too soon


def test_a_short_import_says_nothing_where_there_is_no_terminal(quick: Service, tmp_path: Path) -> None:
    stream = io.StringIO()
    file = csv_file(quick, "context", cells_of("context", "stockholm"), tmp_path)
    with progress_on(stream) as progress:
        assert run(quick, "context", file, progress=progress).created == 1
    assert stream.getvalue() == ""


def test_a_bar_in_a_terminal(quick: Service, tmp_path: Path) -> None:
    stream = _Terminal()
    rows = cells_of("collaboration-activity", "stockholm") * 700
    file = csv_file(quick, "collaboration-activity", rows, tmp_path)
    with progress_on(stream, "en") as progress:
        assert run(quick, "collaboration-activity", file, progress=progress).created == 700
    assert "700 rows read" in stream.getvalue()
    assert "100%" in stream.getvalue()


def test_progress_goes_from_nothing_to_all(quick: Service, tmp_path: Path) -> None:
    class Seen:
        def __init__(self) -> None:
            self.told: list[tuple[int, float | None]] = []

        def __call__(self, rows: int, mistakes: int, share: float | None) -> None:
            self.told.append((rows, share))

    rows = cells_of("collaboration-activity", "stockholm") * 1700
    file = csv_file(quick, "collaboration-activity", rows, tmp_path)
    seen = Seen()
    assert run(quick, "collaboration-activity", file, progress=seen).created == 1700
    shares = [share for _, share in seen.told if share is not None]
    assert [rows for rows, _ in seen.told] == [0, 500, 1000, 1500, 1700]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert 0 < shares[1] < 1
