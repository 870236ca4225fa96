"""What a template says of each column: its name, how to count, what may stand there, what a blank means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from app.activities.activity import Activity
from app.activities.kinds import CodeOf, CodesOf, HundredthsOf, NumberOf
from app.activities.programme_figures import ProgrammeYear
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Municipality
from app.importing.sheet_columns import SheetColumn, has_no_default, questionnaires_of
from app.kit.faults import FORMS
from app.kit.language import Text
from app.vocabulary.periods import MONTH, TERTIAL, YEAR
from app.vocabulary.states import DOES_NOT_APPLY, NO_ANSWER, NOT_KNOWN

NOTHING = Text("", "")
_PERIODS = {"month": MONTH, "tertial": TERTIAL, "year": YEAR}


@dataclass(frozen=True)
class ColumnText:
    """A column in words; `choices` are the codes that a single cell chooses from, `list` their name."""

    column: SheetColumn
    label: Text
    help: Text
    allowed: Text
    blank: Text
    list: str | None = None
    choices: tuple[str, ...] = ()


def text_of(column: SheetColumn, activity: Activity, catalogue: Catalogue) -> ColumnText:
    if column.name == "id":
        return ColumnText(column, *_ID)
    if column.part == "answer":
        return _answer(column, activity, catalogue)
    if column.part == "survey":
        return _survey(column, activity, catalogue)
    texts = catalogue.field_texts(activity.name, column.name)
    label = texts.label.text if texts else Text(column.name, column.name)
    if column.part == "leaders":
        arena = catalogue.text_of("leader-arenas", column.codes[0])
        label = Text(f"{label.sv}: {arena.sv}", f"{label.en}: {arena.en}")
    help_ = texts.help.text if texts else NOTHING
    name, choices = _list(column, catalogue.municipality)
    return ColumnText(column, label, help_, _allowed(column, name), _blank(column, activity), name, choices)


_ID = (
    Text("Registreringens id", "Id of the record"),
    Text(
        "Lämna tomt. Har registreringen redan ett UUID version 4 från ett annat system kan det stå här.",
        "Leave blank. If the record has a UUID version 4 from another system already, it may stand here.",
    ),
    Text("Ett UUID version 4.", "A UUID version 4."),
    Text(
        "Ett id skapas av innehållet: samma fil en gång till ger inga dubbletter.",
        "An id is made from the content: the same file once more gives no duplicates.",
    ),
)
_REQUIRED = Text("Får inte vara tom.", "May not be blank.")
_NO_COUNT = Text("Inget antal lämnas.", "No number is given.")


def _list(column: SheetColumn, data: Municipality) -> tuple[str | None, tuple[str, ...]]:
    """The column's list, and its codes where one cell holds one of them."""
    kind = column.kind
    if isinstance(kind, CodesOf):
        return kind.list, ()
    if not isinstance(kind, CodeOf):
        return None, ()
    return kind.list, (*(kind.closed or data.codes(kind.list)), *kind.extra, *kind.states)


def _allowed(column: SheetColumn, name: str | None) -> Text:
    kind = column.kind
    states = _states(kind.states if kind else ())
    if isinstance(kind, NumberOf):
        return kind.right
    if isinstance(kind, HundredthsOf):
        return Text(
            f"Ett tal från 0 till {kind.most}, med högst två decimaler{states.sv}.",
            f"A number from 0 to {kind.most}, with at most two decimals{states.en}.",
        )
    if isinstance(kind, CodesOf):
        return Text(
            f"En eller flera koder ur bladet {name}, med mellanslag mellan{states.sv}.",
            f"One or more codes of the sheet {name}, separated by spaces{states.en}.",
        )
    if name is not None:
        return Text(f"En kod ur bladet {name}{states.sv}.", f"One code of the sheet {name}{states.en}.")
    if column.name in _PERIODS:
        return FORMS[_PERIODS[column.name]]
    return Text("Ett heltal från 1.", "A whole number from 1.")


