"""What is said of the support that was given: sessions, visits, meetings, groups, collaboration."""

from decimal import Decimal

from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.nouns import (
    ACTIVITY,
    ADULT,
    ADULT_PARTICIPANT,
    APPLICATION,
    BOOKED_VISIT,
    CHILD,
    FAMILY,
    GROUP,
    HOME_VISIT,
    KNOWN_GENDER,
    MEETING,
    PARTICIPANT,
    REACHED,
    REPORT,
    ROUTE,
    SESSION,
    VISIT,
    CountedNoun,
)
from app.reports.number_format import decimal, whole
from app.reports.phrases.registry import phrase
from app.reports.sentences import (
    about,
    change,
    counted,
    is_one,
    is_single,
    part_of,
    roughly,
    sentence,
    share,
    told,
)


def _was(number: BoundedNumber) -> str:
    return "was" if is_one(number) else "were"


# ------------------------------------------------------------------------------------------------ sessions


@phrase
def advisers_held(held: BoundedNumber, families: BoundedNumber | None, language: Language) -> str:
    text = Text(
        f"[The advisers] höll {counted(held, SESSION, 'sv')}",
        f"[The advisers] held {counted(held, SESSION, 'en')}",
    ).of(language)
    if held.most and families is not None:
        text += Text(
            f"; {counted(families, FAMILY, 'sv')} kom för första gången",
            f"; {counted(families, FAMILY, 'en')} came for the first time",
        ).of(language)
    return sentence(text)


@phrase
def sessions_since(now: BoundedNumber, before: BoundedNumber, than: Text, language: Language) -> str:
    """How their number has changed; nothing since there were none."""
    if not before.shown:
        return ""
    moved = change(now, before, than, language)
    return Text(f"Samtalen är {moved}.", f"Sessions: {moved}.").of(language)


@phrase
def sessions_held(held: BoundedNumber, when: Text, language: Language) -> str:
    number = counted(held, SESSION, language)
    if language == "sv":
        return sentence(f"Det hölls {number} under {when.sv}")
    return sentence(f"{number} {_was(held)} held in {when.en}")


@phrase
def first_sessions(families: BoundedNumber, language: Language) -> str:
    number = counted(families, FAMILY, language)
    return Text(f"Det var första samtalet för {number}.", f"It was the first session for {number}.").of(
        language
    )


@phrase
def sessions_within_five(within: BoundedRatio, language: Language) -> str:
    part = part_of(within, SESSION, language)
    verb = "was" if is_single(within) else "were"
    return sentence(
        Text(f"{part} var familjens första till femte", f"{part} {verb} the family's first to fifth").of(
            language
        )
    )


@phrase
def languages_without_a_row(needed: BoundedNumber, language: Language) -> str:
    """At how many sessions each language was needed, at most, that has no row in a rounded table."""
    if not needed.most:
        return ""
    return sentence(
        Text(
            f"Språk som inte står i tabellen behövdes vid {told(needed, 'sv')} samtal vart och ett",
            f"Languages that are not in the table were needed at {told(needed, 'en')} "
            f"{'session' if is_one(needed) else 'sessions'} each",
        ).of(language)
    )


@phrase
def other_adults(adults: BoundedNumber, others: BoundedNumber, language: Language) -> str:
    """How many of the adults at the sessions were neither mothers nor fathers."""
    if adults.shown < 2:
        return ""
    if not others.most:
        return sentence(
            Text(
                f"{counted(adults, ADULT, 'sv')} deltog, alla mammor eller pappor",
                f"{counted(adults, ADULT, 'en')} took part, all of them mothers or fathers",
            ).of(language)
        )
    number = told(others, language)
    if others.shown and not BoundedRatio(others, adults).few:
        number += f" ({share(BoundedRatio(others, adults), language)})"
    one = is_one(others)
    return sentence(
        Text(
            f"{counted(adults, ADULT, 'sv')} deltog, av dem {number} som inte är mamma eller pappa",
            f"{counted(adults, ADULT, 'en')} took part, of whom {number} {'is' if one else 'are'} neither "
            f"{'a mother nor a father' if one else 'mothers nor fathers'}",
        ).of(language)
    )


@phrase
def routes_used(used: BoundedNumber, of: int, language: Language) -> str:
    """Of the routes that could be chosen in the period; a route that was rounded to none may be in use."""
    if not of:
        return ""
    number = f"{told(used, language)} {'av' if language == 'sv' else 'of'} {whole(of, language)}"
    kind = ROUTE.after(of, language)
    return sentence(Text(f"{number} {kind} användes", f"{number} {kind} {_was(used)} used").of(language))


