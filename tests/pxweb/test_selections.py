"""What can be selected, in an address and in a body: every expression, and every refusal with its status."""

from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.category_order import merged
from app.kit.language import Text
from app.pxweb.code_lists import CURRENT, REPORTED
from app.pxweb.cubes import PxCube, PxValue, PxVariable
from app.pxweb.expressions import places, split

TABLE = "/tables/routes-in/data"
ALL_ROUTES = ["clinic", "school", "friend", "total"]


def codes(reply: httpx.Response, variable: str) -> list[str]:
    assert reply.status_code == 200, reply.text
    return list(reply.json()["dimension"][variable]["category"]["index"])


@pytest.mark.parametrize(
    ("variable", "expression", "expected"),
    [
        ("route_in", "*", ALL_ROUTES),
        ("route_in", "friend,clinic", ["clinic", "friend"]),
        ("route_in", "CLINIC", ["clinic"]),
        ("route_in", "?riend", ["friend"]),
        ("route_in", "*l*", ["clinic", "school", "total"]),
        ("route_in", "top(2)", ["clinic", "school"]),
        ("route_in", "[TOP(2,1)]", ["school", "friend"]),
        ("route_in", "TOP(2,1)", ["school", "friend"]),
        ("route_in", "bottom(1)", ["total"]),
        ("route_in", "[range(school,friend)]", ["school", "friend"]),
        ("route_in", "from(friend)", ["friend", "total"]),
        ("route_in", "to(School)", ["clinic", "school"]),
        ("route_in", "clinic,bottom(1)", ["clinic", "total"]),
        ("tertial", "TOP(1)", ["2023-T3"]),
        ("tertial", "top(1,1)", ["2023-T1"]),
        ("tertial", "bottom(1)", ["2023-T1"]),
        ("tertial", "from(2023-T2)", None),
        ("tertial", "from(2023-t3)", ["2023-T3"]),
        ("tertial", "2023-T?", ["2023-T1", "2023-T3"]),
    ],
)
def test_expressions(client: httpx.Client, variable: str, expression: str, expected: Any) -> None:
    """The same in an address and in a body."""
    chosen = {"ContentsCode": "*", "tertial": "*", variable: expression}
    got = client.get(TABLE, params={f"valueCodes[{code}]": value for code, value in chosen.items()})
    selection = [{"variableCode": code.upper(), "valueCodes": split(value)} for code, value in chosen.items()]
    posted = client.post(TABLE, json={"selection": selection})
    if expected is None:
        assert (got.status_code, posted.status_code) == (400, 400)
        assert got.json()["type"] == "/problems/no-such-value"
        return
    assert codes(got, variable) == codes(posted, variable) == expected
    assert got.json() == posted.json()


def test_what_is_not_chosen_is_left_out_at_its_total(client: httpx.Client) -> None:
    reply = client.get(TABLE, params={"valuecodes[contentscode]": "*", "VALUECODES[TERTIAL]": "2023-T1"})
    body = reply.json()
    assert body["id"] == ["ContentsCode", "tertial"]
    assert body["value"] == [1000 + 8]  # the last of three districts by three routes
    empty = {"selection": [{"variableCode": code, "valueCodes": values} for code, values in (
        ("district", []), ("route_in", []), ("ContentsCode", ["*"]), ("tertial", ["2023-T1"]),
    )]}  # fmt: skip
    assert client.post(TABLE, json=empty).json() == body
    assert "Stockholms stad" in body["label"]


def test_the_default_selection_can_be_sent(client: httpx.Client) -> None:
    default = client.get("/tables/routes-in/defaultselection").json()
    sent = {"selection": default["selection"], "placement": default["placement"]}
    expected = client.get(TABLE).json()
    assert client.post(TABLE, json=sent).json() == expected
    assert client.post(TABLE, json={"selection": []}).json() == expected
    assert client.post(TABLE).json() == expected
    assert "district" not in expected["id"]
    steps = client.get("/tables/theme-meetings/defaultselection").json()["selection"]
    (contents,) = [one["valueCodes"] for one in steps if one["variableCode"] == "ContentsCode"]
    assert contents == ["meetings", "participants"]  # no bases


