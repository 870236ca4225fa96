"""What rounding means, in words: the sentences that stand under each table that was protected by it."""

from collections.abc import Sequence

from app.disclosure.rounding.uncertainty import greatest_deviation, most_apart
from app.kit.language import Text
from app.kit.texts import texts_beside

_TEXTS = texts_beside(__file__)

ALL_ROUNDED = _TEXTS["all-rounded"]
SOME_EXACT = _TEXTS["some-exact"]
RULE = _TEXTS["rule"]
SUMS = _TEXTS["sums"]
LIMITS = _TEXTS["limits"]


SOME_ROUNDED = _TEXTS["some-rounded"]
PARTS = _TEXTS["parts"]
SPREAD = _TEXTS["spread"]


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
