"""The things that reports count, in every form that a sentence needs."""

from typing import NamedTuple

from app.kit.language import Language, Text


class CountedNoun(NamedTuple):
    """A counted thing: one of it with its article, several, the several that were spoken of, and none."""

    one: Text
    many: Text
    the_many: Text
    none: Text

    def after(self, number: int, language: Language) -> str:
        """The form that stands after a number in figures: `1 samtal`, `2 samtal`."""
        if number != 1:
            return self.many.of(language)
        article, _, kind = self.one.of(language).partition(" ")
        return f"[{kind}" if article.startswith("[") else kind


def noun(one_sv: str, many_sv: str, the_many_sv: str, one_en: str, many_en: str) -> CountedNoun:
    """`noun("ett samtal", "samtal", "samtalen", "one session", "sessions")`."""
    article, _, kind = one_sv.partition(" ")
    return CountedNoun(
        Text(one_sv, one_en),
        Text(many_sv, many_en),
        Text(the_many_sv, f"the {many_en}"),
        Text(f"{'inget' if article == 'ett' else 'ingen'} {kind}", f"no {many_en}"),
    )


SESSION = noun("ett samtal", "samtal", "samtalen", "one session", "sessions")
FAMILY = noun("en familj", "familjer", "familjerna", "one family", "families")
VISIT = noun("ett besök", "besök", "besöken", "one visit", "visits")
HOME_VISIT = noun("ett hembesök", "hembesök", "hembesöken", "one home visit", "home visits")
BOOKED_VISIT = noun(
    "ett inbokat besök", "inbokade besök", "de inbokade besöken", "one booked visit", "booked visits"
)
MEETING = noun("en tematräff", "tematräffar", "tematräffarna", "one theme meeting", "theme meetings")
GROUP = noun(
    "en programgrupp", "programgrupper", "programgrupperna", "one programme group", "programme groups"
)
PARTICIPANT = noun("en deltagare", "deltagare", "deltagarna", "one participant", "participants")
KNOWN_GENDER = noun(
    "en deltagare vars kön är känt",
    "deltagare vars kön är känt",
    "deltagarna vars kön är känt",
    "one participant whose gender is known",
    "participants whose gender is known",
)
ADULT = noun("en vuxen", "vuxna", "de vuxna", "one adult", "adults")
ADULT_PARTICIPANT = noun(
    "en vuxen deltagare",
    "vuxna deltagare",
    "de vuxna deltagarna",
    "one adult participant",
    "adult participants",
)
PARENT = noun("en förälder", "föräldrar", "föräldrarna", "one parent", "parents")
CHILD = noun("ett barn", "barn", "barnen", "one child", "children")
ANSWER = noun("ett svar", "svar", "svaren", "one answer", "answers")
SURVEY = noun("en enkät", "enkäter", "enkäterna", "one survey", "surveys")
ACTIVITY = noun("en aktivitet", "aktiviteter", "aktiviteterna", "one activity", "activities")
LEADER = noun("en gruppledare", "gruppledare", "gruppledarna", "one group leader", "group leaders")
PRESCHOOL = noun(
    "en öppen förskola", "öppna förskolor", "de öppna förskolorna", "one open preschool", "open preschools"
)
REPORT = noun(
    "en orosanmälan", "orosanmälningar", "orosanmälningarna", "one report of concern", "reports of concern"
)
APPLICATION = noun("en ansökan", "ansökningar", "ansökningarna", "one application", "applications")
RESPONSE = noun("ett svar", "svar", "svaren", "one response", "responses")
ROUTE = noun("en väg in", "vägar in", "vägarna in", "one route in", "routes in")
ADVISER = CountedNoun(
    Text("[a adviser]", "one [adviser]"),
    Text("[advisers]", "[advisers]"),
    Text("[the advisers]", "[the advisers]"),
    Text("[no adviser]", "no [advisers]"),
)
"""In the municipality's word, which decides between *en* and *ett*."""
REACHED = noun(
    "en familj eller deltagare",
    "familjer eller deltagare",
    "familjerna och deltagarna",
    "one family or participant",
    "families or participants",
)
RECORD = noun("en registrering", "registreringar", "registreringarna", "one record", "records")
RETURN = noun("en inlämning", "inlämningar", "inlämningarna", "one return", "returns")

RECORDS = {
    "collaboration": ACTIVITY,
    "context": RETURN,
    "enrolment": RETURN,
    "gender-split": RECORD,
    "open-preschool-visits": RETURN,
    "open-preschools": RETURN,
    "participants": SESSION,
    "programme-figures": RETURN,
    "programme-groups": GROUP,
    "programme-leaders": RETURN,
    "reach": RECORD,
    "spindle": RESPONSE,
    "theme-meetings": MEETING,
}
"""What lacks a number, by table: participants are persons, but what does not know how many is a meeting."""
