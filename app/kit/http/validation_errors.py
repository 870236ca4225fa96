"""From the validation library's errors to faults: our own stable rule codes, our own words.

No message of the library's is passed on: it may quote the value, and it speaks English only.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.kit.faults import FORMS, Fault
from app.kit.language import Text

_RULES: dict[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "int_type": "not-a-number",
    "int_parsing": "not-a-number",
    "int_from_float": "not-a-number",
    "int_parsing_size": "too-large",
    "float_type": "wrong-kind",
    "greater_than_equal": "too-small",
    "greater_than": "too-small",
    "less_than_equal": "too-large",
    "less_than": "too-large",
    "string_pattern_mismatch": "wrong-format",
    "string_too_short": "wrong-format",
    "string_too_long": "wrong-format",
    "uuid_parsing": "wrong-format",
    "uuid_type": "wrong-format",
    "uuid_version": "wrong-format",
    "too_short": "too-few",
    "too_long": "too-many",
    "literal_error": "unknown-code",
    "enum": "unknown-code",
}


_UUID4 = Text("Ett UUID version 4 behövs.", "A UUID version 4 is needed.")
_FORMS_OF_TYPES: dict[str, Text] = {
    "uuid_parsing": _UUID4,
    "uuid_type": _UUID4,
    "uuid_version": _UUID4,
    "int_type": Text("Ett tal utan citattecken och decimaler.", "A number without quotes and decimals."),
}
"""What would be right where the library's error does not say so itself."""


def faults_of(errors: Iterable[Mapping[str, object]]) -> list[Fault]:
    """Faults of the errors that pydantic lists, in their order, one per field and rule."""
    faults: dict[tuple[str, str], Fault] = {}
    for error in errors:
        fault = _fault(error)
        faults.setdefault((fault.field, fault.rule), fault)
    return list(faults.values())


def _fault(error: Mapping[str, Any]) -> Fault:
    context = error.get("ctx") or {}
    field = _path(error["loc"])
    if isinstance(context.get("right"), Text):  # one of our own validators: it says what would be right
        return Fault(field, str(error["type"]), context["right"], {"list": context.get("list", "")})
    rule = _RULES.get(str(error["type"]), "wrong-kind")
    if rule == "unknown-code":
        allowed = tuple(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
        return Fault(field, rule, values={"list": field.split(".")[-1]}, allowed=allowed)
    right = _FORMS_OF_TYPES.get(str(error["type"])) or _right(context)
    return Fault(field, rule, right)


def _right(context: Mapping[str, Any]) -> Text:
    parts = {
        "ge": Text("Minst {0}.", "At least {0}."),
        "gt": Text("Mer än {0}.", "More than {0}."),
        "le": Text("Högst {0}.", "At most {0}."),
        "lt": Text("Mindre än {0}.", "Less than {0}."),
        "min_length": Text("Minst {0}.", "At least {0}."),
        "max_length": Text("Högst {0}.", "At most {0}."),
        "pattern": Text("Formen är {0}", "The form is {0}"),
    }
    if context.get("pattern") in FORMS:
        return FORMS[context["pattern"]]
    for name, text in parts.items():
        if name in context:
            return Text(
                text.sv.replace("{0}", str(context[name])), text.en.replace("{0}", str(context[name]))
            )
    return Text("", "")


def _path(location: Iterable[str | int]) -> str:
    parts = [str(part) for part in location]
    if parts and parts[0] in {"body", "query", "path", "header", "cookie"}:
        parts = parts[1:]
    cleaned = ["".join(c if c.isprintable() else "?" for c in part[:60]) for part in parts]
    return ".".join(cleaned) or "body"
