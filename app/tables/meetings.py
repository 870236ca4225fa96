"""Tables of theme meetings: how many, for whom, with whom.

Source: half-time report, chapter "Tematräffar" (100 meetings, about 740 participants, 7.5 on average, over 70
per cent women; the open preschool a partner at 60 per cent, child or maternal health care at a quarter).
"""

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import either, having, number, rows
from app.tables.declaration import CountMeant, Dimension, Meant, Measure, Part, Table, number_measures
from app.tables.dimensions import GENDER, LANGUAGE, LEVEL, PARTNER, TARGET_GROUP
from app.tables.notes import MULTIPLE, NOT_UNIQUE
from app.tables.rates import Mean, Of, Within
from app.tables.records import MEETING, MEETING_BY, MEETING_PARTICIPANT, MEETING_PARTNER
from app.vocabulary.lists import GENDERS
from app.vocabulary.meanings import CLINIC
from app.vocabulary.states import ABSENT

_UNIT = Text("träffar", "meetings")
_PARTICIPANTS = Text("deltagare", "participants")
_SOURCE = Text("Delrapporten, Tematräffar", "Half-time report, Tematräffar")
_COUNTED = Text("Tematräffar som har hållits", "Theme meetings held")

KIND = Dimension("kind", Text("Form", "Kind"), "theme-meeting-kinds")
THEME = Dimension("theme", Text("Tema", "Theme"), "themes")
CLINICS = Meant("partners", CLINIC)
"""The partners that the report counts as one: child and maternal health care."""

THEME_MEETINGS = Table(
    id="theme-meetings",
    title=Text("Tematräffar och deltagare", "Theme meetings and participants"),
    counted=_COUNTED,
    source=_SOURCE,
    own=(KIND, THEME, LANGUAGE, GENDER, TARGET_GROUP, LEVEL),
    measures=(
        Measure(
            "meetings",
            Text("Tematräffar", "Theme meetings"),
            _UNIT,
            rate=Within(
                "kind",
                Text("träffar vars form är känd", "meetings whose kind is known"),
                Text("alla träffar", "all meetings"),
            ),
        ),
        *number_measures(
            "participants",
            Text("Deltagare, alla", "Participants, all"),
            _PARTICIPANTS,
            rate=Mean(
                "participants-known",
                Text(
                    "träffar där antalet deltagare är känt; medelvärdet är per träff",
                    "meetings with a known number of participants; the mean is per meeting",
                ),
            ),
        ),
        *number_measures(
            "participants-by-gender",
            Text("Deltagare efter kön", "Participants by gender"),
            _PARTICIPANTS,
            rate=Within("gender", Text("deltagare vars kön är känt", "participants whose gender is known")),
            always=("gender",),
        ),
    ),
    parts=(
        Part(MEETING, {"meetings": rows()}, MEETING_BY),
        Part(
            MEETING,
            number("participants", MEETING_PARTICIPANT.c.number, MEETING_PARTICIPANT.c.state),
            MEETING_BY,
            join=MEETING_PARTICIPANT,
            where=(MEETING_PARTICIPANT.c.role == "all",),
        ),
        Part(
            MEETING,
            number("participants-by-gender", MEETING_PARTICIPANT.c.number, MEETING_PARTICIPANT.c.state),
            {"gender": MEETING_PARTICIPANT.c.role, **MEETING_BY},
            join=MEETING_PARTICIPANT,
            where=(either(MEETING_PARTICIPANT.c.role, GENDERS),),
        ),
    ),
    usual=("kind",),
    notes=(NOT_UNIQUE,),
)

_KNOWN_PARTNERS = Text("träffar där samverkansparterna är kända", "meetings with known partners")

THEME_MEETING_PARTNERS = Table(
    id="theme-meeting-partners",
    title=Text("Tematräffarnas samverkansparter", "Partners of the theme meetings"),
    counted=_COUNTED,
    source=_SOURCE,
    own=(PARTNER, KIND, THEME, LANGUAGE, TARGET_GROUP, LEVEL),
    measures=(
        Measure(
            "meetings",
            Text("Tematräffar", "Theme meetings"),
            _UNIT,
            rate=Of(
                "meetings-known", _KNOWN_PARTNERS, over="partner", all=Text("alla träffar", "all meetings")
            ),
            always=("partner",),
        ),
        Measure("meetings-known", _KNOWN_PARTNERS, _UNIT, hidden=True),
        Measure(
            "with-clinic",
            Text("Träffar med barn- eller mödrahälsovården", "Meetings with child or maternal health care"),
            _UNIT,
            rate=Of("meetings-known", _KNOWN_PARTNERS),
            needs=CLINICS,
        ),
    ),
    parts=(
        Part(
            MEETING,
            {"meetings": rows()},
            {"partner": MEETING_PARTNER.c.code, **MEETING_BY},
            join=MEETING_PARTNER,
        ),
        Part(
            MEETING,
            {
                "meetings-known": having(dimensions.has_code(MEETING, MEETING_PARTNER, besides=ABSENT)),
                "with-clinic": CountMeant(
                    CLINICS,
                    lambda codes: having(dimensions.has_code(MEETING, MEETING_PARTNER, among=codes)),
                ),
            },
            MEETING_BY,
        ),
    ),
    usual=("partner",),
    notes=(MULTIPLE,),
)

TABLES = (THEME_MEETINGS, THEME_MEETING_PARTNERS)
