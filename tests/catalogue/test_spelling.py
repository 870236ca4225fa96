"""A municipality's code never stands in the code: what it means is a property in the catalogue.

Words that are the product's own and happen to be spelled as some code are listed, by file. That none of them
is compared with a code after all, `test_renamed.py` shows.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import SHIPPED, load
from app.catalogue.model import ALL_LISTS
from app.vocabulary.lists import YES_NO

APP = Path(__file__).parents[2] / "app"
LOOKED_THROUGH = {".py", ".js", ".html", ".typ", ".svg"}

ANYWHERE = {one.name for one in ACTIVITIES} | set(YES_NO)
"""Names of activities, and the product's own yes and no."""

EXAMPLES = {"access/accounts/schemas.py", "access/devices/schemas.py", "access/sign_in/schemas.py",
            "access/trail/schemas.py", "answers/endpoints.py", "intake/examples.py",
            "intake/locks/schemas.py", "release/lifecycle/schemas.py",
            "statistics/reply_examples.py"}  # fmt: skip
"""Examples of the API's description, which is Stockholm's: nothing is decided by them."""

ELSEWHERE = {"demo", "catalogue/data"}

OURS: dict[str, set[str]] = {
    # the product's closed lists: genders, roles, places of a home visit
    "vocabulary/lists.py": {"other", "child-health-centre"},
    "activities/open_preschool_return.py": {"other"},
    "activities/programme_group.py": {"other"},
    "activities/questionnaires.py": {"other"},
    "activities/record.py": {"other"},
    "activities/theme_meeting.py": {"other"},
    "answers/parents_form.py": {"other"},
    "catalogue/parent_texts.py": {"other"},
    "release/protection/public_constraints/relations.py": {"other"},
    "reports/chapters/equality.py": {"other"},
    "tables/dimensions.py": {"other"},
    # meanings that an entry may carry, and tables, measures and questions of the product's own
    "vocabulary/meanings.py": {"open-preschool", "report-of-concern", "application"},
    "release/protection/public_constraints/of_answers.py": {"relation", "recommend"},
    "release/protection/public_constraints/declarations.py": {"relation", "recommend"},
    # a key of the certificate: what nothing counts in
    "disclosure/rounding/rounding_certificate.py": {"none"},
    "disclosure/rounding/rounding_check.py": {"none"},
    "reports/chapters/programmes.py": {"relation", "recommend"},
    "reports/chapters/strengthened.py": {"strengthened"},
    "tables/city_programme_tables.py": {"relation", "recommend"},
    # kinds of links, English nouns, names of catalogues, states and words of the web
    "answers/resolve.py": {"meeting", "preschool"},
    "answers/redeem.py": {"meeting", "preschool"},
    "reports/phrases/support.py": {"meeting"},
    "catalogue/catalogue.py": {"stockholm", "lindesberg"},
    "documentation/pages.py": {"stockholm"},
    "documentation/problems.py": {"stockholm"},
    "kit/settings.py": {"stockholm"},
    "access/cross_site.py": {"none"},
    "desk/changes.py": {"other"},
    "form/static/fields/period.js": {"other"},
    "form/static/update.js": {"none"},
    "front/templates/sign-in.html": {"none"},
    "kit/http/envelope.py": {"other"},
    "reports/charts/bars.py": {"none"},
    "reports/charts/radar.py": {"none"},
    "running.py": {"none"},
}


def _codes() -> set[str]:
    """Every code that a record of a shipped municipality can hold; digits are numbers everywhere."""
    found: set[str] = set()
    for name in SHIPPED:
        data = load(name).municipality
        found |= {code for list_ in ALL_LISTS for code in data.codes(list_)} | {data.city.code}
        for one in data.questionnaires:
            found |= {one.code} | {question.code for question in one.questions}
            found |= {answer.code for question in one.questions for answer in question.answers}
    return {code for code in found if not code.isdigit()} - ANYWHERE


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.lineno, node.value
    else:
        for number, line in enumerate(text.splitlines(), 1):
            for quoted, key in re.findall(r"""["'`]([a-z0-9-]+)["'`]|[{,]\s*([a-z0-9]+)\s*:""", line):
                yield number, quoted or key


@cache
def _found() -> dict[str, dict[str, list[int]]]:
    codes, found = _codes(), dict[str, dict[str, list[int]]]()
    for path in sorted(APP.rglob("*")):
        name = path.relative_to(APP).as_posix()
        if path.suffix not in LOOKED_THROUGH or name in EXAMPLES:
            continue
        if any(name.startswith(f"{folder}/") for folder in ELSEWHERE):
            continue
        for line, word in _literals(path):
            if word in codes:
                found.setdefault(name, {}).setdefault(word, []).append(line)
    return found


def test_no_code_of_a_municipality_stands_in_the_code() -> None:
    strange = {
        f"app/{name}:{lines[0]}: {word}"
        for name, words in _found().items()
        for word, lines in words.items()
        if word not in OURS.get(name, ())
    }
    assert not strange, "a code's meaning is a property in the catalogue (docs/how-to/catalogue.md)"


def test_what_is_listed_as_ours_is_still_there() -> None:
    found = _found()
    gone = {f"{name}: {word}" for name, words in OURS.items() for word in words - found.get(name, {}).keys()}
    assert not gone


@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_a_code_is_found_where_one_stands(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"some{suffix}"
    path.write_text('x = "child-health-centre"\n', "utf-8")
    assert "child-health-centre" in {word for _, word in _literals(path)} & _codes()
