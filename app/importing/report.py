"""An outcome in words: the mistakes, and what was stored or removed."""

from collections.abc import Iterator

from app.importing.outcome import ImportOutcome, UndoOutcome
from app.importing.xlsx_file import printable_title
from app.kit.language import LANGUAGES, Language, Text


def lines(outcome: ImportOutcome | UndoOutcome, language: Language | None = None) -> Iterator[str]:
    """The outcome line by line, in one language or in both, Swedish first."""
    languages = (language,) if language else LANGUAGES
    for mistake in outcome.mistakes:
        for index, one in enumerate(languages):
            yield ("  " if index else "") + mistake.line(one)
    for one in languages:
        yield from (text.of(one) for text in summary(outcome))


def summary(outcome: ImportOutcome | UndoOutcome) -> Iterator[Text]:
    """What was stored or removed, or why not, in counts."""
    if outcome.sheet is not None:
        title = printable_title(outcome.sheet)
        yield Text(f"Bladet som lästes: {title}", f"The sheet that was read: {title}")
    if not outcome.right:
        yield from _wrong(outcome)
    elif isinstance(outcome, UndoOutcome):
        yield from _removed(outcome)
    elif outcome.asks:
        yield from _question(outcome)
    else:
        yield from _stored(outcome)


def _wrong(outcome: ImportOutcome | UndoOutcome) -> Iterator[Text]:
    count = outcome.mistakes_in_all
    if unlisted := count - len(outcome.mistakes):
        yield Text(f"... och {unlisted} fel till.", f"... and {unlisted} more mistakes.")
    nothing, then = Text("Inget har tagits bort.", "Nothing was removed."), Text("", "")
    if isinstance(outcome, ImportOutcome):
        nothing = Text("Inget har sparats.", "Nothing was stored.")
        then = Text(" Rätta och importera hela filen igen.", " Correct it and import it all again.")
    refused = Text("", "")  # where the file was read no further than its header
    if outcome.refused:
        records = _counted(outcome.refused, "registrering", "registreringar", "record")
        refused = Text(f", i {records.sv}", f", in {records.en}")
    found = _counted(count, "fel", "fel", "mistake")
    yield Text(
        f"{nothing.sv} {found.sv} i filen{refused.sv}.{then.sv}",
        f"{nothing.en} {found.en} in the file{refused.en}.{then.en}",
    )


def _stored(outcome: ImportOutcome) -> Iterator[Text]:
    if outcome.dry_run:
        yield Text(
            "Provkörning: filen kan importeras. Inget har sparats.",
            "Dry run: the file can be imported. Nothing was stored.",
        )
    corrected = Text("", "")
    if outcome.corrected:
        many = "rättad" if outcome.corrected == 1 else "rättade"
        corrected = Text(f"{outcome.corrected} {many}, ", f"{outcome.corrected} corrected, ")
    created = _counted(outcome.created, "ny registrering", "nya registreringar", "new record")
    rows = _rows(outcome.rows)
    yield Text(
        f"{rows.sv}: {created.sv}, {corrected.sv}{outcome.same} fanns redan.",
        f"{rows.en}: {created.en}, {corrected.en}{outcome.same} {_were(outcome.same)} there already.",
    )
    if outcome.copy is not None:
        yield Text(
            f"Filen med varje rads id: {outcome.copy}. "
            "Ska en rad rättas, rätta den där och importera den filen.",
            f"The file with each row's id: {outcome.copy}. "
            "To correct a row, correct it there and import that file.",
        )
    if outcome.copy_failed:
        yield Text(
            "Kopian med varje rads id kunde inte skrivas bredvid filen. Importera filen igen från en mapp "
            "som går att skriva i: då skapas den, och inget registreras två gånger.",
            "The copy with each row's id could not be written beside the file. Import the file again from a "
            "folder that can be written: then it is made, and nothing is filed twice.",
        )


def _question(outcome: ImportOutcome) -> Iterator[Text]:
    new = _rows(outcome.created)
    yield Text(
        f"Inget har sparats än. {outcome.same} av filens rader utan id finns redan, men {new.sv} finns inte.",
        f"Nothing is stored yet. {outcome.same} of the file's rows without an id are there already, but "
        f"{new.en} {'is' if outcome.created == 1 else 'are'} not.",
    )
    yield Text(
        "Är det nya registreringar? Importera med --new. Är det rättade rader? Rätta i stället i kopian med "
        "id, som skrevs vid den förra importen: annars räknas de två gånger.",
        "Are they new records? Import with --new. Are they corrected rows? Correct them in the copy with "
        "ids instead, which the earlier import wrote: else they are counted twice.",
    )


def _removed(outcome: UndoOutcome) -> Iterator[Text]:
    rows = _rows(outcome.rows)
    if not outcome.removed:
        yield Text(
            f"{rows.sv}: ingen registrering finns i tjänsten. Det finns inget att ångra.",
            f"{rows.en}: no record is in the service. There is nothing to undo.",
        )
        return
    done = Text("borttagen" if outcome.removed == 1 else "borttagna", "removed")
    if outcome.dry_run:
        done = Text("skulle tas bort", "would be removed")
        yield Text(
            "Provkörning: importen kan ångras. Inget har tagits bort.",
            "Dry run: the import can be undone. Nothing was removed.",
        )
    records = _counted(outcome.removed, "registrering", "registreringar", "record")
    absent = outcome.absent
    yield Text(
        f"{rows.sv}: {records.sv} {done.sv}, {absent} fanns inte.",
        f"{rows.en}: {records.en} {done.en}, {absent} {_were(absent)} not there.",
    )


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _rows(number: int) -> Text:
    return _counted(number, "rad", "rader", "row")


def _counted(number: int, one: str, many: str, english: str) -> Text:
    return Text(f"{number} {one if number == 1 else many}", f"{number} {english}{'' if number == 1 else 's'}")