def _states(states: Sequence[str]) -> Text:
    return Text("".join(f", eller {state}" for state in states), "".join(f", or {state}" for state in states))


def _blank(column: SheetColumn, activity: Activity) -> Text:
    if column.part == "leaders":
        return _NO_COUNT
    if column.part == "key":
        return _REQUIRED
    schema = ProgrammeYear if column.part == "item" else activity.schema
    states = column.kind.states if column.kind else ()
    info = schema.model_fields[column.name]
    if has_no_default(info, states):
        return Text(f"Betyder {NOT_KNOWN}.", f"Means {NOT_KNOWN}.") if NOT_KNOWN in states else _REQUIRED
    if column.part == "item" or NOT_KNOWN not in states:
        return Text(f"Betyder {DOES_NOT_APPLY}.", f"Means {DOES_NOT_APPLY}.")
    return Text(
        f"Betyder {DOES_NOT_APPLY} där uppgiften inte kan finnas, annars {NOT_KNOWN}.",
        f"Means {DOES_NOT_APPLY} where there can be no such fact, else {NOT_KNOWN}.",
    )


def _answer(column: SheetColumn, activity: Activity, catalogue: Catalogue) -> ColumnText:
    number = column.slot
    none = Text(
        f"Svarande {number} räknas inte om alla dess celler är tomma.",
        f"Respondent {number} is not counted if all of its cells are blank.",
    )
    if column.name == "respondent":
        (item,) = get_args(activity.schema.model_fields["answers"].annotation)
        codes: tuple[str, ...] = get_args(item.model_fields["respondent"].annotation)
        label = Text(f"Svarande {number}: vem", f"Respondent {number}: who")
        blank = Text(f"Betyder {NOT_KNOWN}.", f"Means {NOT_KNOWN}.")
        return ColumnText(column, label, none, _one_of(codes), blank, None, codes)
    if column.name == "questionnaire":
        codes = tuple(
            questionnaire.code for questionnaire in questionnaires_of(activity, catalogue.municipality)
        )
        label = Text(f"Svarande {number}: formulär", f"Respondent {number}: questionnaire")
        help_ = _VERSION
    else:
        question = column.questions[0]
        codes = (*(answer.code for answer in question.answers), NO_ANSWER)
        label = Text(
            f"Svarande {number}: {question.text['sv']}", f"Respondent {number}: {question.text['en']}"
        )
        help_ = _ANSWERS
    return ColumnText(column, label, help_, _one_of(codes), _REQUIRED_OF_RESPONDENT, None, codes)


_VERSION = Text(
    "Den version av frågorna som visades. Den fylls aldrig i av sig själv.",
    "The version of the questions that was shown. It is never filled in by itself.",
)
_REQUIRED_OF_RESPONDENT = Text(
    "Får inte vara tom om någon annan cell för svarande är ifylld.",
    "May not be blank if another cell of the respondent is filled in.",
)
_ANSWERS = Text(
    f"Svarets kod, ur bladet questionnaires; {NO_ANSWER} om föräldern inte ville svara på frågan.",
    f"The answer's code, of the sheet questionnaires; {NO_ANSWER} if the parent did not want to answer it.",
)


def _survey(column: SheetColumn, activity: Activity, catalogue: Catalogue) -> ColumnText:
    (question,) = column.questions
    answer = next(one for one in question.answers if one.code == column.codes[-1])
    texts = catalogue.field_texts(activity.name, column.name)
    label = Text(
        f"{question.text['sv']} {answer.text['sv']}: antal",
        f"{question.text['en']} {answer.text['en']}: number",
    )
    allowed = Text("Ett heltal från 0.", "A whole number from 0.")
    return ColumnText(column, label, texts.help.text if texts else NOTHING, allowed, _NO_COUNT)


def _one_of(codes: Sequence[str]) -> Text:
    listed = ", ".join(codes)
    return Text(f"En av: {listed}.", f"One of: {listed}.")
