"""What rounding means, in words: the sentences that stand under each table that was protected by it."""

from collections.abc import Sequence

from app.disclosure.rounding.uncertainty import greatest_deviation, most_apart
from app.kit.language import Text

ALL_ROUNDED = Text(
    "Talen är avrundade, för att ingen ska kunna räkna fram uppgifter om enskilda.",
    "The figures are rounded, so that nobody can work out anything about individuals.",
)
SOME_EXACT = Text(
    "Tal om dem som får stöd är avrundade, för att ingen ska kunna räkna fram uppgifter om enskilda; "
    "verksamheter, tillfällen och personal räknas exakt.",
    "Figures of those who are supported are rounded, so that nobody can work out anything about individuals; "
    "units, events and staff are exact.",
)
RULE = Text(
    "Inget avrundat tal är 1–{most}: en nolla betyder 0–{most}, och andra tal kan vara upp till {most} för "
    "höga eller för låga.",
    "No rounded figure is 1–{most}: a zero means 0–{most}, and others can be up to {most} too high or too "
    "low.",
)
SUMS = Text(
    "Delarna stämmer med sin summa, och samma uppgift är samma tal i alla tabeller.",
    "Parts add up to their total, and the same fact is the same number in every table.",
)
LIMITS = Text(
    "Ett litet antal kan gissas men inte räknas fram, och summor av små tal är osäkra.",
    "A small count can be guessed but not calculated, and sums of small figures are uncertain.",
)


SOME_ROUNDED = Text(
    "Talen är summor, där {exact} är exakt och {rounded} avrundat; där någon del inte visas, visas inte "
    "heller summan.",
    "The figures are sums, of which {exact} is exact and {rounded} is rounded; where some part is not shown, "
    "the sum is not shown either.",
)
PARTS = Text(
    "Varje tal är en summa med {parts} och kan vara upp till {most} för högt eller för lågt: en nolla "
    "betyder 0–{most}.",
    "Each figure is a sum with {parts} and can be up to {most} too high or too low: a zero means 0–{most}.",
)
SPREAD = Text(
    "Avrundningen lottas: standardavvikelsen är högst {spread} för en sådan summa, och något större där "
    "delar ska stämma med sin summa.",
    "Rounding is drawn by lot: the standard deviation of such a sum is at most {spread}, and somewhat more "
    "where parts have to add up to their total.",
)


def sentences(threshold: int, *, some_exact: bool = False) -> tuple[Text, ...]:
    """Under a table whose rounding has this threshold; `some_exact` where figures open to all stand in it."""
    first = SOME_EXACT if some_exact else ALL_ROUNDED
    return first, RULE.format(most=threshold - 1), SUMS, LIMITS


def sentences_of_sums(
    threshold: int, parts: int, *, some_exact: bool = False, mixed: tuple[str, str] | None = None
) -> tuple[Text, ...]:
    """Under sums over time with `parts` rounded numbers each. `mixed` names the periods that were rounded and
    those that were not, where there are both."""
    first = SOME_EXACT if some_exact else ALL_ROUNDED
    if mixed is not None:
        first = SOME_ROUNDED.format(rounded=mixed[0], exact=mixed[1])
    spread = f"{greatest_deviation(threshold, parts):.1f}"
    most = most_apart(threshold, parts)
    return (
        first,
        Text(
            PARTS.sv.format(parts=f"{parts} avrundade delar" if parts > 1 else "en avrundad del", most=most),
            PARTS.en.format(parts=f"{parts} rounded parts" if parts > 1 else "one rounded part", most=most),
        ),
        Text(SPREAD.sv.format(spread=spread.replace(".", ",")), SPREAD.en.format(spread=spread)),
        LIMITS,
    )


def as_note(found: Sequence[Text]) -> Text:
    """Sentences as one note."""
    return Text(" ".join(one.sv for one in found), " ".join(one.en for one in found))


def on_rounding(threshold: int, *, some_exact: bool = False) -> Text:
    """What stands under a table, as one note."""
    return as_note(sentences(threshold, some_exact=some_exact))
