"""The specification of every table: what the records of `city` come to, counted by hand.

Each line is a figure: what was counted and of what, `count of base = share` (or the mean), and how many
records lack the fact. Zeros are left out. Run on both databases and with both catalogues, whose own codes
stand in braces.
"""

from app.tables.registry import BY_ID
from tests.support.every_record import every_record
from tests.support.service import Service
from tests.tables import city, recount
from tests.tables.filed import ask, figures, file

Case = tuple[str, dict[str, str], str]

CASES: list[Case] = [
    (
        # Two sessions have an answer; one has only "does not want to answer", one has nobody who answered.
        "response-rates",
        {},
        """
        contacts activity=counselling-session answered=answered: 2 of 4 = 0.5
        contacts activity=counselling-session answered=not-answered: 2 of 4 = 0.5
        contacts activity=theme-meeting answered=answered: 1 of 4 = 0.25
        contacts activity=theme-meeting answered=not-answered: 3 of 4 = 0.75
        contacts activity=programme-group answered=answered: 1 of 3 = 0.3333
        contacts activity=programme-group answered=not-answered: 2 of 3 = 0.6667
        """,
    ),
    (
        "helpfulness",
        {},
        """
        answers activity=counselling-session question=helpful answer=yes-really: 1 of 3 = 0.3333
        answers activity=counselling-session question=helpful answer=yes: 1 of 3 = 0.3333
        answers activity=counselling-session question=helpful answer=partly: 1 of 3 = 0.3333
        answers activity=counselling-session question=helpful answer=no-answer: 1 of 4 = 0.25
        answers activity=counselling-session question=strengthened answer=yes: 2 of 2 = 1
        answers activity=counselling-session question=strengthened answer=no-answer: 2 of 4 = 0.5
        answers activity=counselling-session question=accessible answer=yes: 1 of 2 = 0.5
        answers activity=counselling-session question=accessible answer=no: 1 of 2 = 0.5
        answers activity=counselling-session question=accessible answer=no-answer: 2 of 4 = 0.5
        answers activity=theme-meeting question=strengthened answer=yes: 1 of 1 = 1
        answers activity=theme-meeting question=other-parents answer=no: 1 of 1 = 1
        positive activity=counselling-session question=helpful: 2 of 3 = 0.6667
        positive activity=counselling-session question=strengthened: 2 of 2 = 1
        positive activity=counselling-session question=accessible: 1 of 2 = 0.5
        positive activity=theme-meeting question=strengthened: 1 of 1 = 1
        """,
    ),
    (
        # What comes by link and poster is counted in tests/answers/test_ways.py.
        "answer-ways",
        {},
        """
        contacts activity=counselling-session: 4
        contacts activity=theme-meeting: 4
        contacts activity=programme-group: 3
        answered activity=counselling-session: 2 of 4 = 0.5
        answered activity=theme-meeting: 1 of 4 = 0.25
        answered activity=programme-group: 1 of 3 = 0.3333
        respondents activity=counselling-session way=with-record: 3 of 3 = 1
        respondents activity=theme-meeting way=with-record: 1 of 1 = 1
        respondents activity=programme-group way=with-record: 2 of 2 = 1
        """,
    ),
    (
        # A respondent counts once, however many questions were answered, if any was.
        "gender-split",
        {},
        """
        participants activity=counselling-session gender=woman: 2 of 6 = 0.3333, 1 not known
        participants activity=counselling-session gender=man: 2 of 6 = 0.3333
        participants activity=counselling-session gender=other: 2 of 6 = 0.3333
        participants activity=home-visit gender=woman: 2 of 4 = 0.5
        participants activity=home-visit gender=man: 2 of 4 = 0.5, 1 not known
        participants activity=theme-meeting gender=woman: 11 of 15 = 0.7333, 1 not known
        participants activity=theme-meeting gender=man: 3 of 15 = 0.2, 2 not known
        participants activity=theme-meeting gender=other: 1 of 15 = 0.0667, 2 not known
        participants activity=programme-group gender=woman: 5 of 6 = 0.8333, 1 not known
        participants activity=programme-group gender=man: 1 of 6 = 0.1667, 2 not known
        participants activity=programme-group gender=other: 0 of 6 = 0, 2 not known
        respondents activity=counselling-session gender=woman: 2 of 3 = 0.6667
        respondents activity=counselling-session gender=man: 1 of 3 = 0.3333
        respondents activity=theme-meeting gender=woman: 1 of 1 = 1
        respondents activity=programme-group gender=woman: 1 of 2 = 0.5
        respondents activity=programme-group gender=man: 1 of 2 = 0.5
        """,
    ),
    (
        # The session whose route is not known is in no base but that of all sessions.
        "routes-in",
        {},
        """
        sessions route_in=child-health-centre: 2 of 3 = 0.6667
        sessions route_in=midwifery-clinic: 1 of 3 = 0.3333
        sessions route_in=not-known: 1 of 4 = 0.25
        routes-in-use: 2 of {routes} = {in_use}
        """,
    ),
    (
        # Several next steps a session: 1.67 in all, of the three sessions that know them.
        "next-steps",
        {},
        """
        sessions next_step=another-session: 2 of 3 = 0.6667
        sessions next_step=none: 1 of 3 = 0.3333
        sessions next_step=open-preschool: 1 of 3 = 0.3333
        sessions next_step=application: 1 of 3 = 0.3333
        sessions next_step=not-known: 1 of 4 = 0.25
        """,
    ),
    (
        "participants",
        {},
        """
        participants role=mother: 2 of 3, mean 0.67, 1 not known
        participants role=father: 2 of 4, mean 0.5
        participants role=other-adult: 2 of 4, mean 0.5
        participants role=child: 3 of 3, mean 1, 1 not known
        """,
    ),
    (
        "residential-areas",
        {},
        """
        sessions area={area}: 2 of 3 = 0.6667
        sessions area=other-municipality: 1 of 3 = 0.3333
        sessions area=not-known: 1 of 4 = 0.25
        """,
    ),
    (
        # A family that expects a child belongs to the target group, whatever other children it has.
        "residential-areas",
        {"by": "target_group"},
        """
        sessions target_group=0-6: 2
        sessions target_group=older: 1
        sessions target_group=not-known: 1
        """,
    ),
    (
        "session-order",
        {},
        """
        sessions session_order=first: 1 of 3 = 0.3333
        sessions session_order=2-5: 1 of 3 = 0.3333
        sessions session_order=6-plus: 1 of 3 = 0.3333
        sessions session_order=not-known: 1 of 4 = 0.25
        families: 1, 1 not known
        within-five: 2 of 3 = 0.6667, 1 not known
        """,
    ),
    (
        "language-needs",
        {},
        """
        contacts activity=counselling-session needed=yes: 2 of 3 = 0.6667
        contacts activity=counselling-session needed=no: 1 of 3 = 0.3333
        contacts activity=counselling-session needed=not-known: 1 of 4 = 0.25
        contacts activity=home-visit needed=yes: 1 of 2 = 0.5
        contacts activity=home-visit needed=no: 1 of 2 = 0.5
        contacts activity=home-visit needed=not-known: 1 of 3 = 0.3333
        languages activity=counselling-session language=arabic: 1 of 1 = 1
        languages activity=counselling-session language=not-known: 1 of 2 = 0.5
        languages activity=home-visit language=somali: 1 of 1 = 1
        """,
    ),
    (
        # Booked visits are held or missed; only a held one has a place, only a missed one a reason.
        "home-visits",
        {},
        """
        booked programme={programme} outcome=held: 3 of 5 = 0.6
        booked programme={programme} outcome=missed: 2 of 5 = 0.4
        held programme={programme} place=home: 1 of 2 = 0.5
        held programme={programme} place=child-health-centre: 1 of 2 = 0.5
        held programme={programme} place=not-known: 1 of 3 = 0.3333
        missed programme={programme} missed_reason=late-cancellation: 1 of 1 = 1
        missed programme={programme} missed_reason=not-known: 1 of 2 = 0.5
        """,
    ),
    (
        # Two siblings at one visit are one visit with siblings.
        "home-visit-participants",
        {},
        """
        visits role=mother: 2 of 3 = 0.6667
        visits role=father: 2 of 2 = 1, 1 not known
        visits role=sibling: 1 of 2 = 0.5, 1 not known
        """,
    ),
    (
        "home-visit-content",
        {},
        """
        visits component=good-health emphasis=1: 2 of 2 = 1
        visits component=good-health emphasis=not-known: 1 of 3 = 0.3333
        visits component=adequate-nutrition emphasis=0: 3 of 3 = 1
        visits component=responsive-caregiving emphasis=2: 3 of 3 = 1
        visits component=security-and-safety emphasis=not-known: 3 of 3 = 1
        visits component=early-learning emphasis=1: 3 of 3 = 1
        """,
    ),
    (
        "home-visit-contacts",
        {},
        """
        visits contact=none: 1 of 2 = 0.5
        visits contact=child-health-centre: 1 of 2 = 0.5
        visits contact=open-preschool: 1 of 2 = 0.5
        visits contact=not-known: 1 of 3 = 0.3333
        any-contact: 1 of 2 = 0.5, 1 not known
        """,
    ),
    (
        "enrolment",
        {},
        """
        listed programme={programme}: 31
        accepted programme={programme}: 29 of 31 = 0.9355
        declined programme={programme}: 2 of 31 = 0.0645
        enrolled tertial=2024-T1 programme={programme}: 64
        """,
    ),
    (
        # Flows add up over tertials. In 2023-T3 listed is not known: the 29 accepted then have no base, so
        # no share is given. Enrolled is a state, and stays by tertial.
        "enrolment",
        {"period": "2023-T3..2024-T1", "by": ""},
        """
        listed: 31, 1 not known
        accepted: 58
        declined: 2 of 31 = 0.0645, 1 not known
        enrolled tertial=2023-T3: 50
        enrolled tertial=2024-T1: 64
        """,
    ),
    (
        "theme-meetings",
        {"by": ""},
        """
        meetings: 4
        participants: 16 of 3, mean 5.33, 1 not known
        participants-by-gender gender=woman: 11 of 15 = 0.7333, 1 not known
        participants-by-gender gender=man: 3 of 15 = 0.2, 2 not known
        participants-by-gender gender=other: 1 of 15 = 0.0667, 2 not known
        """,
    ),
    (
        # Where no meeting knows the number there is no number, which is not the same as none.
        "theme-meetings",
        {"by": "kind"},
        """
        meetings kind=meeting: 1 of 3 = 0.3333
        meetings kind=cafe: 2 of 3 = 0.6667
        meetings kind=not-known: 1 of 4 = 0.25
        participants kind=meeting: 5 of 1, mean 5
        participants kind=cafe: 8 of 1, mean 8, 1 not known
        participants kind=not-known: 3 of 1, mean 3
        participants-by-gender kind=meeting gender=woman: -, 1 not known (not-known)
        participants-by-gender kind=meeting gender=man: -, 1 not known (not-known)
        participants-by-gender kind=meeting gender=other: -, 1 not known (not-known)
        participants-by-gender kind=cafe gender=woman: 10 of 12 = 0.8333
        participants-by-gender kind=cafe gender=man: 2 of 12 = 0.1667, 1 not known
        participants-by-gender kind=cafe gender=other: 0 of 12 = 0, 1 not known
        participants-by-gender kind=not-known gender=woman: 1 of 3 = 0.3333
        participants-by-gender kind=not-known gender=man: 1 of 3 = 0.3333
        participants-by-gender kind=not-known gender=other: 1 of 3 = 0.3333
        """,
    ),
    (
        # One meeting has both clinics, one has one of them: with-clinic counts each once.
        "theme-meeting-partners",
        {},
        """
        meetings partner=open-preschool: 1 of 3 = 0.3333
        meetings partner=child-health-centre: 2 of 3 = 0.6667
        meetings partner=midwifery-clinic: 1 of 3 = 0.3333
        meetings partner=none: 1 of 3 = 0.3333
        meetings partner=not-known: 1 of 4 = 0.25
        with-clinic: 2 of 3 = 0.6667
        """,
    ),
    (
        # Five completed, but of how many is not known for one of the groups: no share.
        "programme-groups",
        {"by": ""},
        """
        groups: 3
        participants: 10 of 2, mean 5, 1 not known
        participants-by-gender gender=woman: 5 of 6 = 0.8333, 1 not known
        participants-by-gender gender=man: 1 of 6 = 0.1667, 2 not known
        participants-by-gender gender=other: 0 of 6 = 0, 2 not known
        completed: 5, 1 not known
        sessions-held: 13 of 2, mean 6.5, 1 not known
        groups-by-partner partner=open-preschool: 1 of 2 = 0.5
        groups-by-partner partner=library: 1 of 2 = 0.5
        groups-by-partner partner=none: 1 of 2 = 0.5
        groups-by-partner partner=not-known: 1 of 3 = 0.3333
        answers question=relation answer=4: 1 of 2 = 0.5
        answers question=relation answer=5: 1 of 2 = 0.5
        answers question=recommend answer=4: 1 of 1 = 1
        answers question=recommend answer=no-answer: 1 of 2 = 0.5
        rating question=relation: 9 of 2, mean 4.5
        rating question=recommend: 4 of 1, mean 4
        """,
    ),
    (
        "collaboration",
        {},
        """
        activities kind=consultation: 2 of 3 = 0.6667
        activities kind=steering-group: 1 of 3 = 0.3333
        participants kind=consultation: 9 of 1, mean 9, 1 not known
        participants kind=steering-group: 4 of 1, mean 4
        activities-by-partner kind=consultation partner=child-health-centre: 1 of 1 = 1
        activities-by-partner kind=consultation partner=preschool: 1 of 1 = 1
        activities-by-partner kind=consultation partner=not-known: 1 of 2 = 0.5
        activities-by-partner kind=steering-group partner=preschool: 1 of 1 = 1
        """,
    ),
    (
        # Run by others is a true zero, and left out here as all zeros are.
        "open-preschools",
        {},
        """
        own-run district={district} tertial=2024-T1: 5
        opening-hours district={district} tertial=2024-T1: 130
        introduction-preschools district={district} tertial=2024-T1: -, 1 not known (not-known)
        """,
    ),
    (
        # States are never added up over time, whatever is asked.
        "open-preschools",
        {"period": "2023-T3..2024-T1", "by": ""},
        """
        own-run tertial=2023-T3: 4
        own-run tertial=2024-T1: 5
        opening-hours tertial=2023-T3: 130
        opening-hours tertial=2024-T1: 130
        introduction-preschools tertial=2023-T3: -, 1 not known (not-known)
        introduction-preschools tertial=2024-T1: -, 1 not known (not-known)
        """,
    ),
    (
        "open-preschool-visits",
        {},
        """
        adult-visits district={district} gender=woman: 100 of 120 = 0.8333
        adult-visits district={district} gender=man: 20 of 120 = 0.1667
        adult-visits district={district} gender=other: -, 1 not known (not-known)
        child-visits district={district}: 150
        turned-away district={district}: -, 1 not known (not-known)
        """,
    ),
    (
        "open-preschool-survey",
        {},
        """
        answers question=strengthened answer=yes-really: 41 of 52 = 0.7885
        answers question=strengthened answer=yes: 9 of 52 = 0.1731
        answers question=strengthened answer=no: 2 of 52 = 0.0385
        positive question=strengthened: 50 of 52 = 0.9615
        """,
    ),
    (
        "spindle",
        {},
        """
        score item=regulations: 12 of 3, mean 4
        score item=organisation: 12 of 3, mean 4
        score item=common-view: 12 of 3, mean 4
        score item=roles: 12 of 3, mean 4
        score item=information: 12 of 3, mean 4
        score item=resources: 12 of 3, mean 4
        score item=management-support: 12 of 3, mean 4
        score item=early-support-today: 12 of 3, mean 4
        score item=users-influence: 8 of 2, mean 4, 1 not known
        """,
    ),
    (
        "context",
        {"period": "2023"},
        """
        children-0-6 district={district} year=2023: -, 1 not known (not-known)
        children-0-20 district={district} year=2023: 9997
        reports-of-concern district={district} year=2023: 2479 of 9997 = 0.248
        advisers-total district={district} year=2023: 6
        advisers-funded district={district} year=2023: -, 1 not known (not-known)
        """,
    ),
    (
        "reach",
        {},
        """
        reached activity=counselling-session: 1, 1 not known
        reached activity=home-visit: 1, 1 not known
        reached activity=theme-meeting: 16, 1 not known
        reached activity=programme-group: 10, 1 not known
        reached-in-all: 28, 4 not known
        """,
    ),
]

