"""The words of `words.yaml`, by rule: what can be wrong with a file, and with what it files."""

from app.kit.texts import texts_beside

_GROUPS = texts_beside(__file__)
CELL, FILING, UNDOING = (_GROUPS.group(name).all() for name in ("cell", "filing", "undoing"))
RULES = {rule: text for name in ("file", "header", "row") for rule, text in _GROUPS.group(name).all().items()}
RULES |= CELL
"""The import's own rules; the words of the other two stand for problems of the intake, by their kind."""
