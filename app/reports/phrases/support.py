"""What is said of the support that was given: sessions, visits, meetings, groups, collaboration."""

from decimal import Decimal

from app.kit.language import Language, Text
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
    Noun,
)
from app.reports.numbers import FEW, decimal, whole
from app.reports.phrases.registry import phrase
from app.reports.sentences import Pair, change, counted, is_single, part_of, roughly, sentence, share


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


# ------------------------------------------------------------------------------------------------ sessions


@phrase
def advisers_held(held: int, families: int | None, language: Language) -> str:
    text = Text(
        f"[The advisers] höll {counted(held, SESSION, 'sv')}",
        f"[The advisers] held {counted(held, SESSION, 'en')}",
    ).of(language)
    if held and families is not None:
        text += Text(
            f"; {counted(families, FAMILY, 'sv')} kom för första gången",
            f"; {counted(families, FAMILY, 'en')} came for the first time",
        ).of(language)
    return sentence(text)


@phrase
def sessions_since(now: int, before: int, than: Text, language: Language) -> str:
    """How their number has changed; nothing since there were none."""
    if not before:
        return ""
    moved = change(now, before, than, language)
    return Text(f"Samtalen är {moved}.", f"Sessions: {moved}.").of(language)


@phrase
def sessions_held(held: int, when: Text, language: Language) -> str:
    number = counted(held, SESSION, language)
    if language == "sv":
        return sentence(f"Det hölls {number} under {when.sv}")
    return sentence(f"{number} {_was(held)} held in {when.en}")


@phrase
def first_sessions(families: int, language: Language) -> str:
    number = counted(families, FAMILY, language)
    return Text(f"Det var första samtalet för {number}.", f"It was the first session for {number}.").of(
        language
    )


@phrase
def sessions_within_five(within: Pair, language: Language) -> str:
    part = part_of(*within, SESSION, language)
    verb = "was" if is_single(*within) else "were"
    return sentence(
        Text(f"{part} var familjens första till femte", f"{part} {verb} the family's first to fifth").of(
            language
        )
    )


@phrase
def other_adults(adults: int, others: int, language: Language) -> str:
    """How many of the adults at the sessions were neither mothers nor fathers."""
    if adults < 2:
        return ""
    number = whole(others, language)
    if others and adults >= FEW:
        number += f" ({share(others, adults, language)})"
    if not others:
        return sentence(
            Text(
                f"{counted(adults, ADULT, 'sv')} deltog, alla mammor eller pappor",
                f"{counted(adults, ADULT, 'en')} took part, all of them mothers or fathers",
            ).of(language)
        )
    one = others == 1
    return sentence(
        Text(
            f"{counted(adults, ADULT, 'sv')} deltog, av dem {number} som inte är mamma eller pappa",
            f"{counted(adults, ADULT, 'en')} took part, of whom {number} {'is' if one else 'are'} neither "
            f"{'a mother nor a father' if one else 'mothers nor fathers'}",
        ).of(language)
    )


@phrase
def routes_used(used: int, of: int, language: Language) -> str:
    """Of the routes that could be chosen in the period."""
    if not of:
        return ""
    number = f"{whole(used, language)} {'av' if language == 'sv' else 'of'} {whole(of, language)}"
    kind = ROUTE.after(of, language)
    return Text(f"{number} {kind} användes.", f"{number} {kind} {_was(used)} used.").of(language)


# -------------------------------------------------------------------------------------------------- visits


@phrase
def visits_in_short(held: int, children: int | None, language: Language) -> str:
    text = Text(
        f"{counted(held, HOME_VISIT, 'sv')} genomfördes",
        f"{counted(held, HOME_VISIT, 'en')} {_was(held)} held",
    ).of(language)
    if children:
        number = counted(children, CHILD, language)
        text += Text(
            f", och {number} är med i programmen",
            f", and {number} {'is' if children == 1 else 'are'} in the programmes",
        ).of(language)
    return sentence(text)


@phrase
def visits_held(held: int, when: Text, language: Language) -> str:
    number = counted(held, HOME_VISIT, language)
    return sentence(
        Text(f"{number} genomfördes under {when.sv}", f"{number} {_was(held)} held in {when.en}").of(language)
    )


@phrase
def visits_missed(missed: Pair, language: Language) -> str:
    part = part_of(*missed, BOOKED_VISIT, language)
    verb = "was" if is_single(*missed) else "were"
    return sentence(Text(f"{part} uteblev", f"{part} {verb} missed").of(language))


@phrase
def fathers_at_visits(there: Pair, language: Language) -> str:
    part = part_of(*there, HOME_VISIT, language)
    return sentence(Text(f"pappan deltog vid {part}", f"the father took part in {part}").of(language))


@phrase
def parents_at_visits(mothers: Pair, fathers: Pair, language: Language) -> str:
    first, second = (part_of(*one, HOME_VISIT, language) for one in (mothers, fathers))
    return Text(
        f"Mammor deltog vid {first}, pappor vid {second}.",
        f"Mothers took part in {first}, fathers in {second}.",
    ).of(language)


@phrase
def further_contacts(visits: Pair, language: Language) -> str:
    part = part_of(*visits, VISIT, language)
    return Text(f"Vid {part} togs en ytterligare kontakt.", f"A further contact was taken at {part}.").of(
        language
    )


