"""An outcome in words: the mistakes, and what was stored or removed."""

from collections.abc import Iterator

from app.importing.outcome import Outcome, Read, Undone
from app.importing.xlsx_file import shown
from app.kit.language import LANGUAGES, Language, Text


def lines(outcome: Outcome | Undone, language: Language | None = None) -> Iterator[str]:
    """The outcome line by line, in one language or in both, Swedish first."""
    languages = (language,) if language else LANGUAGES
    for mistake in outcome.mistakes:
        for place, one in enumerate(languages):
            yield ("  " if place else "") + mistake.line(one)
    for one in languages:
        yield from (text.of(one) for text in summary(outcome))


def summary(outcome: Outcome | Undone) -> Iterator[Text]:
    """What was stored or removed, or why not, in counts."""
    if outcome.sheet is not None:
        title = shown(outcome.sheet)
        yield Text(f"Bladet som lästes: {title}", f"The sheet that was read: {title}")
    if not outcome.right:
        yield from _wrong(outcome)
    elif isinstance(outcome, Undone):
        yield from _undone(outcome)
    elif outcome.asks:
        yield from _question(outcome)
    else:
        yield from _imported(outcome)


def _wrong(outcome: Outcome | Undone) -> Iterator[Text]:
    unlisted = outcome.mistakes_in_all - len(outcome.mistakes)
    if unlisted:
        yield Text(f"... och {unlisted} fel till.", f"... and {unlisted} more mistakes.")
    found, refused = _mistakes(outcome), _refused(outcome)
    if isinstance(outcome, Undone):
        yield Text(
            f"Inget har tagits bort. {found.sv} i filen{refused.sv}.",
            f"Nothing was removed. {found.en} in the file{refused.en}.",
        )
    else:
        yield Text(
            f"Inget har sparats. {found.sv} i filen{refused.sv}. Rätta och importera hela filen igen.",
            f"Nothing was stored. {found.en} in the file{refused.en}. Correct it and import it all again.",
        )


def _imported(outcome: Outcome) -> Iterator[Text]:
    if outcome.dry_run:
        yield Text(
            "Provkörning: filen kan importeras. Inget har sparats.",
            "Dry run: the file can be imported. Nothing was stored.",
        )
    corrected = Text("", "")
    if outcome.corrected:
        many = "rättad" if outcome.corrected == 1 else "rättade"
        corrected = Text(f"{outcome.corrected} {many}, ", f"{outcome.corrected} corrected, ")
    created = _counted(outcome.created, Text("ny registrering", "new record"))
    rows = _counted(outcome.rows, Text("rad", "row"))
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


def _question(outcome: Outcome) -> Iterator[Text]:
    new = _counted(outcome.created, Text("rad", "row"))
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


def _undone(outcome: Undone) -> Iterator[Text]:
    rows = _counted(outcome.rows, Text("rad", "row"))
    if not outcome.removed:
        yield Text(
            f"{rows.sv}: ingen registrering finns i tjänsten. Det finns inget att ångra.",
            f"{rows.en}: no record is in the service. There is nothing to undo.",
        )
        return
    if outcome.dry_run:
        yield Text(
            "Provkörning: importen kan ångras. Inget har tagits bort.",
            "Dry run: the import can be undone. Nothing was removed.",
        )
    records = _counted(outcome.removed, Text("registrering", "record"))
    absent, were = outcome.absent, _were(outcome.absent)
    if outcome.dry_run:
        yield Text(
            f"{rows.sv}: {records.sv} skulle tas bort, {absent} fanns inte.",
            f"{rows.en}: {records.en} would be removed, {absent} {were} not there.",
        )
    else:
        gone = "borttagen" if outcome.removed == 1 else "borttagna"
        yield Text(
            f"{rows.sv}: {records.sv} {gone}, {absent} fanns inte.",
            f"{rows.en}: {records.en} removed, {absent} {were} not there.",
        )


_PLURALS = {"rad": "rader", "registrering": "registreringar", "ny registrering": "nya registreringar"}


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _counted(number: int, one: Text) -> Text:
    if number == 1:
        return Text(f"1 {one.sv}", f"1 {one.en}")
    return Text(f"{number} {_PLURALS[one.sv]}", f"{number} {one.en}s")


def _mistakes(outcome: Read) -> Text:
    count = outcome.mistakes_in_all
    return Text(f"{count} fel", f"{count} mistake{'s' if count > 1 else ''}")


def _refused(outcome: Read) -> Text:
    """How many records it is about; none where the file was read no further than its header."""
    match outcome.refused:
        case 0:
            return Text("", "")
        case 1:
            return Text(", i 1 registrering", ", in 1 record")
        case count:
            return Text(f", i {count} registreringar", f", in {count} records")
