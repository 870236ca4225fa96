"""The researchers' pages: what they say, and that what they offer to copy runs as it stands."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from html import unescape
from pathlib import Path

import html5lib
import pytest

from app.access.roles import Role
from tests.pxweb.conftest import Served
from tests.pxweb.releases import RELEASES

TABLES = ("routes-in", "next-steps", "next-steps-sessions-known", "theme-meetings", "context")


def page(served: Served, lang: str = "sv") -> str:
    reply = served.live.client().get("/research", params={"lang": lang})
    assert reply.status_code == 200
    return reply.text


def offered(text: str, tool: str) -> list[str]:
    """The snippets of a tool, in the order of the tables."""
    found = re.findall(rf"<h4>{re.escape(tool)}</h4>\s*<pre[^>]*><code>(.*?)</code>", text, re.S)
    return [unescape(one) for one in found]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_tells_of_every_table(served: Served, lang: str) -> None:
    text = page(served, lang)
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    assert [one.get("id") for one in tree.findall(".//h3")] == list(TABLES)
    assert tree.get("lang") == lang
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)', text)
    assert f"counted {lang}" in text
    assert f"note {lang}" in text
    assert text.count("<pre") == 5 * len(TABLES)
    assert ("Så skyddas" in text, "are protected" in text) == (lang == "sv", lang == "en")


def test_the_python_snippets_run(served: Served) -> None:
    snippets = offered(page(served), "Python")
    assert len(snippets) == len(TABLES)
    environment = {**os.environ, "STODLOGG_KEY": served.key(), "NO_PROXY": "*"}
    # One process for all of them: what takes time is loading pandas.
    whole = "\n".join(f"{one}\nprint('LENGTH', len(table))" for one in snippets)
    run = subprocess.run(
        [sys.executable, "-c", whole],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lengths = [int(one) for one in re.findall(r"^LENGTH (\d+)$", run.stdout, re.M)]
    assert lengths == [5 * 4 * 2, 3 * 2 * 2, 3 * 2, 3 * 3 * 4 * 2, 3]


def test_the_curl_snippets_run(served: Served, tmp_path: Path) -> None:
    curl = shutil.which("curl")
    if not curl:
        pytest.skip("curl is not on this machine: what the page offers for it was not tried")
    environment = {**os.environ, "STODLOGG_KEY": served.key(), "NO_PROXY": "*", "no_proxy": "*"}
    rows: list[dict[str, str]] = []
    for name, snippet in zip(TABLES, offered(page(served, "en"), "curl"), strict=True):
        subprocess.run(["sh", "-c", snippet], env=environment, cwd=tmp_path, timeout=60, check=True)
        text = (tmp_path / f"{name}.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert rows
        assert list(rows[0])[-1] == "value"
    last = next(one for one in RELEASES["2023-T3"] if one.id == "context")
    assert [one["value"] for one in rows] == [
        str(one) if isinstance(one, int) else "..." for one in last.measures[0].values
    ]


def test_the_other_snippets_ask_for_the_same(served: Served) -> None:
    """R and Excel are not here; their address is the one that the others have been tried with."""
    text = page(served)
    addresses = [re.search(r'"(http[^"]+)"', one) for one in offered(text, "Python")]
    for tool in ("R", "Excel, Power Query"):
        for address, snippet in zip(addresses, offered(text, tool), strict=True):
            assert address is not None
            assert address[1] in snippet


WITHHOLDING = ("routes-in", "next-steps", "theme-meetings")
"""The tables that have a withheld figure somewhere; the others explain no symbol for it."""


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_chart_and_its_symbols_explained(served: Served, name: str) -> None:
    client = served.client()
    reply = client.get(f"{served.live.url}/research/tables/{name}", params={"lang": "en"})
    assert reply.status_code == 200
    tree = html5lib.parse(reply.text, namespaceHTMLElements=False)
    chart = reply.text.partition("<svg")[2].partition("</svg>")[0]
    assert 'role="img"' in chart
    assert "aria-label=" in chart
    assert len(tree.findall(".//table")) == 1
    assert not re.search(r"<script|style=", reply.text)
    assert "ratelimit" in reply.headers
    drawn = [one for one in re.findall(r">([^<>]+)</text>", chart) if one.isdigit() or set(one) == {"."}]
    assert len(drawn) >= 2
    said = " ".join(one.text or "" for one in tree.findall(".//li"))
    explained = set(re.findall(r"'(\.+)'", said))
    assert explained >= {one.text for one in tree.findall(".//td") if set(one.text or "") == {"."}}
    assert ".." in explained or name not in WITHHOLDING


def test_a_withheld_figure_has_no_bar(served: Served) -> None:
    reply = served.client().get(f"{served.live.url}/research/tables/routes-in")
    chart = reply.text.partition("<svg")[2].partition("</svg>")[0]
    figures = re.findall(r">(\d+|\.\.)</text>", chart)
    assert ".." in figures
    assert chart.count("<rect") == sum(one.isdigit() for one in figures)


def test_who_may_look_at_a_table(served: Served) -> None:
    address = "/research/tables/routes-in"
    nobody = served.live.client().get(address)
    assert nobody.status_code == 401
    assert nobody.headers["www-authenticate"].startswith("Basic")
    basic = b64encode(f"x:{served.key()}".encode()).decode()
    assert served.live.client().get(address, headers={"Authorization": f"Basic {basic}"}).status_code == 200
    district = served.live.account(Role.COORDINATOR, "farsta").get(address)
    assert district.status_code == 200
    assert "outputFormat=xlsx" in district.text
    assert served.live.account(Role.ADMIN).get(address).status_code == 403
    limited = served.client(served.key(tables=frozenset({"context"})))
    assert limited.get(f"{served.live.url}{address}").status_code == 404
