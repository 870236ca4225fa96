"""What is said of answers: the parents', those of the programmes' surveys, the Spindle's."""

from collections.abc import Sequence
from decimal import Decimal

from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.nouns import ANSWER, RESPONSE, SESSION, SURVEY
from app.reports.number_format import decimal, is_half, places_of, whole
from app.reports.phrases.registry import phrase
from app.reports.sentences import (
    about,
    counted,
    is_one,
    is_single,
    listed,
    of_all,
    part_of,
    quoted,
    sentence,
)


def _positive(answers: BoundedRatio, language: Language) -> str:
    one = is_single(answers)
    return Text("är positivt" if one else "är positiva", "is positive" if one else "are positive").of(
        language
    )


@phrase
def positive_in_short(
    answers: BoundedRatio, question: Text, without: BoundedRatio | None, language: Language
) -> str:
    """Positive answers to a question, and how many sessions have no answer at all."""
    asked = quoted(question.of(language), language)
    part = part_of(answers, ANSWER, language)
    text = Text(
        f"{part} på frågan {asked} {_positive(answers, 'sv')}",
        f"{part} to {asked} {_positive(answers, 'en')}",
    ).of(language)
    if without and not without.few:
        lacking = part_of(without, SESSION, language)
        text += Text(f"; {lacking} saknar svar", f"; {lacking} have no answer").of(language)
    return sentence(text)


@phrase
def positive_answers(answers: BoundedRatio, language: Language) -> str:
    return sentence(f"{part_of(answers, ANSWER, language)} {_positive(answers, language)}")


@phrase
def mean_answer(
    mean: Decimal, answers: BoundedNumber, least: int, most: int, question: Text | None, language: Language
) -> str:
    """The mean of a question on a scale, with what it is of and where the scale begins and ends."""
    if not answers.shown:
        return ""
    number = about(decimal(mean, 1, language), answers.exact, language)
    of = counted(answers, ANSWER, language)
    asked = f" {quoted(question.of(language), language)}" if question else ""
    return Text(
        f"Medelvärdet{f' på frågan{asked}' if asked else ''} är {number} på skalan {least}–{most} ({of}).",
        f"The mean{f' of{asked}' if asked else ''} is {number} on the scale of {least}–{most} ({of}).",
    ).of(language)


@phrase
def sessions_answered(without: BoundedRatio, language: Language) -> str:
    """At how many sessions parents answered, and the non-response."""
    part, base = without.shown
    # The two are shares of one whole: with halves rounded upwards they would be 101 per cent of it.
    places = places_of(base) + is_half(part, base, places_of(base))
    answered = part_of(without.rest(), SESSION, language, places)
    lacking = of_all(without, language, places)
    return Text(
        f"Föräldrar har svarat vid {answered}. Bortfallet är {lacking}.",
        f"Parents answered at {answered}. The non-response is {lacking}.",
    ).of(language)


@phrase
def surveys_answered(answered: BoundedRatio, years: str, language: Language) -> str:
    text = part_of(answered, SURVEY, language)
    lacking = of_all(answered.rest(), language)
    verb = "was" if is_single(answered) else "were"
    return sentence(
        Text(
            f"{text} besvarades {years}, bortfallet är {lacking}",
            f"{text} {verb} answered in {years}, the non-response is {lacking}",
        ).of(language)
    )


@phrase
def responses_to_the_spindle(responses: BoundedNumber, language: Language) -> str:
    number = counted(responses, RESPONSE, language)
    return sentence(
        Text(f"{number} har kommit in", f"there {'is' if is_one(responses) else 'are'} {number}").of(language)
    )


@phrase
def highest_and_lowest(
    items: Sequence[tuple[str, Decimal]], places: int, exact: bool, language: Language
) -> str:
    """Which items have the highest and the lowest mean, as far as the shown means tell them apart.

    Of rounded numbers of answers only between what the means lie: which is the highest may be another.
    """
    if not items:
        return ""
    shown = [(name, decimal(mean, places, language), mean) for name, mean in items]
    top, bottom = max(shown, key=lambda one: one[2])[1], min(shown, key=lambda one: one[2])[1]
    if top == bottom:
        return Text(
            f"Alla utfallsmått har ungefär samma medelvärde ({top}).",
            f"All items have about the same mean ({top}).",
        ).of(language)
    if not exact:
        return Text(
            f"Medelvärdena ligger mellan omkring {bottom} och omkring {top}.",
            f"The means lie between about {bottom} and about {top}.",
        ).of(language)
    high, low = ([quoted(name, language) for name, text, _ in shown if text == end] for end in (top, bottom))
    ends = [
        f"{listed(names, language) if len(names) <= 3 else _several(len(names), language)} ({end})"
        for names, end in ((high, top), (low, bottom))
    ]
    return Text(
        f"Högst medelvärde har {ends[0]}, lägst {ends[1]}.", f"Highest mean: {ends[0]}; lowest: {ends[1]}."
    ).of(language)


def _several(number: int, language: Language) -> str:
    return Text(f"{whole(number, 'sv')} utfallsmått", f"{whole(number, 'en')} items").of(language)
