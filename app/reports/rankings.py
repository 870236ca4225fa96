"""Sentences that set several figures beside one another: which are the most common, who has most and fewest,
between what shares lie.

Of rounded numbers no place is given that another count within the rule would take away.
`tests/reports/test_sentences.py` is the specification.
"""

from collections.abc import Sequence

from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.nouns import CountedNoun
from app.reports.number_format import places_of, unit_of
from app.reports.sentences import about, counted, in_words, listed, per_cent, quoted, share

MOST = 3
"""Categories that a sentence names at most."""


def most_common(rows: Sequence[tuple[str, BoundedNumber]], base: BoundedNumber, language: Language) -> str:
    """The largest of some categories with their shares; those that are equally large are named as such.

    `rows` are names and numbers in any order. Empty where nothing was counted.
    """
    ranked = sorted(rows, key=lambda row: -row[1].shown)
    if not ranked or base.shown <= 0 or ranked[0][1].shown == 0:
        return ""
    if not (base.exact and all(number.exact for _, number in rows)):
        return _surely_most_common(ranked, base, language)
    ranked = [one for one in ranked if one[1].shown > 0]
    numbers = [number.shown for _, number in ranked]
    first = [name for name, number in ranked if number.shown == numbers[0]]
    if len(first) > MOST:
        return Text(
            f"Ingen är vanligast: {in_words(len(first), 'sv')} är lika vanliga.",
            f"None is the most common: {in_words(len(first), 'en')} are equally common.",
        ).of(language)
    if len(first) > 1:
        names = listed([quoted(name, language) for name in first], language)
        each = share(BoundedRatio(ranked[0][1], base), language)
        return Text(f"Vanligast är {names}, {each} var.", f"Most common are {names}, {each} each.").of(
            language
        )
    named = min(MOST, len(ranked))
    # A place that somebody just as large would share is not named.
    while named > 1 and len(ranked) > named and numbers[named - 1] == numbers[named]:
        named -= 1
    return _in_order(ranked[:named], base, language)


def _surely_most_common(
    ranked: Sequence[tuple[str, BoundedNumber]], base: BoundedNumber, language: Language
) -> str:
    """Of rounded numbers: as many places in order as are certain, or else those that certainly come first."""
    cut = [
        place
        for place in range(1, min(MOST, len(ranked)) + 1)
        if _all_above([one for _, one in ranked[:place]], [one for _, one in ranked[place:]])
    ]
    in_order = next((place for place in range(MOST, 0, -1) if set(range(1, place + 1)) <= set(cut)), 0)
    if in_order:
        return _in_order(ranked[:in_order], base, language)
    if not cut:
        return Text("Vilka som är vanligast är inte säkert.", "Which are the most common is not certain.").of(
            language
        )
    together = ranked[: cut[0]]
    names = listed(_with_shares(together, base, language), language)
    return Text(
        f"De {in_words(cut[0], 'sv')} vanligaste är {names}.",
        f"The {in_words(cut[0], 'en')} most common are {names}.",
    ).of(language)


def _all_above(first: Sequence[BoundedNumber], others: Sequence[BoundedNumber]) -> bool:
    """Whether each of the first is certainly more than each of the others, and more than none."""
    return min(one.least for one in first) > max((one.most for one in others), default=0)


def _with_shares(
    rows: Sequence[tuple[str, BoundedNumber]], base: BoundedNumber, language: Language
) -> list[str]:
    return [f"{quoted(name, language)} ({share(BoundedRatio(one, base), language)})" for name, one in rows]


def _in_order(rows: Sequence[tuple[str, BoundedNumber]], base: BoundedNumber, language: Language) -> str:
    named = _with_shares(rows, base, language)
    if len(named) == 1:
        return Text(f"Vanligast är {named[0]}.", f"Most common is {named[0]}.").of(language)
    return Text(
        f"Vanligast är {named[0]}, följt av {listed(named[1:], 'sv')}.",
        f"Most common is {named[0]}, followed by {listed(named[1:], 'en')}.",
    ).of(language)


Shares = Sequence[tuple[str, BoundedRatio]]


def between(rows: Shares, language: Language) -> str:
    """From the lowest to the highest share among those large enough: `mellan 12 procent (A) och 30 (B)`.

    Empty where fewer than two are of enough. Where others are left out for being small, it
    says so: what is said is not of all of them. Of rounded numbers an end is named only where it is certain
    whose it is.
    """
    able = [row for row in rows if not row[1].few]
    if len(able) < 2:
        return ""
    exact = all(one.exact for _, one in able)
    places = min(places_of(one.base.shown) for _, one in able)
    low, high = min(one.value for _, one in able), max(one.value for _, one in able)
    lows, highs = ([each for each in able if each[1].value == end] for end in (low, high))
    if not (exact or low):
        line = _up_to(highs, able, places, language)
    else:
        line = _from_to(lows, highs, able, places, language)
    if len(able) == len(rows):
        return f"{line}."
    enough = max(one.enough for _, one in rows)
    return Text(
        f"{line}, där den räknas på minst {enough}.", f"{line}, where it is counted on {enough} or more."
    ).of(language)


