"""Bodies are read in two ways, a quick one for what is ordinary and a strict one: they always agree."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.kit.http import bodies
from app.kit.problems import MalformedJson

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('ab":\\ ', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)
_SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : "), (",\n", ":\t")])


def _strict(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> Any:
    with monkeypatch.context() as patch:
        patch.setattr(bodies, "_read_plain", lambda _raw: None)
        try:
            return bodies.read_json(raw)
        except MalformedJson as problem:
            return problem.as_json("en")


def _read(raw: bytes) -> Any:
    try:
        return bodies.read_json(raw)
    except MalformedJson as problem:
        return problem.as_json("en")


@given(_VALUES, _SEPARATORS, st.booleans())
def test_both_ways_read_the_same(value: Any, separators: tuple[str, str], escaped: bool) -> None:
    raw = json.dumps({"a": value}, separators=separators, ensure_ascii=escaped).encode()
    with pytest.MonkeyPatch.context() as patch:
        assert _read(raw) == _strict(raw, patch)


_PIECES = ["{", "}", "[", "]", '"a"', '"b"', ":", ",", "1", "1e3", "NaN", " ", '"a":', '"\\":', "9" * 19]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@example('{"a":1,"a":2}')
@example('{"a":1,"a":2,"b" :3}')
@example('{"a":{"b":1,"b":2},"c":"\\":"}')
@example('{"a":1,"a" :2}')
def test_both_ways_refuse_the_same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert _read(text.encode()) == _strict(text.encode(), patch)


def test_the_quick_way_is_the_usual_one() -> None:
    raw = json.dumps({"records": [{"id": "x", "content": {"mothers": 1, "answers": []}}]}).encode()
    assert bodies._read_plain(raw) == json.loads(raw)
