"""Every activity and field, with the words and lists of a catalogue: `docs/reference/activities.md`."""

from collections.abc import Iterator
from typing import Any

from app.activities.activity import Activity
from app.activities.descriptions import describe_fields
from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import ALL_LISTS
from app.vocabulary.lists import CLOSED_LISTS

_HEAD = """\
# Activities and fields

Written by `stodlogg docs`; do not edit. With the words and the code lists of *{name}*, version {version}.

A field is required unless it has a default. States are given instead of a value: `not-known` where it did
not come up, `does-not-apply` where the question has no meaning."""


def page(catalogue: Catalogue) -> str:
    data = catalogue.municipality
    parts = [_HEAD.format(name=data.name.en, version=data.version)]
    parts += [_activity(activity, catalogue) for activity in ACTIVITIES]
    parts.append("## Code lists of the catalogue\n")
    parts += [_list(name, catalogue) for name in ALL_LISTS]
    parts.append("## Closed lists of the product\n")
    parts += [_closed(name, codes, catalogue) for name, codes in CLOSED_LISTS.items()]
    return "\n".join(parts)


def _activity(activity: Activity, catalogue: Catalogue) -> str:
    texts = catalogue.activity_texts[activity.name]
    address = "/".join(f"{{{part}}}" for part in activity.key)
    rows = "\n".join(_rows(describe_fields(activity, activity.schema, catalogue, "en")))
    return f"""\
## {activity.term.en} (*{activity.term.sv.lower()}*)

{texts.help.en}

`PUT /api/v1/{activity.path}/{address}`, filed by: {activity.filed_by}.

| field | what | values | default |
|---|---|---|---|
{rows}
"""


def _rows(fields: list[dict[str, Any]], inside: str = "") -> Iterator[str]:
    for field in fields:
        name = f"{inside}{field['name']}"
        default = f"`{field['default']}`" if "default" in field else ""
        what = f"**{field.get('label', '')}** {field.get('help', '')}".strip()
        yield f"| `{name}` | {what} | {_values(field)} | {default} |"
        if "fields" in field:
            yield from _rows(field["fields"], f"{name}[].")


def _values(field: dict[str, Any]) -> str:
    states = "".join(f", `{state}`" for state in field.get("states", []))
    kinds = {
        "code": f"a code of `{field.get('list', '')}`{states}",
        "codes": f"codes of `{field.get('list', '')}`{states}",
        "number": f"{field.get('least')} to {field.get('most')}{states}",
        "mean": f"{field.get('least')} to {field.get('most')}, two decimals{states}",
        "month": "`YYYY-MM`",
        "tertial": "`YYYY-T1` to `YYYY-T3`",
        "version": "a version number",
        "answers": "one for each respondent: `questionnaire`, `respondent`, `answers`",
        "rows": "rows",
    }
    return kinds[field["kind"]]


def _list(name: str, catalogue: Catalogue) -> str:
    entries = "\n".join(
        f"| `{entry.code}` | {entry.sv} | {entry.en} | {entry.first or ''} | {entry.last or ''} |"
        for entry in catalogue.municipality.entries(name)
    )
    return f"### `{name}`\n\n| code | sv | en | from | to |\n|---|---|---|---|---|\n{entries}\n"


def _closed(name: str, codes: tuple[str, ...], catalogue: Catalogue) -> str:
    rows = "\n".join(
        f"| `{code}` | {catalogue.text_of(name, code).sv} | {catalogue.text_of(name, code).en} |"
        for code in codes
    )
    return f"### `{name}`\n\n| code | sv | en |\n|---|---|---|\n{rows}\n"
