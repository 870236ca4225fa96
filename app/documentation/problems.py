"""Every problem type and field rule: `docs/reference/problems.md`."""

from app.catalogue.catalogue import load
from app.kit.faults import WORDS
from app.kit.problems import CATALOGUE
from app.main import create_app as _declares_them  # noqa: F401 - loads every module that declares a problem

_HEAD = """\
# Problems

Written by `stodlogg docs`; do not edit. Errors are problem details (RFC 9457, `application/problem+json`).
`type` is `/problems/KIND`, where the running service explains it; `type`, and the `rule` of each field in
`errors`, never change their meaning. `title`, `detail` and `message` are for people, in Swedish, or in
English with `Accept-Language: en` or `lang=en`. No value that was sent is ever repeated.

| kind | status | in Swedish | in English | what to do |
|---|--:|---|---|---|
"""

_RULES = """
## Rules of a field

| rule | in Swedish | in English |
|---|---|---|
"""


def page() -> str:
    # As Stockholm's coordinators read it: a municipality's own nouns stand in the texts.
    words = load("stockholm").municipality.words
    kinds = sorted(CATALOGUE.values(), key=lambda one: (one.status, one.kind))
    named = [(one, words.filled(one.title), words.filled(one.advice)) for one in kinds]
    problems = "\n".join(
        f"| `{one.kind}` | {one.status} | {title.sv} | {title.en} | {advice.en} |"
        for one, title, advice in named
    )
    rules = "\n".join(
        f"| `{rule}` | {_plain(text.sv)} | {_plain(text.en)} |"
        for rule, text in sorted((rule, words.filled(text)) for rule, text in WORDS.items())
    )
    return f"{_HEAD}{problems}\n{_RULES}{rules}\n"


def _plain(text: str) -> str:
    """Without the place where a message says what would be right."""
    return text.replace(" {right}", "").replace("|", "\\|")
