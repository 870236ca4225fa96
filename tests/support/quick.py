"""The quick part of the tests (`make quick`): rules and units, which start nothing and need no database.

A pytest plugin. What a test starts is read off the fixtures that it asks for: `tests/conftest.py` makes the
databases, the servers and the service, and who uses none of them is quick, unless it is marked otherwise.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

MARKED = frozenset({"browser", "postgres", "slow"})
MAKES_NOTHING = frozenset({"catalogue_name"})
"""Fixtures of `tests/conftest.py` that only give a name."""
EXAMPLES = 5
"""Examples of each property at most; the whole run looks for more, and shrinks what it finds."""

PHASES = (Phase.explicit, Phase.generate)

settings.register_profile(
    "quick",
    max_examples=EXAMPLES,
    phases=PHASES,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not quick, and few examples are enough of what is."""
    left_out = [item for item in items if not is_quick(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if is_quick(item)]
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.function):
            _with_few_examples(item.function)


def _with_few_examples(test: Any) -> None:
    """Also a property that says how many it wants by itself. The attribute is what Hypothesis reads when the
    test begins; its decorator can be used but once."""
    own: settings = getattr(test, "_hypothesis_internal_use_settings", settings())
    few = min(EXAMPLES, own.max_examples)
    test._hypothesis_internal_use_settings = settings(own, max_examples=few, phases=PHASES)


def is_quick(item: pytest.Item) -> bool:
    """Whether a test neither is marked as slow nor asks for what has to be started."""
    if any(mark.name in MARKED for mark in item.iter_markers()) or not isinstance(item, pytest.Function):
        return False
    made = item._fixtureinfo.name2fixturedefs
    return not any(
        one.func.__module__ == "tests.conftest" and name not in MAKES_NOTHING
        for name, found in made.items()
        for one in found
    )