# -------------------------------------------------------------------------------------------------- visits


@phrase
def visits_in_short(held: BoundedNumber, children: BoundedNumber | None, language: Language) -> str:
    text = Text(
        f"{counted(held, HOME_VISIT, 'sv')} genomfördes",
        f"{counted(held, HOME_VISIT, 'en')} {_was(held)} held",
    ).of(language)
    if children and children.most:
        number = counted(children, CHILD, language)
        text += Text(
            f", och {number} är med i programmen",
            f", and {number} {'is' if is_one(children) else 'are'} in the programmes",
        ).of(language)
    return sentence(text)


@phrase
def visits_held(held: BoundedNumber, when: Text, language: Language) -> str:
    number = counted(held, HOME_VISIT, language)
    return sentence(
        Text(f"{number} genomfördes under {when.sv}", f"{number} {_was(held)} held in {when.en}").of(language)
    )


@phrase
def visits_missed(missed: BoundedRatio, language: Language) -> str:
    part = part_of(missed, BOOKED_VISIT, language)
    verb = "was" if is_single(missed) else "were"
    return sentence(Text(f"{part} uteblev", f"{part} {verb} missed").of(language))


@phrase
def fathers_at_visits(there: BoundedRatio, language: Language) -> str:
    part = part_of(there, HOME_VISIT, language)
    return sentence(Text(f"pappan deltog vid {part}", f"the father took part in {part}").of(language))


@phrase
def parents_at_visits(mothers: BoundedRatio, fathers: BoundedRatio, language: Language) -> str:
    first, second = (part_of(one, HOME_VISIT, language) for one in (mothers, fathers))
    return Text(
        f"Mammor deltog vid {first}, pappor vid {second}.",
        f"Mothers took part in {first}, fathers in {second}.",
    ).of(language)


@phrase
def further_contacts(visits: BoundedRatio, language: Language) -> str:
    part = part_of(visits, VISIT, language)
    return Text(f"Vid {part} togs en ytterligare kontakt.", f"A further contact was taken at {part}.").of(
        language
    )


@phrase
def reports_and_applications(
    reports: BoundedNumber | None, applications: BoundedNumber | None, language: Language
) -> str:
    """What home visits led to, as far as it can be told."""
    numbers = [
        (number, counted(number, of, language))
        for number, of in ((reports, REPORT), (applications, APPLICATION))
        if number is not None
    ]
    if not numbers:
        return ""
    texts = [text for _, text in numbers]
    verb = _was(numbers[0][0]) if len(numbers) == 1 else "were"
    return Text(
        f"I anslutning till besöken registrerades {' och '.join(texts)}.",
        f"In connection with the visits {' and '.join(texts)} {verb} registered.",
    ).of(language)


# --------------------------------------------------------------------------------------- meetings and groups


def _had(
    groups: BoundedNumber,
    people: BoundedNumber,
    known: BoundedNumber,
    of: CountedNoun,
    mean: Decimal | None,
    language: Language,
) -> str:
    """How many took part, where that is known: `740 deltagare, i genomsnitt 7,5 per träff`."""
    text = counted(people, PARTICIPANT, language)
    if groups.surely_above(known):
        some = told(known, language)
        text += Text(
            f" vid {'den enda' if is_one(known) else f'de {some}'} där antalet är känt",
            f" at the {'only one' if is_one(known) else some} where the number is known",
        ).of(language)
    elif not (groups.exact and known.exact):
        text += Text(" vid dem där antalet är känt", " at those where the number is known").of(language)
    if mean is not None and known.shown > 1:
        number = about(decimal(mean, 1, language), people.exact and known.exact, language)
        each = Text("träff" if of is MEETING else "grupp", "meeting" if of is MEETING else "group")
        text += Text(f", i genomsnitt {number} per {each.sv}", f", {number} a {each.en} on average").of(
            language
        )
    return text


@phrase
def meetings_in_short(
    meetings: BoundedNumber,
    people: BoundedNumber | None,
    known: BoundedNumber,
    mean: Decimal | None,
    language: Language,
) -> str:
    text = Text(
        f"{counted(meetings, MEETING, 'sv')} hölls",
        f"{counted(meetings, MEETING, 'en')} {_was(meetings)} held",
    ).of(language)
    if meetings.shown and people and people.most and known.shown:
        took = _had(meetings, people, known, MEETING, mean, language)
        text += Text(f", med {took}", f", with {took}").of(language)
    return sentence(text)