def test_code_lists_limit_and_name_the_values(client: httpx.Client) -> None:
    base = {"valueCodes[ContentsCode]": "*", "valueCodes[tertial]": "*", "valueCodes[district]": "*"}
    reported = client.get(TABLE, params={**base, "codelist[district]": REPORTED})
    current = client.get(TABLE, params={**base, "codelist[district]": CURRENT})
    assert codes(reported, "district") == ["farsta", "rinkeby-kista", "spanga-tensta", "stockholm"]
    assert codes(current, "district") == ["farsta", "jarva", "stockholm"]
    metadata = client.get("/tables/routes-in/metadata", params={"codelist[district]": CURRENT})
    assert codes(metadata, "district") == ["farsta", "jarva", "stockholm"]
    other = client.get(
        TABLE, params={**base, "valueCodes[district]": "jarva", "codelist[district]": REPORTED}
    )
    assert (other.status_code, other.json()["type"]) == (400, "/problems/no-such-value")


def test_single_values_are_the_districts_that_the_current_ones_add_up(client: httpx.Client) -> None:
    """As PxWebApi has it of any code list, in an address and in a body."""
    chosen = {"route_in": "*", "ContentsCode": "*", "tertial": "*", "district": "jarva"}
    asked = {f"valueCodes[{code}]": value for code, value in chosen.items()}
    asked["codelist[district]"] = CURRENT
    parts = client.get(TABLE, params={**asked, "outputValues[District]": "single"})
    assert codes(parts, "district") == ["rinkeby-kista", "spanga-tensta"]
    assert codes(client.get(TABLE, params=asked), "district") == ["jarva"]
    assert (
        parts.json()
        == client.get(
            TABLE,
            params={**asked, "valueCodes[district]": "rinkeby-kista,spanga-tensta", "codelist[district]": ""},
        ).json()
    )
    single = {**asked, "outputValues[district]": "single"}
    every = client.get(TABLE, params={**single, "valueCodes[district]": "*"})
    assert codes(every, "district") == ["farsta", "rinkeby-kista", "spanga-tensta", "stockholm"]
    selection = [
        {"variableCode": code, "valueCodes": [value]}
        | ({"codelist": CURRENT, "outputValues": "single"} if code == "district" else {})
        for code, value in chosen.items()
    ]
    assert client.post(TABLE, json={"selection": selection}).json() == parts.json()
    refused = client.get(TABLE, params={**single, "valueCodes[district]": "rinkeby-kista"})
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/no-such-value")


REFUSED = [
    ("no-such-variable", 400, {"valueCodes[colour]": "*"}),
    ("no-such-value", 400, {"valueCodes[route_in]": "moon"}),
    ("no-such-value", 400, {"valueCodes[route_in]": "z*"}),
    ("no-such-code-list", 400, {"codelist[district]": "agg_moon"}),
    ("illegal-expression", 400, {"valueCodes[route_in]": "top(x)"}),
    ("illegal-expression", 400, {"valueCodes[route_in]": "median(1)"}),
    ("illegal-expression", 400, {"valueCodes[route_in]": "top(0)"}),
    ("missing-selection", 400, {"valueCodes[ContentsCode]": "*"}),
    ("bad-parameter", 400, {"valueCode[route_in]": "*"}),
    ("bad-parameter", 400, {"outputFormatParams": "UseTexts"}),
    ("bad-parameter", 400, {"outputFormat": "csv", "outputFormatParams": "UseTexts,UseCodes"}),
    ("bad-parameter", 400, {"outputFormat": "xlsx", "outputFormatParams": "SeparatorTab"}),
    ("unsupported-format", 400, {"outputFormat": "pdf"}),
    ("unsupported-language", 400, {"lang": "fr"}),
]


