"""What rounding means, in words: the sentences that stand under each table that was protected by it."""

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


def sentences(threshold: int, *, some_exact: bool = False) -> tuple[Text, ...]:
    """Under a table whose rounding has this threshold; `some_exact` where figures open to all stand in it."""
    first = SOME_EXACT if some_exact else ALL_ROUNDED
    return first, RULE.format(most=threshold - 1), SUMS, LIMITS


def on_rounding(threshold: int, *, some_exact: bool = False) -> Text:
    """The same as one note."""
    found = sentences(threshold, some_exact=some_exact)
    return Text(" ".join(one.sv for one in found), " ".join(one.en for one in found))