@phrase
def reports_and_applications(reports: int | None, applications: int | None, language: Language) -> str:
    """What home visits led to, as far as it can be told."""
    told = [
        (number, counted(number, of, language))
        for number, of in ((reports, REPORT), (applications, APPLICATION))
        if number is not None
    ]
    if not told:
        return ""
    texts = [text for _, text in told]
    verb = _was(told[0][0] if len(told) == 1 else 2)
    return Text(
        f"I anslutning till besöken registrerades {' och '.join(texts)}.",
        f"In connection with the visits {' and '.join(texts)} {verb} registered.",
    ).of(language)


# --------------------------------------------------------------------------------------- meetings and groups


def _had(groups: int, people: int, known: int, of: Noun, mean: Decimal | None, language: Language) -> str:
    """How many took part, where that is known: `740 deltagare, i genomsnitt 7,5 per träff`."""
    text = counted(people, PARTICIPANT, language)
    if known < groups:
        some = whole(known, language)
        text += Text(
            f" vid {f'de {some}' if known > 1 else 'den enda'} där antalet är känt",
            f" at the {some if known > 1 else 'only one'} where the number is known",
        ).of(language)
    if mean is not None and known > 1:
        number = decimal(mean, 1, language)
        each = Text("träff" if of is MEETING else "grupp", "meeting" if of is MEETING else "group")
        text += Text(f", i genomsnitt {number} per {each.sv}", f", {number} a {each.en} on average").of(
            language
        )
    return text


@phrase
def meetings_in_short(
    meetings: int, people: int | None, known: int, mean: Decimal | None, language: Language
) -> str:
    text = Text(
        f"{counted(meetings, MEETING, 'sv')} hölls",
        f"{counted(meetings, MEETING, 'en')} {_was(meetings)} held",
    ).of(language)
    if meetings and people and known:
        took = _had(meetings, people, known, MEETING, mean, language)
        text += Text(f", med {took}", f", with {took}").of(language)
    return sentence(text)


@phrase
def meetings_held(meetings: int, when: Text, language: Language) -> str:
    number = counted(meetings, MEETING, language)
    return sentence(
        Text(f"{number} hölls under {when.sv}", f"{number} {_was(meetings)} held in {when.en}").of(language)
    )


@phrase
def meetings_had(meetings: int, people: int, known: int, mean: Decimal | None, language: Language) -> str:
    if not meetings or not known or not people:
        return ""
    took = _had(meetings, people, known, MEETING, mean, language)
    return sentence(
        Text(
            f"{'den' if meetings == 1 else 'de'} hade {took}",
            f"{'it' if meetings == 1 else 'they'} had {took}",
        ).of(language)
    )


@phrase
def with_health_care(meetings: Pair, language: Language) -> str:
    part = part_of(*meetings, MEETING, language)
    return Text(
        f"Barn- eller mödrahälsovården var samverkanspart vid {part}.",
        f"Child or maternal health care was a partner at {part}.",
    ).of(language)


@phrase
def groups_in_short(groups: int, language: Language) -> str:
    if not groups:
        return ""
    number = counted(groups, GROUP, language)
    return sentence(Text(f"{number} startade", f"{number} started").of(language))


@phrase
def groups_started(groups: int, when: Text, language: Language) -> str:
    number = counted(groups, GROUP, language)
    return sentence(Text(f"{number} startade under {when.sv}", f"{number} started in {when.en}").of(language))


@phrase
def groups_had(groups: int, people: int, known: int, women: Pair | None, language: Language) -> str:
    if not groups or not known or not people:
        return ""
    took = _had(groups, people, known, GROUP, None, language)
    one = groups == 1
    text = Text(
        f"{'den' if one else 'de'} har haft {took}", f"{'it has' if one else 'they have'} had {took}"
    ).of(language)
    if women:
        part = part_of(*women, KNOWN_GENDER, language)
        single = is_single(*women)
        text += Text(
            f"; {part} var {'kvinna' if single else 'kvinnor'}",
            f"; {part} {'was a woman' if single else 'were women'}",
        ).of(language)
    return sentence(text)


@phrase
def women_among(activity: str, women: Pair, low: float, high: float, language: Language) -> str:
    """Whether women certainly are more or fewer than half of an activity's adults (by an interval)."""
    if women[1] < FEW:
        return ""
    part = part_of(*women, ADULT_PARTICIPANT, language)
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
def activities_registered(activities: int, when: Text, language: Language) -> str:
    number = counted(activities, ACTIVITY, language)
    return sentence(
        Text(
            f"{number} med andra registrerades under {when.sv}",
            f"{number} with others {_was(activities)} registered in {when.en}",
        ).of(language)
    )


def _reached(number: int, language: Language) -> str:
    return (
        counted(number, REACHED, language)
        if number < 2
        else f"{roughly(number, language)} {REACHED.many.of(language)}"
    )


@phrase
def reached_in_short(reached: int, language: Language) -> str:
    if not reached:
        return ""
    number = _reached(reached, language)
    return Text(
        f"Sammanlagt har {number} nåtts (inte unika personer).",
        f"In all {number} {_was(reached)} reached (not unique persons).",
    ).of(language)


@phrase
def reached_in_all(reached: int, language: Language) -> str:
    if not reached:
        return ""
    number = _reached(reached, language)
    return sentence(
        Text(
            f"{number} har nåtts, alla slags stöd sammanlagda",
            f"{number} {_was(reached)} reached, all kinds of support added up",
        ).of(language)
    )