AS_CLIENTS_ASK = [
    # PxWeb 2.
    ("/config", "lang=sv"),
    ("/tables", "lang=sv&query=&pageNumber=1&pageSize=20&pastDays=&includeDiscontinued="),
    ("/tables/routes-in", "lang=sv"),
    ("/tables/routes-in/metadata", "lang=sv&defaultSelection=true&savedQuery="),
    ("/tables/routes-in/metadata", "defaultSelection=false&codelist%5Bdistrict%5D=agg_district_current"),
    ("/tables/routes-in/defaultselection", "lang=sv&savedQuery="),
    ("/tables/routes-in/data", "lang=sv&defaultSelection=true&savedQuery="),
    # PxWebApiData in R, pxstatspy: the same parameters for whatever is asked.
    ("/tables/routes-in/metadata", "lang=sv&outputFormat=json-stat2"),
    ("/codelists/agg_district_current", "lang=sv&outputFormat=json-stat2"),
    ("/codelists/agg_district_current", "outputFormat=json-stat2&lang=sv&lang=sv"),
    ("/tables/routes-in/data", "outputFormat=json-stat2&valueCodes[route_in]=*&valueCodes[tertial]=top(1)"
     "&valueCodes[ContentsCode]=*&outputValues[district]=aggregated&codelist[district]=agg_district_current"),
    # pxwebpy.
    ("/tables", "query=clinic&pastDays=3000&includeDiscontinued=True&pageNumber=1&pageSize=10000&lang=sv"),
    ("/tables/routes-in/metadata", "lang=sv&outputFormatParams=UseCodes&heading=tertial&stub=district"),
    # What no version of the interface has, where it cannot be mistaken for a selection.
    ("/config", "cacheBuster=1"),
    ("/tables/routes-in/metadata", "_=1700000000000&unknown[x]=1"),
    ("/codelists/agg_district_current", "valueCodes[district]=*&_=1"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "query"), AS_CLIENTS_ASK)
def test_what_clients_send_along_is_accepted(client: httpx.Client, path: str, query: str) -> None:
    reply = client.get(f"{path}?{query}")
    assert reply.status_code == 200, reply.text
    if "lang=sv" in query and path == "/tables/routes-in/metadata":
        assert reply.content == client.get(f"{path}?lang=sv").content
    if path.endswith("metadata"):
        assert reply.json()["class"] == "dataset"


MISSPELT = (
    "valueCode[route_in]",
    "valuecodes",
    "lagn",
    "outputformats",
    "format",
    "tertial",
    "codelists[x]",
    "_",
)


@pytest.mark.parametrize("name", MISSPELT)
def test_a_misspelt_parameter_of_figures_is_refused(client: httpx.Client, name: str) -> None:
    for reply in (
        client.get(TABLE, params={name: "*"}),
        client.post(TABLE, params={name: "*"}, json={"selection": []}),
    ):
        assert (reply.status_code, reply.json()["type"]) == (400, "/problems/bad-parameter")


def test_a_selection_is_in_the_address_or_in_the_body(client: httpx.Client) -> None:
    for name in ("valueCodes[route_in]", "codelist[district]"):
        reply = client.post(TABLE, params={name: "*"}, json={"selection": []})
        assert (reply.status_code, reply.json()["type"]) == (400, "/problems/bad-parameter")


@pytest.mark.parametrize(("kind", "status", "params"), REFUSED)
def test_refusals(client: httpx.Client, kind: str, status: int, params: dict[str, str]) -> None:
    reply = client.get(TABLE, params=params)
    body = reply.json()
    assert (reply.status_code, body["type"]) == (status, f"/problems/{kind}")
    assert reply.headers["content-type"] == "application/problem+json"
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    assert body["instance"].startswith("urn:stodlogg:request:")
    for value in params.values():  # what was sent does not come back
        assert len(value) < 4 or value not in reply.text
    assert "ratelimit" in reply.headers


