"""The words of `words.yaml`, by rule: what can be wrong with a file, and with what it files."""

from pathlib import Path

import yaml

from app.kit.language import Text

_GROUPS: dict[str, dict[str, Text]] = {
    group: {rule: Text(**texts) for rule, texts in rules.items()}
    for group, rules in yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8")).items()
}
CELL, FILING, UNDOING = _GROUPS["cell"], _GROUPS["filing"], _GROUPS["undoing"]
RULES = {**_GROUPS["file"], **_GROUPS["header"], **_GROUPS["row"], **CELL}
"""The import's own rules; the words of the other two stand for problems of the intake, by their kind."""
