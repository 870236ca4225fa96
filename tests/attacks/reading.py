"""Reading everything that a key opens, in as many ways as there are, as a researcher would."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

import httpx

from tests.attacks.seeing import Codes, Layout, Seen

PX, NAMED = "/api/v2", "/api/v1/statistics"
CONTENTS = "ContentsCode"
TIMES = ("tertial", "year")
LISTS = ("vs_district_reported", "agg_district_current")
Selection = dict[str, str]
FIELDS = ("measure", "count", "base", "base_of", "share", "mean", "not_known", "status", "period")


def asked(client: httpx.Client, address: str, **parameters: Any) -> Any:
    reply = client.get(address, params=parameters)
    assert reply.status_code == 200, (address, parameters, reply.text)
    return reply.json()


def tables(client: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asked(client, f"{PX}/tables", pageSize=100, includeDiscontinued="true")[
        "tables"
    ]
    return found


def read_all(client: httpx.Client, *, once: bool = False) -> Seen:
    """Every selection that could tell a cell twice: all of it, in each division, with each variable and all
    of them left out, by expressions, and the named addresses. With `once`, the first of these alone."""
    seen = Seen()
    for one in asked(client, f"{PX}/codelists/{LISTS[1]}")["values"]:
        if one["valueMap"] != [one["code"]]:
            seen.parts[one["code"]] = one["valueMap"]
    for told in asked(client, NAMED)["tables"]:
        seen.sensitive |= {(told["id"], one["code"]) for one in told["dimensions"] if one.get("sensitive")}
    for one in tables(client):
        name, table = one["id"], one["subjectCode"]
        about = asked(client, f"{PX}/tables/{name}/metadata")
        _lay_out(seen, table, about)
        for selection in islice(_selections(about), 1 if once else None):
            take(seen, table, about, asked(client, f"{PX}/tables/{name}/data", **selection))
        if once:
            continue
        posted = {"selection": [{"variableCode": code, "valueCodes": ["?*"]} for code in about["id"]]}
        reply = client.post(f"{PX}/tables/{name}/data", json=posted)
        assert reply.status_code == 200, reply.text
        take(seen, table, about, reply.json())
    for table in dict.fromkeys(table for table, _ in seen.layouts if not once):
        _take_rows(seen, table, named(client, table, seen))
    return seen


def _lay_out(seen: Seen, table: str, about: Mapping[str, Any]) -> None:
    own = [code for code in about["id"] if code not in (CONTENTS, *TIMES)]
    categories = {code: list(about["dimension"][code]["category"]["index"]) for code in own}
    totals = {code: about["dimension"][code]["extension"].get("eliminationValueCode") for code in own}
    for measure in about["dimension"][CONTENTS]["category"]["index"]:
        seen.layouts[table, measure] = Layout(tuple(own), categories, totals)


def _selections(about: Mapping[str, Any]) -> Iterator[Selection]:
    every = {code: f"valueCodes[{code}]" for code in about["id"]}
    can_go = [code for code in about["id"] if about["dimension"][code]["extension"]["elimination"]]
    yield dict.fromkeys(every.values(), "*")
    yield {}
    for gone in (*([one] for one in can_go), can_go):
        yield {name: "*" for code, name in every.items() if code not in gone}
    if "district" in every:
        for one in LISTS:
            yield {**dict.fromkeys(every.values(), "*"), "codelist[district]": one}
    yield {name: _expression(about, code) for code, name in every.items()}


def _expression(about: Mapping[str, Any], code: str) -> str:
    codes = list(about["dimension"][code]["category"]["index"])
    return f"TOP({len(codes)})" if code in TIMES else f"[RANGE({codes[0]},{codes[-1]})]"


def take(seen: Seen, table: str, about: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """The figures of a JSON-stat answer. What is left out is at its total."""
    axes = [list(body["dimension"][code]["category"]["index"]) for code in body["id"]]
    status = body.get("status") or {}
    for place, codes in enumerate(product(*axes)):
        at = dict(zip(body["id"], codes, strict=True))
        own = tuple(
            at.get(code) or about["dimension"][code]["extension"]["eliminationValueCode"]
            for code in about["id"]
            if code not in (CONTENTS, *TIMES)
        )
        period = next(at[one] for one in TIMES if one in at)
        value = body["value"][place]
        seen.put((table, at[CONTENTS], period, own), status[str(place)] if value is None else value)


def named(client: httpx.Client, table: str, seen: Seen, **more: str) -> list[dict[str, Any]]:
    """The rows of a table's named address: split by everything, every published period, every district."""
    codes: dict[str, None] = {}
    for (one, _), layout in seen.layouts.items():
        if one == table:
            codes |= dict.fromkeys(layout.dimensions)
    (periods,) = (one["released"] for one in asked(client, NAMED)["tables"] if one["id"] == table)
    given = {"by": ",".join(codes), "lang": "en", **more}
    found: list[dict[str, Any]] = []
    for division, period in product(("reported", "current"), periods):
        body = asked(client, f"{NAMED}/{table}", **{"period": period, **given, "division": division})
        for row in body["rows"]:
            found.append({"period": body["periods"][0], **row})
    return found


def cell_of(seen: Seen, table: str, row: Mapping[str, Any]) -> Codes | None:
    """A row's place in the table; None for what is derived of several."""
    layout = seen.layouts.get((table, row["measure"]))
    if layout is None:
        return None
    codes = [row.get(code) or layout.totals[code] for code in layout.dimensions]
    assert None not in codes, row
    return tuple(str(code) for code in codes)


def _take_rows(seen: Seen, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        codes = cell_of(seen, table, row)
        if codes is not None and isinstance(row["count"], int):
            seen.put((table, row["measure"], row["period"], codes), row["count"])