def _from_to(lows: Shares, highs: Shares, able: Shares, places: int, language: Language) -> str:
    exact = all(one.exact for _, one in able)
    lowest, highest = (
        f"{about(per_cent(each[0][1], language, places), exact, language)} {unit_of('percent', language)}"
        for each in (lows, highs)
    )
    if lowest == highest:
        is_same = exact and lows[0][1].value == highs[0][1].value
        equally = Text("lika stor", "the same") if is_same else Text("ungefär lika stor", "about the same")
        return Text(
            f"Andelen är {equally.sv} överallt, {lowest}", f"The share is {equally.en} everywhere, {lowest}"
        ).of(language)
    first, last = _whose(lowest, lows, able, language), _whose(highest, highs, able, language)
    return Text(
        f"Andelen varierar mellan {first} och {last}", f"The share varies between {first} and {last}"
    ).of(language)


def _up_to(highs: Shares, able: Shares, places: int, language: Language) -> str:
    """Where the lowest is rounded to none, how low it is cannot be told."""
    if not highs[0][1].part.shown:
        most = max((one for _, one in able), key=lambda one: one.highest)
        highest = f"{per_cent(most, language, places)} {unit_of('percent', language)}"
        return Text(f"Andelen är {highest} överallt", f"The share is {highest} everywhere").of(language)
    text = f"{about(per_cent(highs[0][1], language, places), False, language)} {unit_of('percent', language)}"
    highest = _whose(text, highs, able, language)
    return Text(f"Som högst är andelen {highest}", f"The share is {highest} at the highest").of(language)


def _whose(text: str, found: Shares, able: Shares, language: Language) -> str:
    """An end with the names that have it, where it is certain."""
    exact = all(one.exact for _, one in able)
    if len(found) > 3 or not (exact or _is_surely_the_end(found, able)):
        return text
    return f"{text} ({listed([name for name, _ in found], language)})"


def _is_surely_the_end(found: Shares, able: Shares) -> bool:
    """Whether a single share is certainly the lowest or the highest of all."""
    if len(found) > 1:
        return False
    others = [one for name, one in able if name != found[0][0]]
    end = found[0][1]
    return all(one.surely_above(end) for one in others) or all(end.surely_above(one) for one in others)


def largest(rows: Sequence[tuple[str, BoundedNumber]], of: CountedNoun, language: Language) -> str:
    """Which district has most and which fewest. Empty where there are no two, or nothing was counted.

    Of rounded numbers only as far as it is certain.
    """
    if len(rows) < 2 or not any(number.shown for _, number in rows):
        return ""
    if not all(number.exact for _, number in rows):
        return _surely_largest(rows, of, language)
    top, bottom = (end((number for _, number in rows), key=lambda one: one.shown) for end in (max, min))
    if top == bottom:
        return Text(
            f"Antalet är lika stort överallt ({counted(top, of, 'sv')}).",
            f"The number is the same everywhere ({counted(top, of, 'en')}).",
        ).of(language)
    most, fewest = ([name for name, number in rows if number == end] for end in (top, bottom))
    if len(most) > 3:
        return ""
    first = f"{listed(most, language)} ({_each(top, of, most, language)})"
    if len(fewest) > 3:
        return _ends(first, "", language)
    return _ends(first, f"{listed(fewest, language)} ({_each(bottom, of, fewest, language)})", language)


def _surely_largest(rows: Sequence[tuple[str, BoundedNumber]], of: CountedNoun, language: Language) -> str:
    """The district that certainly has most, the one that certainly has fewest, or that neither is certain."""
    ranked = sorted(rows, key=lambda row: row[1].shown)
    (fewest, least), (most, top) = ranked[0], ranked[-1]
    has_most = all(top.surely_above(one) for _, one in ranked[:-1])
    has_fewest = all(one.surely_above(least) for _, one in ranked[1:])
    if has_most or has_fewest:
        return _ends(
            f"{most} ({counted(top, of, language)})" if has_most else "",
            f"{fewest} ({counted(least, of, language)})" if has_fewest else "",
            language,
        )
    return Text(
        f"Vilka som har flest och färst {of.many.sv} är inte säkert.",
        f"Which have most and fewest {of.many.en} is not certain.",
    ).of(language)


def _ends(most: str, fewest: str, language: Language) -> str:
    if not fewest:
        return Text(f"Flest har {most}.", f"Most: {most}.").of(language)
    if not most:
        return Text(f"Färst har {fewest}.", f"Fewest: {fewest}.").of(language)
    return Text(f"Flest har {most}, färst har {fewest}.", f"Most: {most}; fewest: {fewest}.").of(language)


def _each(number: BoundedNumber, of: CountedNoun, names: Sequence[str], language: Language) -> str:
    text = counted(number, of, language)
    return text if len(names) == 1 or not number.shown else f"{text} {'var' if language == 'sv' else 'each'}"
