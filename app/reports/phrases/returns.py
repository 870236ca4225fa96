"""What is said of what coordinators hand in: population, staff, open preschools, the city's programmes."""

from collections.abc import Sequence

from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.nouns import ADVISER, LEADER, PARENT, PRESCHOOL, REPORT
from app.reports.number_format import whole
from app.reports.phrases.registry import phrase
from app.reports.sentences import change, counted, is_one, listed, per_cent, sentence


@phrase
def advisers_worked(advisers: BoundedNumber, year: str, language: Language) -> str:
    number = counted(advisers, ADVISER, language)
    return sentence(Text(f"{number} arbetade här {year}", f"{number} worked here in {year}").of(language))


@phrase
def reports_came_in(reports: BoundedRatio, year: str, language: Language) -> str:
    """Reports of concern of the children: not a share, since a child can have several."""
    part, children = reports.part, reports.base
    number = counted(part, REPORT, language)
    verb = "was" if is_one(part) else "were"
    text = Text(f"det kom in {number} {year}", f"there {verb} {number} in {year}").of(language)
    if part.shown and children.shown >= 100:
        rate = per_cent(reports, language, 0)
        text += Text(
            f", {rate} på 100 barn och unga 0–20 år",
            f", {rate} for 100 children and young people aged 0–20",
        ).of(language)
    return sentence(text)


@phrase
def preschools_run(own: BoundedNumber, others: BoundedNumber | None, language: Language) -> str:
    number = counted(own, PRESCHOOL, language)
    text = Text(
        f"{number} drivs i kommunens regi",
        f"{number} {'is' if is_one(own) else 'are'} run by the municipality",
    ).of(language)
    if others is not None:
        more = counted(others, PRESCHOOL, language)
        text += Text(f" och {more} i övrig regi", f" and {more} by others").of(language)
    return sentence(text)


@phrase
def took_part(
    programme: str, year: str, now: BoundedNumber, before: BoundedNumber | None, than: str, language: Language
) -> str:
    """Participants of a programme in a year, and the change since another one."""
    number = counted(now, PARENT, language)
    text = Text(f"{number} deltog i {programme} {year}", f"{number} took part in {programme} in {year}").of(
        language
    )
    if before is not None and (now.shown or before.shown):
        text += f", {change(now, before, Text(than, than), language)}"
    return sentence(text)


@phrase
def leaders_there(leaders: BoundedNumber, programme: str, year: str, language: Language) -> str:
    number = counted(leaders, LEADER, language)
    verb = "was" if is_one(leaders) else "were"
    return sentence(
        Text(
            f"{number} i {programme} fanns vid utgången av {year}",
            f"there {verb} {number} of {programme} at the end of {year}",
        ).of(language)
    )


@phrase
def taken_in(district: str, names: Sequence[str], language: Language) -> str:
    """Which districts a district's figures take in: those that were merged into it."""
    if not names:
        return ""
    who = listed(names, language)
    return Text(
        f"I siffrorna för {district} ingår {who} från tiden före sammanslagningen.",
        f"The figures of {district} take in {who} from the time before the merger.",
    ).of(language)


@phrase
def not_compared(district: str, names: Sequence[str], language: Language) -> str:
    """With which spans nothing can be compared, since the district was not there all the time."""
    if not names:
        return ""
    who = listed(names, language)
    return Text(
        f"{district} fanns inte i samma form hela tiden: siffrorna går inte att jämföra med {who}.",
        f"{district} was not there in the same form all the time: the figures cannot be compared with {who}.",
    ).of(language)


@phrase
def not_from(names: Sequence[str], of: int, language: Language) -> str:
    """Of how many districts a sum is, and whose figures are not in it, since they were not handed in."""
    if not names:
        return ""
    who = listed(names, language)
    there, all_ = whole(of - len(names), language), whole(of, language)
    return Text(
        f"Siffran gäller {there} av {all_} [districts]: uppgift saknas från {who}.",
        f"The figure is of {there} of {all_} [districts]: it is not known from {who}.",
    ).of(language)


@phrase
def children_not_from(names: Sequence[str], language: Language) -> str:
    """Which programmes the number of children is not known of."""
    if not names:
        return ""
    who = listed(names, language)
    return Text(
        f"Hur många barn som är med saknas från {who}.",
        f"How many children take part is not known from {who}.",
    ).of(language)


@phrase
def not_over(month: str, language: Language) -> str:
    """What to know of a report whose period is not over."""
    return Text(
        f"Perioden är inte slut: siffrorna är till och med {month}, som pågår. De jämförs därför inte med "
        "hela perioder.",
        f"The period is not over: the figures are up to {month}, which is still running. They are therefore "
        "not compared with whole periods.",
    ).of(language)


@phrase
def months_compare(months: str, language: Language) -> str:
    """What can be compared before a period is over: the months of it that are."""
    return Text(
        f"En rapport för {months} jämförs med lika många hela månader före.",
        f"A report of {months} is compared with as many whole months before.",
    ).of(language)
