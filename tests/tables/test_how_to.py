"""docs/how-to/tables.md: the table that it shows can be declared so, and its relation is one."""

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from app.release.protection.public_constraints import of_contacts
from app.release.protection.public_constraints.relations import Equality
from app.tables import home_visit_tables, words
from app.tables.declaration import Table
from app.tables.registry import TABLES
from tests.tables import test_declarations

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "tables.md"
BLOCKS = [dedent(one) for one in re.findall(r"(?:^ {7}.*\n)+", PAGE.read_text("utf-8"), re.MULTILINE)]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Table:
    """The page's table, with the page's words."""
    declaration, its_words, *_ = BLOCKS
    for name, own in yaml.safe_load(its_words).items():
        monkeypatch.setitem(words._FILE["tables"], name, own)
    names: dict[str, Any] = dict(vars(home_visit_tables))
    exec(declaration, names)
    table: Table = names["HOME_VISIT_NEEDS"]
    return table


def test_the_table_that_is_shown_holds_to_the_rules_of_tables(shown: Table) -> None:
    assert shown.id not in {one.id for one in TABLES}
    test_declarations.test_codes_are_codes_and_texts_are_there(shown)
    test_declarations.test_the_usual_split_is_possible(shown)
    test_declarations.test_a_measure_is_counted_and_its_companions_too(shown)
    test_declarations.test_every_share_says_of_what(shown)


def test_the_relation_that_is_shown_is_one(shown: Table) -> None:
    relation = eval(BLOCKS[2], dict(vars(of_contacts)))
    assert isinstance(relation, Equality)
    assert {view.table for side in relation.sides for view in side} == {shown.id, "language-needs"}
    assert set(relation.per) <= {one.code for one in shown.own}
