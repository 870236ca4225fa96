"""Bodies are read as JSON says, or refused: no name twice, no number without bound."""

import json
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.kit.http.bodies import DEPTH, DIGITS, read_json
from app.kit.problems import MalformedJson

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**DIGITS) + 1, 10**DIGITS - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('ab":\\ ', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)
_SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : "), (",\n", ":\t")])


def _depth(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if parts is None else 1 + max(map(_depth, parts), default=0)


@given(_VALUES, _SEPARATORS, st.booleans())
def test_what_is_json_is_read_as_it_is(value: Any, separators: tuple[str, str], escaped: bool) -> None:
    body = {"a": value}
    raw = json.dumps(body, separators=separators, ensure_ascii=escaped).encode()
    if _depth(body) > DEPTH:
        with pytest.raises(MalformedJson):
            read_json(raw)
    else:
        assert read_json(raw) == body


_PIECES = ["{", "}", "[", "]", '"a"', '"b"', ":", ",", "1", "1e3", "NaN", " ", '"a":', '"\\":', "9" * 19]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _bounded(digits: str) -> int | float:
    return int(digits) if len(digits) <= DIGITS else math.inf


def _expected(text: str) -> Any:
    """What the standard library reads without names twice and without NaN; None where it reads nothing."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_bounded)
    except ValueError:
        return None


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@example('{"a":1,"a":2}')
@example('{"a":1,"a":2,"b" :3}')
@example('{"a":{"b":1,"b":2},"c":"\\":"}')
@example('{"a":1,"a" :2}')
def test_what_is_not_json_or_names_a_field_twice_is_refused(text: str) -> None:
    expected = _expected(text)
    if expected is None or _depth(expected) > DEPTH:
        with pytest.raises(MalformedJson):
            read_json(text.encode())
    else:
        assert read_json(text.encode()) == expected
