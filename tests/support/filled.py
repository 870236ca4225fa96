"""A database with at least one row in every table, made through the service's own doors."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.access.actor import COMMAND_LINE
from app.activities.registry import EVENTS
from app.answers import invitations
from app.schema import metadata
from tests.support import parents
from tests.support.releases import ROUNDED, put_on_shelf, small_table
from tests.support.service import TODAY, Service, example, new_id

PASSWORD = "femton vita svanar"
RETURNS = {
    "open-preschool-return": "open-preschool-returns/farsta/2024-T1",
    "programme-figures": "programme-figures/farsta/2024",
    "enrolment-figures": "enrolment-figures/rinkeby/2024-T1",
    "context": "context/farsta/2024",
}


@dataclass
class Filled:
    """Who filled it, where the records are, and the research key (it is shown once)."""

    city: TestClient
    admin: TestClient
    tablet: TestClient
    key: str
    withdrawn: str
    paths: list[str] = field(default_factory=list)


def fill(service: Service) -> Filled:
    """File every example, withdraw a record, lock a tertial, let a district in all the same, put a release on
    the shelf, and do the administrative acts (Stockholm)."""
    city, admin = service.coordinator(), service.admin()
    paths = []
    withdrawn = f"/api/v1/counselling-sessions/{new_id()}"
    filed = {f"/api/v1/{activity.path}/{new_id()}": activity.name for activity in EVENTS}
    filed |= {f"/api/v1/{path}": name for name, path in RETURNS.items()}
    for path, name in {withdrawn: "counselling-session", **filed}.items():
        reply = city.put(path, json=example(name, service.catalogue))
        assert reply.status_code == 201, reply.text
        paths.append(path)
    assert city.delete(paths.pop(0)).status_code == 204
    assert city.post("/api/v1/devices/codes", json={"district": "farsta"}).status_code == 201
    assert admin.put("/api/v1/me/password", json={"password": PASSWORD}).status_code == 204
    wanted = {"tables": ["reach"], "districts": ["farsta"], "expires": date(2027, 6, 30).isoformat()}
    key = admin.post("/api/v1/research-keys", json=wanted)
    assert key.status_code == 201, key.text
    assert city.put("/api/v1/locks/2018-T1").status_code == 200
    late = city.put("/api/v1/locks/2018-T1/exceptions/farsta", json={"last_day": TODAY.isoformat()})
    assert late.status_code == 200, late.text
    put_on_shelf(service.database, [small_table()], "2019-T1", parameters=ROUNDED)
    invited = {"district": "farsta", "tertial": "2026-T3", "organisation_type": "child-health-centre"}
    with service.database.filing() as connection:
        invitations.make(connection, COMMAND_LINE, invited, 1, service.here.catalogue, TODAY)
    tablet = service.tablet()
    paths.append(_let_parents_answer(service, tablet))
    # Taken in by being read: the examples are of a month that is over.
    read = city.get("/api/v1/statistics/next-steps", params={"period": "2019-T1"})
    assert read.status_code == 200, read.text
    filled = Filled(city, admin, tablet, key.json()["key"], withdrawn, paths)
    with service.database.reading() as session:
        empty = [
            table.name
            for table in metadata.sorted_tables
            if not session.execute(select(func.count()).select_from(table)).scalar()
        ]
    assert not empty, empty
    return filled


def _let_parents_answer(service: Service, tablet: TestClient) -> str:
    """A session whose link waits for its parent (its path is returned), a used link whose record has yet to
    come, a link that is refused, and a used poster of each kind."""
    phone, keys = service.client(), parents.link_keys(tablet)
    link, session = parents.make_link(keys, TODAY), new_id()
    path = f"/api/v1/counselling-sessions/{session}"
    content = example("counselling-session", service.catalogue, fathers=1, answers=[])
    assert tablet.put(path, json=content).status_code == 201
    assert parents.file_link(tablet, link, session, "father").status_code == 201
    assert parents.file_link(tablet, parents.make_link(keys, TODAY), new_id()).status_code == 404
    month = {"month": "2026-12", "uses": 9}
    meeting = parents.poster(tablet, activity="theme-meeting", record=new_id(), **month)
    of = {"activity": "open-preschool-return", "district": "farsta", "tertial": "2026-T3"}
    preschool = parents.poster(tablet, **of, **month)
    for address, answers in (
        (parents.make_link(keys, TODAY).path, parents.YES),
        (meeting, parents.MET),
        (preschool, parents.VISITED),
    ):
        assert parents.answer(phone, address, answers).status_code == 303
    return path
