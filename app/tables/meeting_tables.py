"""Tables of theme meetings: how many, for whom, with whom.

Source: half-time report, chapter "Tematräffar" (100 meetings, about 740 participants, 7.5 on average, over 70
per cent women; the open preschool a partner at 60 per cent, child or maternal health care at a quarter).
"""

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import either, having, number, rows
from app.tables.declaration import (
    Dimension,
    MeaningCodes,
    MeaningCount,
    Measure,
    RecordPart,
    Table,
    number_measures,
)
from app.tables.dimensions import GENDER, LANGUAGE, LEVEL, PARTNER, TARGET_GROUP
from app.tables.rates import MeanOfMeasure, ShareOfMeasure, ShareWithin
from app.tables.record_sources import MEETING, MEETING_BY, MEETING_PARTICIPANT, MEETING_PARTNER
from app.tables.words import told
from app.vocabulary.lists import GENDERS
from app.vocabulary.meanings import CLINIC
from app.vocabulary.states import ABSENT

KIND = Dimension("kind", Text("Form", "Kind"), "theme-meeting-kinds")
THEME = Dimension("theme", Text("Tema", "Theme"), "themes")
CLINICS = MeaningCodes("partners", CLINIC)
"""The partners that the report counts as one: child and maternal health care."""

THEME_MEETINGS = told(
    Table(
        id="theme-meetings",
        own=(KIND, THEME, LANGUAGE, GENDER, TARGET_GROUP, LEVEL),
        measures=(
            Measure("meetings", rate=ShareWithin("kind")),
            *number_measures("participants", rate=MeanOfMeasure("participants-known")),
            *number_measures("participants-by-gender", rate=ShareWithin("gender"), always=("gender",)),
        ),
        parts=(
            RecordPart(MEETING, {"meetings": rows()}, MEETING_BY),
            RecordPart(
                MEETING,
                number("participants", MEETING_PARTICIPANT.c.number, MEETING_PARTICIPANT.c.state),
                MEETING_BY,
                join=MEETING_PARTICIPANT,
                where=(MEETING_PARTICIPANT.c.role == "all",),
            ),
            RecordPart(
                MEETING,
                number("participants-by-gender", MEETING_PARTICIPANT.c.number, MEETING_PARTICIPANT.c.state),
                {"gender": MEETING_PARTICIPANT.c.role, **MEETING_BY},
                join=MEETING_PARTICIPANT,
                where=(either(MEETING_PARTICIPANT.c.role, GENDERS),),
            ),
        ),
        usual=("kind",),
    )
)


THEME_MEETING_PARTNERS = told(
    Table(
        id="theme-meeting-partners",
        own=(PARTNER, KIND, THEME, LANGUAGE, TARGET_GROUP, LEVEL),
        measures=(
            Measure("meetings", rate=ShareOfMeasure("meetings-known", over="partner"), always=("partner",)),
            Measure("meetings-known", hidden=True),
            Measure("with-clinic", rate=ShareOfMeasure("meetings-known"), needs=CLINICS),
        ),
        parts=(
            RecordPart(
                MEETING,
                {"meetings": rows()},
                {"partner": MEETING_PARTNER.c.code, **MEETING_BY},
                join=MEETING_PARTNER,
            ),
            RecordPart(
                MEETING,
                {
                    "meetings-known": having(dimensions.has_code(MEETING, MEETING_PARTNER, besides=ABSENT)),
                    "with-clinic": MeaningCount(
                        CLINICS,
                        lambda codes: having(dimensions.has_code(MEETING, MEETING_PARTNER, among=codes)),
                    ),
                },
                MEETING_BY,
            ),
        ),
        usual=("partner",),
    )
)

TABLES = (THEME_MEETINGS, THEME_MEETING_PARTNERS)