@phrase
def meetings_held(meetings: BoundedNumber, when: Text, language: Language) -> str:
    number = counted(meetings, MEETING, language)
    return sentence(
        Text(f"{number} hölls under {when.sv}", f"{number} {_was(meetings)} held in {when.en}").of(language)
    )


@phrase
def meetings_had(
    meetings: BoundedNumber,
    people: BoundedNumber,
    known: BoundedNumber,
    mean: Decimal | None,
    language: Language,
) -> str:
    if not meetings.shown or not known.shown or not people.most:
        return ""
    took = _had(meetings, people, known, MEETING, mean, language)
    return sentence(
        Text(
            f"{'den' if is_one(meetings) else 'de'} hade {took}",
            f"{'it' if is_one(meetings) else 'they'} had {took}",
        ).of(language)
    )


@phrase
def with_health_care(meetings: BoundedRatio, language: Language) -> str:
    part = part_of(meetings, MEETING, language)
    return Text(
        f"Barn- eller mödrahälsovården var samverkanspart vid {part}.",
        f"Child or maternal health care was a partner at {part}.",
    ).of(language)


@phrase
def groups_in_short(groups: BoundedNumber, language: Language) -> str:
    if not groups.most:
        return ""
    number = counted(groups, GROUP, language)
    return sentence(Text(f"{number} startade", f"{number} started").of(language))


@phrase
def groups_started(groups: BoundedNumber, when: Text, language: Language) -> str:
    number = counted(groups, GROUP, language)
    return sentence(Text(f"{number} startade under {when.sv}", f"{number} started in {when.en}").of(language))


@phrase
def groups_had(
    groups: BoundedNumber,
    people: BoundedNumber,
    known: BoundedNumber,
    women: BoundedRatio | None,
    language: Language,
) -> str:
    if not groups.shown or not known.shown or not people.most:
        return ""
    took = _had(groups, people, known, GROUP, None, language)
    one = is_one(groups)
    text = Text(
        f"{'den' if one else 'de'} har haft {took}", f"{'it has' if one else 'they have'} had {took}"
    ).of(language)
    if women:
        part = part_of(women, KNOWN_GENDER, language)
        single = is_single(women)
        text += Text(
            f"; {part} var {'kvinna' if single else 'kvinnor'}",
            f"; {part} {'was a woman' if single else 'were women'}",
        ).of(language)
    return sentence(text)


@phrase
def women_among(activity: str, women: BoundedRatio, low: float, high: float, language: Language) -> str:
    """Whether women certainly are more or fewer than half of an activity's adults (by an interval)."""
    if women.few:
        return ""
    part = part_of(women, ADULT_PARTICIPANT, language)
    if low > 0.5:
        text = Text(f"de flesta deltagarna var kvinnor, {part}", f"most participants were women, {part}")
    elif high < 0.5:
        text = Text(
            f"färre än hälften av deltagarna var kvinnor, {part}",
            f"fewer than half of the participants were women, {part}",
        )
    else:
        text = Text(
            f"andelen kvinnor skiljer sig inte säkert från hälften, {part}",
            f"the share of women is not certainly other than half, {part}",
        )
    return sentence(f"{activity}: {text.of(language)}")


# ------------------------------------------------------------------------------------------- all of it


@phrase
def activities_registered(activities: BoundedNumber, when: Text, language: Language) -> str:
    number = counted(activities, ACTIVITY, language)
    return sentence(
        Text(
            f"{number} med andra registrerades under {when.sv}",
            f"{number} with others {_was(activities)} registered in {when.en}",
        ).of(language)
    )


def _reached(number: BoundedNumber, language: Language) -> str:
    return (
        counted(number, REACHED, language)
        if number.shown < 2
        else f"{roughly(number, language)} {REACHED.many.of(language)}"
    )


@phrase
def reached_in_short(reached: BoundedNumber, language: Language) -> str:
    if not reached.most:
        return ""
    number = _reached(reached, language)
    return Text(
        f"Sammanlagt har {number} nåtts (inte unika personer).",
        f"In all {number} {_was(reached)} reached (not unique persons).",
    ).of(language)


@phrase
def reached_in_all(reached: BoundedNumber, language: Language) -> str:
    if not reached.most:
        return ""
    number = _reached(reached, language)
    return sentence(
        Text(
            f"{number} har nåtts, alla slags stöd sammanlagda",
            f"{number} {_was(reached)} reached, all kinds of support added up",
        ).of(language)
    )
