"""The parameters of a named endpoint as they were given, and what is wrong with them."""

from collections.abc import Sequence

from app.kit.faults import Fault
from app.kit.language import Text
from app.statistics.parameters import CHOICES, MOST
from app.statistics.query_periods import printable

Pairs = Sequence[tuple[str, str]]


class QueryParser:
    """Each parameter's values; every fault that is found is kept, so that all are named at once."""

    def __init__(self, pairs: Pairs, known: tuple[str, ...]) -> None:
        self.faults: list[Fault] = []
        self.values: dict[str, list[str]] = {}
        for name, value in pairs:
            if name in known:
                self.values.setdefault(name, []).append(value)
            else:
                self.faults.append(Fault(printable(name), "unknown-parameter", allowed=known))

    def several(self, name: str) -> list[str]:
        """The values of a parameter, whether repeated or with commas, each once."""
        split = [part.strip() for value in self.values.get(name, []) for part in value.split(",")]
        if len(split) > MOST:
            self.faults.append(Fault(name, "too-many", Text(f"Högst {MOST}.", f"At most {MOST}.")))
        return list(dict.fromkeys(part for part in split if part))

    def choice(self, name: str) -> str | None:
        """The one value of a parameter that is chosen from a few, None where none or a wrong one is given."""
        given = self.values.get(name, [])
        if len(given) > 1:
            self.faults.append(Fault(name, "repeated-parameter"))
        if given and given[0] not in CHOICES[name]:
            self.faults.append(Fault(name, "unknown-choice", allowed=CHOICES[name]))
            return None
        return given[0] if given else None
