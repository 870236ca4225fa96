"""Printed figures on theme meetings and on the programme groups that districts run themselves."""

from collections.abc import Iterator

from app.demo.published.figure import DISTRICTS, MEETINGS, OTHER_PROGRAMMES, Cell, Figure, Paragraph, of_each
from app.demo.published.ways import about, above_zero, exact, little_over, percent, rounded

_SPLIT = "fördelningen mellan stadsdelsförvaltningar och träffar"
_GROUP_SPLIT = "fördelningen mellan stadsdelsförvaltningar och grupper"


def _partner(code: str, district: str = "") -> Cell:
    at = {"partner": code, **({"district": district} if district else {})}
    return Cell("theme-meeting-partners", "meetings", "percent", at)


_GROUPS = Paragraph(OTHER_PROGRAMMES, "första stycket")
_MEETINGS = Paragraph(MEETINGS, "första stycket")
_PARTNERS = Paragraph(MEETINGS, "stycket om samverkansparter")
_CIVIL = Paragraph(MEETINGS, "stycket om skillnader")


def figures() -> Iterator[Figure]:
    """In the report's order."""
    yield from _groups()
    yield from _meetings()


def _groups() -> Iterator[Figure]:
    groups = Cell("programme-groups", "groups")
    yield _GROUPS.says(
        "groups", "genomförda program som inte är ABC eller FÖS", "19", exact(19), groups, ours=_GROUP_SPLIT
    )
    yield _GROUPS.says(
        "groups-districts",
        "stadsdelsförvaltningar som genomfört dem",
        "tre",
        exact(3),
        *of_each(groups, "district", DISTRICTS),
        combined=above_zero,
    )
    yield _GROUPS.says(
        "group-parents",
        "föräldrar som deltog",
        "ca 70",
        about(70, "5"),
        Cell("programme-groups", "participants"),
        ours=_GROUP_SPLIT,
    )
    women = Cell("programme-groups", "participants-by-gender", "percent", {"gender": "woman"})
    yield _GROUPS.says(
        "group-women", "kvinnor bland deltagarna", "drygt 70 procent", little_over(70, 73, "%"), women
    )


def _meetings() -> Iterator[Figure]:
    yield _MEETINGS.says(
        "meetings", "tematräffar", "100", exact(100), Cell("theme-meetings", "meetings"), ours=_SPLIT
    )
    people = Cell("theme-meetings", "participants")
    yield _MEETINGS.says(
        "meeting-parents", "föräldrar som deltagit", "ca 740", about(740, "5"), people, ours=_SPLIT
    )
    yield _MEETINGS.says(
        "meeting-mean",
        "deltagare i genomsnitt per träff",
        "7,5",
        rounded("7.5", "en decimal"),
        Cell("theme-meetings", "participants", "mean"),
        ours="antalet är okänt vid en av träffarna: 740 / 99, inte 740 / 100 = 7,4",
    )
    women = Cell("theme-meetings", "participants-by-gender", "percent", {"gender": "woman"})
    yield _MEETINGS.says(
        "meeting-women", "kvinnor bland deltagarna", "drygt 70 procent", little_over(70, 73, "%"), women
    )
    yield _PARTNERS.says(
        "partner-open-preschool",
        "öppna förskolan samverkanspart",
        "60 procent",
        percent(60),
        _partner("open-preschool"),
    )
    yield _PARTNERS.says(
        "partner-clinic",
        "barn- eller mödrahälsovården samverkanspart",
        "en fjärdedel",
        percent(25),
        Cell("theme-meeting-partners", "with-clinic", "percent"),
    )
    civil = Cell("theme-meeting-partners", "meetings", at={"partner": "civil-society"})
    yield _CIVIL.says(
        "partner-civil-society-only",
        "stadsdelsförvaltningar med civilsamhället",
        "en",
        exact(1),
        *of_each(civil, "district", DISTRICTS),
        combined=above_zero,
    )
    yield _CIVIL.says(
        "partner-civil-society",
        "civilsamhället samverkanspart, Rinkeby-Kista",
        "17 procent",
        percent(17),
        _partner("civil-society", "rinkeby-kista"),
        ours="antalet träffar i Rinkeby-Kista",
    )