def test_too_much_is_refused(client: httpx.Client) -> None:
    every = {f"valueCodes[{code}]": "*" for code in ("district", "kind", "ContentsCode", "tertial")}
    ok = client.get("/tables/theme-meetings/data", params=every)
    assert ok.status_code == 200  # 3 × 3 × 4 × 2 cells of 200
    limit = client.get("/config").json()["maxDataCells"]
    assert limit == 200
    big = client.get("/tables/theme-meetings/data", params={**every, "valueCodes[kind]": ",".join(["*"] * 9)})
    assert big.status_code == 200  # a value counts once


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/tables/moon", 404, "table-not-found"),
        ("/tables/moon/metadata", 404, "table-not-found"),
        ("/tables/moon/data", 404, "table-not-found"),
        ("/tables/moon/defaultselection", 404, "table-not-found"),
        ("/codelists/moon", 404, "code-list-not-found"),
        ("/tables?pageNumber=9", 404, "page-not-found"),
        ("/tables?pageSize=0", 400, "bad-parameter"),
        ("/tables?pastDays=x", 400, "bad-parameter"),
        ("/tables?includeDiscontinued=maybe", 400, "bad-parameter"),
        ("/nothing", 404, "not-found"),
    ],
)
def test_what_is_not_there(client: httpx.Client, path: str, status: int, kind: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.json()["type"]) == (status, f"/problems/{kind}")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('{"selection": [{"variableCode": "tertial", "colour": 1}]}', 400),
        ('{"selection": [{"variableCode": "tertial"}, {"variableCode": "Tertial"}]}', 400),
        (" " * 300_000, 413),
    ],
)
def test_bodies_that_cannot_be_read(client: httpx.Client, body: str, status: int) -> None:
    reply = client.post(TABLE, content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == status
    assert client.post(TABLE, content="{}", headers={"Content-Type": "text/plain"}).status_code == 415


def test_the_list_has_pages(client: httpx.Client) -> None:
    first = client.get("/tables", params={"pageSize": 2, "includeDiscontinued": "True", "lang": "en"}).json()
    assert first["page"] | {"links": 0} == {
        "pageNumber": 1, "pageSize": 2, "totalElements": 5, "totalPages": 3, "links": 0,
    }  # fmt: skip
    met, address = [one["id"] for one in first["tables"]], first
    while following := [one["href"] for one in address["links"] if one["rel"] == "next"]:
        address = client.get(following[0]).json()
        met += [one["id"] for one in address["tables"]]
    assert len(met) == len(set(met)) == 5
    assert {one["rel"] for one in address["links"]} == {"self", "first", "last", "prev"}
    self_link = first["tables"][0]["links"][0]["href"]
    assert client.get(self_link).json()["label"] == first["tables"][0]["label"]
    assert client.get("/tables", params={"pastDays": 1}).json()["tables"] == []


@pytest.mark.parametrize(
    ("years", "named"), [(("2018",), "Sessions by area. Year 2018"), (("2018", "2020"), "Year 2018 - 2020")]
)
def test_a_label_names_one_period_once(years: tuple[str, ...], named: str) -> None:
    def variable(code: str, *values: str) -> PxVariable:
        return PxVariable(code, Text(code, code), tuple(PxValue(one, Text(one, one)) for one in values))

    word, over = Text("Sessions", "Sessions"), (variable("area", "a"), variable("contents", "c"))
    cube = PxCube("id", "id", word, word, word, (), (), "", (*over, variable("Year", *years)), np.array([0]))
    assert cube.label.en.endswith(named)


def test_both_languages(client: httpx.Client) -> None:
    assert client.get("/tables/routes-in").json()["language"] == "sv"
    english = client.get("/tables/routes-in", headers={"Accept-Language": "en-GB"}).json()
    assert english == client.get("/tables/routes-in", params={"lang": "EN"}).json()
    assert english["label"] == "routes-in en by district and route_in en. Tertial 2023-T1 - 2023-T3"
    refused = client.get("/tables/moon", headers={"Accept-Language": "en"}).json()
    assert refused["title"] == "Non-existent table"


# ------------------------------------------------------------------------------------------- parts alone


def _variable(names: list[str]) -> PxVariable:
    return PxVariable("x", Text("x", "x"), tuple(PxValue(one, Text(one, one)) for one in names))


@given(st.text("ab", max_size=8), st.text("ab*?", min_size=1, max_size=8))
def test_wildcards_match_as_a_search_of_all_ways_does(code: str, pattern: str) -> None:
    def right(code: str, pattern: str) -> bool:
        if not pattern:
            return not code
        if pattern[0] == "*":
            return right(code, pattern[1:]) or bool(code and right(code[1:], pattern))
        return bool(code) and pattern[0] in ("?", code[0]) and right(code[1:], pattern[1:])

    if not set(pattern) & set("*?") or not code:
        return
    assert bool(places(_variable([code]), [0], [pattern])) == right(code, pattern)


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True, max_size=6), min_size=1, max_size=4))
def test_merged_categories_are_all_there_once_in_the_first_order(orders: list[list[str]]) -> None:
    found = merged(orders)
    assert sorted(found) == sorted({code for order in orders for code in order})
    assert [code for code in found if code in orders[0]] == orders[0]


def test_parts_of_a_parameter() -> None:
    assert split("a, b,,top(3,2),[range(x,y)],c") == ["a", "b", "top(3,2)", "[range(x,y)]", "c"]
    assert split("") == []
