"""What becomes of a link on its way to a phone: it still opens, and every address answers in words."""

import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.access.limits import Limits
from app.answers import link_tokens
from app.kit.http.parts import give
from tests.answers.conftest import Place
from tests.support import parents
from tests.support.service import TODAY, settings_for

TOKEN = "7k2m9qxa41zbc0te"
SHOWN = "7k2m-9qxa-41zb-c0te"

AFTER = (
    ".",
    ",",
    ")",
    ">",
    ";",
    "!",
    '"',
    "'",
    "”",
    "’",
    "»",
    "/",
    "*",
    "_",
    "…",
    "]",
    "}",
    "?",
    ":",
    "`",
    "~",
)
AROUND = ("*", "_", "**", "__", '"', "”", "`", "~", "'")
TAILS = (
    "&sa=D",
    "&sa=D&source=editors&ust=1764000000000000&usg=AOvVaw0Zr9",
    "?utm_source=chat",
    "#:~:text=x",
    "/x",
)
INVISIBLE = (
    "\u200b",
    "\u200e",
    "\u200f",
    "\ufeff",
    "\u00ad",
    "\u2060",
    "\u202a",
    "\u202c",
    "\u2066",
    "\u2069",
)
HYPHENS = ("\u2212", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\ufe63", "\uff0d", " ", "\u00a0", "")
DIGITS = {"arabic": 0x0660, "persian": 0x06F0, "full width": 0xFF10, "devanagari": 0x0966}


def _digits(text: str, zero: int) -> str:
    return "".join(chr(zero + int(sign)) if sign.isdecimal() else sign for sign in text)


MANGLED: dict[str, str] = {
    **{f"after {sign}": SHOWN + sign for sign in AFTER},
    **{f"around {sign}": sign + SHOWN + sign for sign in AROUND},
    "in brackets": f"<{SHOWN}>",
    "in brackets and a full stop": f"({SHOWN}).",
    **{f"tail {tail}": SHOWN + tail for tail in TAILS},
    **{f"before {ord(sign):x}": sign + SHOWN for sign in INVISIBLE},
    **{f"within {ord(sign):x}": SHOWN[:7] + sign + SHOWN[7:] for sign in INVISIBLE},
    **{f"after {ord(sign):x}": SHOWN + sign for sign in INVISIBLE},
    **{f"hyphen {hyphen!r}": SHOWN.replace("-", hyphen) for hyphen in HYPHENS},
    **{f"{name} digits": _digits(SHOWN, zero) for name, zero in DIGITS.items()},
    "full width": "".join(chr(ord(sign) + 0xFEE0) for sign in SHOWN),
    **{
        f"broken by {broken!r}": SHOWN[:9] + broken + SHOWN[9:]
        for broken in ("\n", "\r\n", "=\r\n", "\u2028")
    },
    "a line after it": SHOWN + "\n",
    "capitals": SHOWN.upper(),
    "letters for digits": SHOWN.replace("0", "O").replace("1", "l"),
    "per cent twice": quote(quote("\u200b" + SHOWN + ".")),
}


@pytest.mark.parametrize("typed", MANGLED.values(), ids=MANGLED.keys())
def test_it_is_read_as_the_token(typed: str) -> None:
    assert link_tokens.canonical(typed) == TOKEN


def _mangles() -> st.SearchStrategy[Callable[[str], str]]:
    """What happens on the way; several of them, in any order."""
    place = st.integers(0, len(SHOWN))
    return st.one_of(
        st.sampled_from(AFTER + INVISIBLE).map(lambda sign: lambda text: text + sign),
        st.sampled_from(AROUND).map(lambda sign: lambda text: sign + text + sign),
        st.sampled_from(TAILS).map(lambda tail: lambda text: text + tail),
        st.tuples(st.sampled_from(INVISIBLE), place).map(
            lambda one: lambda text: text[: one[1]] + one[0] + text[one[1] :]
        ),
        st.sampled_from(HYPHENS).map(lambda hyphen: lambda text: text.replace("-", hyphen)),
        st.just(str.upper),
        st.just(str.title),
        st.just(lambda text: unicodedata.normalize("NFD", text)),
    )


@given(st.text(parents.ALPHABET, min_size=16, max_size=16), st.lists(_mangles(), max_size=6), st.booleans())
def test_whatever_happens_to_a_link_it_is_the_same(
    token: str, mangles: list[Callable[[str], str]], as_per_cent: bool
) -> None:
    text = link_tokens.shown(token)
    for mangle in mangles:
        text = mangle(text)
    assert link_tokens.canonical(quote(text, safe="") if as_per_cent else text) == token


@given(st.text(max_size=60))
@example("x" * 17)
@example(TOKEN + "7")
@example(TOKEN[:-1])
@example("%")
@example("%zz" * 20)
def test_anything_else_is_a_token_or_none(typed: str) -> None:
    found = link_tokens.canonical(typed)
    assert found is None or (len(found) == 16 and not found.strip(parents.ALPHABET))


def test_one_sign_more_or_fewer_is_no_token() -> None:
    for typed in (
        TOKEN + "7",
        TOKEN[:-1],
        "7" + SHOWN,
        SHOWN + "7",
        SHOWN + "-0000",
        SHOWN + " 0000",
        "",
        "thanks",
        "7" * 3000,
    ):
        assert link_tokens.canonical(typed) is None


# ------------------------------------------------------------------------------------- at the door itself


def _addresses(link: str) -> dict[str, str]:
    own = link.removeprefix("/s/")
    return {
        why: f"/s/{quote(typed.replace(SHOWN, own), safe='')}"
        for why, typed in MANGLED.items()
        if SHOWN in typed
    } | {
        "capital door": f"/S/{own.upper()}",
        "trailing slash": f"/s/{own}/",
        "two slashes": f"/s//{own}",
        "arabic digits": f"/s/{quote(_digits(own, 0x0660))}",
        "tail as it is": f"/s/{own}&sa=D",
    }


def test_all_of_them_open_the_link_and_none_is_a_wrong_attempt(quick_place: Place) -> None:
    record = quick_place.session(mothers=20)
    give(quick_place.service.app, Limits(settings_for("sqlite://", "stockholm", links_per_hour=1)))
    for why, address in _addresses(quick_place.link().path).items():
        for method in ("GET", "HEAD"):
            assert quick_place.phone.request(method, address).status_code == 200, (why, method)
    for why in ("after .", "around *", "tail &sa=D", "capital door", "trailing slash", "arabic digits"):
        link = quick_place.link()
        assert quick_place.file(link, record).status_code == 201
        assert quick_place.answer(_addresses(link.path)[why]).status_code == 303, why
        assert quick_place.phone.get(link.path).status_code in (404, 429)
    assert len(quick_place.rows("spent_link")) == 6
    assert quick_place.count("early_answer") == 0


def test_a_head_is_answered_as_a_get(quick_place: Place) -> None:
    for path in (quick_place.link().path, "/s/thanks", "/s/0000-0000-0000-0000", "/s", "/spindle/thanks"):
        got, head = quick_place.phone.get(path), quick_place.phone.head(path)
        assert head.status_code == got.status_code
        assert {**head.headers, "content-length": 0} == {**got.headers, "content-length": 0}


BARE = (
    "/s",
    "/s/",
    "/S",
    "/S/",
    "/s/x/y",
    "/s/thanks/x",
    "/s/%00",
    "/s/%ff",
    "/s/%0A",
    "/s/x%0Ax",
    "/spindle",
    "/spindle/",
    "/Spindle/x/y",
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_address_answers_in_words(quick_place: Place, method: str) -> None:
    for path in BARE:
        _answers_in_words(quick_place, path, method)


def _answers_in_words(place: Place, path: str, method: str) -> None:
    reply = place.phone.request(method, f"{path}?lang=so", headers={"Accept-Language": "en"})
    assert reply.status_code in (404, 405)
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.headers["content-language"] == ("en" if path.lower().startswith("/spindle") else "so")
    if reply.status_code == 405:
        assert reply.headers["allow"] == "GET, HEAD, POST"
    if method != "HEAD":
        assert "<h1>" in reply.text


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str
)
def test_what_another_site_sends_is_refused_in_words(quick_place: Place, headers: dict[str, str]) -> None:
    for path in (quick_place.link().path, "/spindle/7k2m-9qxa-41zb-c0te"):
        reply = quick_place.phone.post(path, data=parents.YES, headers=headers)
        assert reply.status_code == 403
        assert reply.headers["content-type"].startswith("text/html")


def test_a_fault_of_our_own_is_told_in_words(quick_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("7k2m")

    monkeypatch.setattr("app.answers.parents_endpoints.resolve", broken)
    reply = quick_place.phone.get(quick_place.link().path)
    assert reply.status_code == 500
    assert reply.headers["content-type"].startswith("text/html")


def test_no_address_is_logged(quick_place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    link = parents.make_link(quick_place.keys, TODAY)
    for address in (f"/s/{link.token}x", f"/S/{link.token.upper()}7", f"/s/{quote(link.token)}%2Fx%FF7777"):
        quick_place.phone.get(address)
        quick_place.phone.put(address)
    written = capsys.readouterr().out
    assert link.token[:8] not in written.lower()
    routes = {json.loads(line).get("route") for line in written.splitlines() if line.startswith("{")}
    assert routes <= {"/s/{typed:anything}", "/S/{typed:anything}"}
