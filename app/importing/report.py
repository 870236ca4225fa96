"""An import's outcome in words: the mistakes, and what was stored."""

from collections.abc import Iterator

from app.importing.run import Outcome
from app.kit.language import LANGUAGES, Language, Text


def lines(outcome: Outcome, language: Language | None = None) -> Iterator[str]:
    """The outcome line by line, in one language or in both, Swedish first."""
    languages = (language,) if language else LANGUAGES
    for mistake in outcome.mistakes:
        for place, one in enumerate(languages):
            yield ("  " if place else "") + mistake.line(one)
    for one in languages:
        yield from (text.of(one) for text in summary(outcome))


def summary(outcome: Outcome) -> Iterator[Text]:
    """What was stored, or why not, in counts."""
    unlisted = outcome.mistakes_in_all - len(outcome.mistakes)
    if unlisted:
        yield Text(f"... och {unlisted} fel till.", f"... and {unlisted} more mistakes.")
    if not outcome.right:
        found, refused = _mistakes(outcome), _refused(outcome)
        yield Text(
            f"Inget har sparats. {found.sv} i filen{refused.sv}. Rätta och importera hela filen igen.",
            f"Nothing was stored. {found.en} in the file{refused.en}. Mend and import the whole file again.",
        )
        return
    if outcome.dry_run:
        yield Text(
            "Provkörning: filen kan importeras. Inget har sparats.",
            "Dry run: the file can be imported. Nothing was stored.",
        )
    yield Text(
        f"{outcome.rows} rader: {outcome.created} nya registreringar, {outcome.same} fanns redan.",
        f"{outcome.rows} rows: {outcome.created} new records, {outcome.same} were there already.",
    )


def _mistakes(outcome: Outcome) -> Text:
    count = outcome.mistakes_in_all
    return Text(f"{count} fel", f"{count} mistake{'s' if count > 1 else ''}")


def _refused(outcome: Outcome) -> Text:
    """How many records it is about; none where the file was read no further than its header."""
    match outcome.refused:
        case 0:
            return Text("", "")
        case 1:
            return Text(", i 1 registrering", ", in 1 record")
        case count:
            return Text(f", i {count} registreringar", f", in {count} records")
