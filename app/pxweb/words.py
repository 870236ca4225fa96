"""What PxWeb's answers say in words: symbols, notes, and the names that a table itself does not have."""

from collections.abc import Collection

from app.kit.language import LANGUAGES, Text
from app.kit.texts import texts_beside

_TEXTS = texts_beside(__file__)

CONTENTS = Text("Tabellinnehåll", "Contents")
TERTIAL = Text("Tertial", "Tertial")
YEAR = Text("År", "Year")
VALUE = Text("Värde", "Value")
SUBJECT = Text("Stöd till föräldrar", "Support to parents")

NOTHING_SYMBOL, WITHHELD_SYMBOL, MISSING_SYMBOL, NOT_KNOWN_SYMBOL = ".", "..", "...", "...."
"""As the PX format has them: not applicable; cannot be shown; not available; and one of our own."""

SYMBOLS: dict[str, Text] = {
    NOTHING_SYMBOL: Text(
        "Kombinationen finns inte i perioden", "The combination does not exist in the period"
    ),
    WITHHELD_SYMBOL: Text(
        "Uppgiften visas inte, för att skydda enskilda", "Withheld, to protect individuals"
    ),
    MISSING_SYMBOL: Text("Uppgift har inte lämnats", "Not handed in"),
    NOT_KNOWN_SYMBOL: Text("Uppgift saknas för alla som räknas", "Not known of any that is counted"),
}


def of_symbols(symbols: Collection[str]) -> Text:
    """What these symbols mean, as a note."""
    told = [(one, text) for one, text in SYMBOLS.items() if one in symbols]
    sv, en = (
        "; ".join(f"'{one}' {text.of(language)[0].lower()}{text.of(language)[1:]}" for one, text in told)
        for language in LANGUAGES
    )
    return Text(f"Tecken: {sv}.", f"Symbols: {en}.")


MULTIPLE = _TEXTS["multiple"]
DIVISIONS = _TEXTS["divisions"]
BASES = _TEXTS["bases"]


SUMS = _TEXTS["sums"]


def total(text: Text) -> Text:
    """The label of a sum of scores, which only makes a mean with its base."""
    return Text(f"{text.sv}: summa", f"{text.en}: sum")


def base(text: Text) -> Text:
    """The label of a measure that is only the base of others."""
    return Text(f"{text.sv} (underlag)", f"{text.en} (base)")
