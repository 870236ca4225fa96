"""Labels that are unique: clients make columns and rows of them, and would take two for one."""

from collections.abc import Sequence

from app.kit.language import LANGUAGES, Text


def told_apart(named: Sequence[tuple[str, Text]]) -> list[Text]:
    """Texts, with the code behind those that another one has too."""
    met: list[dict[str, int]] = [{} for _ in LANGUAGES]
    for _, text in named:
        for seen, word in zip(met, text, strict=True):
            seen[word.casefold()] = seen.get(word.casefold(), 0) + 1
    return [
        Text(
            *(
                word if seen[word.casefold()] == 1 else f"{word} ({code})"
                for seen, word in zip(met, text, strict=True)
            )
        )
        for code, text in named
    ]