ELSEWHERE = {"programme-figures", "programme-leaders"}
"""Specified in `test_programme_figures`: only Stockholm has programmes that are run centrally."""


def test_every_table_is_specified() -> None:
    """By hand here, and if it counts records by an independent recount of them."""
    assert {table for table, _, _ in CASES} | ELSEWHERE == BY_ID.keys()
    returned = {one.id for one in BY_ID.values() if one.of_returns}
    assert recount.TABLES.keys() | returned == BY_ID.keys(), "add it to tests/tables/recount.py"


def test_the_city_counted_by_hand(service: Service) -> None:
    file(service, *city.everything(service.catalogue))
    client = service.coordinator()
    places = city.PLACES[service.catalogue] | {
        "in_use": {"stockholm": "0.0833", "lindesberg": "0.08"}[service.catalogue]
    }
    for table, parameters, text in CASES:
        expected = [one.strip().format(**places) for one in text.strip().splitlines()]
        asked = {"period": "2024-T1", "district": places["district"], **parameters}
        # Each catalogue has its own order of the codes.
        with every_record():
            assert sorted(figures(client, table, **asked)) == sorted(expected), table


def test_an_empty_city_is_all_zeros(quick: Service) -> None:
    """Zeros are rows too. Of what is handed in, nothing handed in is no number instead."""
    client = quick.coordinator()
    for table in BY_ID.values():
        period = {"month": "2024-T1", "tertial": "2024-T1", "year": "2023"}[table.grain]
        rows = ask(client, table.id, period=period)["rows"]
        assert bool(rows) is not table.listed_only
        for row in rows:
            nothing = (None, "not-applicable") if table.of_returns and row["count"] is None else (0, "ok")
            assert (row["count"], row["status"]) == nothing
            assert row["share"] in (None, 0)
            assert row["mean"] is None
            assert not row["not_known"]
