"""Devices: the cookie, the district, the list, revoking."""

import re
from http.cookies import SimpleCookie

from app.access import secret_tokens
from tests.access.service import API, Service, contents, problem


def test_enrolling_sets_a_cookie_that_scripts_and_other_sites_cannot_use(service: Service) -> None:
    reply = service.nobody().post(f"{API}/devices", json={"code": service.device_code()})
    assert reply.json().keys() == {"mark", "district"}
    assert re.fullmatch("d-[0-9a-hjkmnp-tv-z]{6}", reply.json()["mark"])
    [cookie] = SimpleCookie(reply.headers["set-cookie"]).values()
    assert (cookie.key, cookie["path"], cookie["max-age"]) == ("stodlogg_device", "/", str(400 * 24 * 3600))
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "strict")
    assert not cookie["domain"]
    [row] = contents(service)["device"]
    assert secret_tokens.digest(cookie.value) in row
    assert cookie.value not in repr(row)
    assert cookie.value not in reply.text


def test_the_cookie_is_sent_without_https_only_where_a_setting_says_so(small: Service) -> None:
    small.settings.secure_cookies = False
    reply = small.nobody().post(f"{API}/devices", json={"code": small.device_code()})
    assert not SimpleCookie(reply.headers["set-cookie"])["stodlogg_device"]["secure"]


def test_a_refused_code_sets_no_cookie(service: Service) -> None:
    reply = service.nobody().post(f"{API}/devices", json={"code": "0000-0000-0000-0000"})
    assert reply.status_code == 403
    assert "set-cookie" not in reply.headers


def test_a_tablet_knows_its_district_and_its_cookie_is_renewed(service: Service) -> None:
    tablet = service.tablet()
    reply = tablet.get(f"{API}/me?lang=en")
    assert reply.json() == {
        "role": "adviser",
        "role_label": "Parent adviser",
        "district": service.district,
        "district_label": service.here.catalogue.text_of("districts", service.district).en,
        "account": None,
        "key": None,
        "permissions": ["file-records", "read-catalogue"],
        "tables": None,
        "districts": None,
    }
    renewed = SimpleCookie(reply.headers["set-cookie"])["stodlogg_device"]
    assert renewed.value == tablet.cookies["stodlogg_device"]
    assert renewed["max-age"] == str(400 * 24 * 3600)


def test_a_revoked_tablet_is_refused_at_its_next_request(service: Service) -> None:
    tablet = service.tablet()
    assert tablet.put("/probe/adviser").status_code == 200
    coordinator = service.coordinator()
    [device] = coordinator.get(f"{API}/devices").json()["devices"]
    assert coordinator.delete(f"{API}/devices/{device['mark']}").status_code == 204
    assert problem(tablet.put("/probe/adviser")) == "not-signed-in"
    assert coordinator.get(f"{API}/devices").json() == {"devices": []}
    assert problem(coordinator.delete(f"{API}/devices/{device['mark']}")) == "unknown-mark"


def test_a_tablet_disconnects_itself(service: Service) -> None:
    """It is over at once, the cookie is taken away, and the trail has its mark and who let it in."""
    first, second = service.tablet(), service.tablet()
    city = service.city()
    marks = {one["mark"] for one in city.get(f"{API}/devices").json()["devices"]}
    token = first.cookies["stodlogg_device"]
    reply = first.delete(f"{API}/devices/current")
    assert reply.status_code == 204
    [cookie] = SimpleCookie(reply.headers["set-cookie"]).values()
    assert (cookie.key, cookie.value, cookie["max-age"], cookie["path"]) == ("stodlogg_device", "", "0", "/")
    assert first.cookies.get("stodlogg_device") is None
    first.cookies.set("stodlogg_device", token)  # one who kept it
    assert problem(first.put("/probe/adviser")) == "not-signed-in"
    assert problem(first.delete(f"{API}/devices/current")) == "not-signed-in"
    assert second.put("/probe/adviser").status_code == 200
    left = {one["mark"] for one in city.get(f"{API}/devices").json()["devices"]}
    assert len(left) == 1
    acts = service.acts()
    [gone] = [act for act in acts if act.kind == "device-left"]
    [enrolled] = [act for act in acts if act.kind == "device-enrolled" and act.subject == gone.subject]
    assert {gone.subject} == marks - left
    assert (gone.account, gone.district) == (enrolled.account, enrolled.district)


def test_only_a_tablet_can_disconnect_itself(service: Service) -> None:
    assert problem(service.nobody().delete(f"{API}/devices/current")) == "not-signed-in"
    assert problem(service.coordinator().delete(f"{API}/devices/current")) == "not-allowed"


def test_another_tablet_goes_on(service: Service) -> None:
    first, second = service.tablet(), service.tablet()
    coordinator = service.coordinator()
    marks = [one["mark"] for one in coordinator.get(f"{API}/devices").json()["devices"]]
    coordinator.delete(f"{API}/devices/{marks[0]}")
    statuses = {first.put("/probe/adviser").status_code, second.put("/probe/adviser").status_code}
    assert statuses == {200, 401}


def test_a_coordinator_has_codes_for_the_own_district_alone(stockholm: Service) -> None:
    coordinator = stockholm.coordinator("farsta")
    assert coordinator.post(f"{API}/devices/codes", json={"district": "farsta"}).status_code == 201
    reply = coordinator.post(f"{API}/devices/codes", json={"district": "skarpnack"})
    assert (reply.status_code, problem(reply)) == (403, "other-district")
    assert stockholm.city().post(f"{API}/devices/codes", json={"district": "skarpnack"}).status_code == 201


def test_a_coordinator_sees_and_revokes_the_own_districts_devices_alone(stockholm: Service) -> None:
    stockholm.tablet("farsta"), stockholm.tablet("skarpnack")
    city = stockholm.city().get(f"{API}/devices").json()["devices"]
    assert [one["district"] for one in city] == ["farsta", "skarpnack"]
    coordinator = stockholm.coordinator("farsta")
    assert coordinator.get(f"{API}/devices").json()["devices"] == city[:1]
    reply = coordinator.delete(f"{API}/devices/{city[1]['mark']}")
    assert (reply.status_code, problem(reply)) == (403, "other-district")
    assert len(stockholm.city().get(f"{API}/devices").json()["devices"]) == 2


def test_after_a_merger_the_new_district_has_the_old_ones_devices(stockholm: Service) -> None:
    tablet = stockholm.tablet("rinkeby-kista")
    assert tablet.put("/probe/adviser").json() == {"district": "rinkeby-kista"}
    [device] = stockholm.coordinator("jarva").get(f"{API}/devices").json()["devices"]
    assert stockholm.coordinator("jarva").delete(f"{API}/devices/{device['mark']}").status_code == 204


def test_a_district_must_be_in_the_catalogue(service: Service) -> None:
    city = service.here.catalogue.municipality.city.code
    for district in ("atlantis", city, "Anna Andersson", "", None, 7):
        reply = service.city().post(f"{API}/devices/codes", json={"district": district})
        assert (reply.status_code, problem(reply)) == (422, "invalid-input")
        assert reply.json()["errors"][0]["field"] == "district"
    assert contents(service)["one_time_code"] == []


def test_a_malformed_mark_names_what_would_be_right(small: Service) -> None:
    reply = small.coordinator().delete(f"{API}/devices/anna-andersson")
    assert problem(reply) == "invalid-input"
    assert "anna" not in reply.text
    assert problem(small.coordinator().delete(f"{API}/devices/d-000000")) == "unknown-mark"
