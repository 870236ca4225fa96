"""Context: the population and the staff that the other figures are read against.

Source: half-time report, "Befolkning, personalstyrka och projektfinansiering" (children 0-20, reports of
concern and their ratio, by district).
"""

from sqlalchemy import ColumnElement

from app.activities.context import ACTIVITY
from app.kit.language import Text
from app.tables.counts import NumberAndState, number, pair
from app.tables.declaration import Measure, Part, Table, number_measures
from app.tables.notes import HANDED_IN, PAIRED, STOCK
from app.tables.rates import Paired

FIGURES = ACTIVITY.table
_CHILDREN = Text("barn", "children")
_ADVISERS = Text("personer", "persons")
_LABELS = {
    "children-0-6": (Text("Barn 0–6 år", "Children 0–6"), _CHILDREN),
    "children-0-20": (Text("Barn och unga 0–20 år", "Children and young people 0–20"), _CHILDREN),
    "reports-of-concern": (
        Text("Orosanmälningar 0–20 år", "Reports of concern 0–20"),
        Text("anmälningar", "reports"),
    ),
    "advisers-total": (Text("Personal totalt", "Staff in all"), _ADVISERS),
    "advisers-funded": (Text("Varav projektfinansierade", "Of whom funded by the project"), _ADVISERS),
}
_PART_OF = {
    "reports-of-concern": (
        "children-0-20",
        Text("barn 0–20 år; kvoten är anmälningar per barn", "children 0–20; the ratio is reports per child"),
    ),
    "advisers-funded": ("advisers-total", Text("hela personalen", "all staff")),
}


def _columns(code: str) -> NumberAndState:
    name = code.replace("-", "_")
    return FIGURES.c[name], FIGURES.c[f"{name}_state"]


def _measures(code: str) -> tuple[Measure, ...]:
    label, unit = _LABELS[code]
    if code not in _PART_OF:
        return number_measures(code, label, unit, stock=True)
    whole = _PART_OF[code][1]
    rate = Paired(f"{code}-paired", f"{code}-whole", whole)
    return (
        *number_measures(code, label, unit, rate=rate, stock=True),
        Measure(f"{code}-paired", label, unit, stock=True, hidden=True),
        Measure(f"{code}-whole", whole, unit, stock=True, hidden=True),
    )


def _counts(code: str) -> dict[str, ColumnElement[int]]:
    own = _columns(code)
    return number(code, *own) | (pair(code, own, _columns(_PART_OF[code][0])) if code in _PART_OF else {})


CONTEXT = Table(
    id="context",
    title=Text("Befolkning, orosanmälningar och personal", "Population, reports of concern and staff"),
    counted=Text("Barn, anmälningar och personal under året", "Children, reports and staff of the year"),
    source=Text(
        "Delrapporten, Befolkning, personalstyrka och projektfinansiering",
        "Half-time report, Befolkning, personalstyrka och projektfinansiering",
    ),
    own=(),
    measures=tuple(measure for code in _LABELS for measure in _measures(code)),
    parts=(Part(FIGURES, {name: count for code in _LABELS for name, count in _counts(code).items()}),),
    usual=("district",),
    notes=(
        HANDED_IN,
        STOCK,
        PAIRED,
        Text(
            "Kvoten räknar anmälningar, inte barn: ett barn kan ha flera anmälningar.",
            "The ratio counts reports, not children: a child can have several reports.",
        ),
        Text(
            "Personalen är de som arbetar med att ge stödet, i personer och inte i heltidstjänster.",
            "Staff are those who work with giving the support, in persons and not in full-time posts.",
        ),
    ),
)

TABLES = (CONTEXT,)
