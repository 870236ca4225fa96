"""What can go wrong when figures are asked for, and the words of each rule."""

from app.activities import words  # noqa: F401 - districts and periods break the same rules as in a record
from app.kit import faults
from app.kit.language import Text
from app.kit.problems import Problem


class InvalidSelection(Problem):
    kind, status = "invalid-selection", 422
    title = Text("Urvalet stämmer inte", "The selection is not right")
    advice = Text("Rätta parametrarna nedan.", "Correct the parameters below.")


RULES: dict[str, Text] = {
    "unknown-parameter": Text("Parametern finns inte här.", "There is no such parameter here."),
    "repeated-parameter": Text("Parametern får anges en gång.", "The parameter may be given once."),
    "unknown-choice": Text("Värdet finns inte.", "There is no such value."),
    "unknown-dimension": Text("Tabellen kan inte delas upp så.", "The table cannot be split by that."),
    "two-times": Text(
        "Dela upp på en tidsenhet åt gången. {right}", "Split by one unit of time at once. {right}"
    ),
    "not-added-up": Text(
        "Publicerade tal för flera [districts] läggs inte ihop. Dela upp på [district], eller ange "
        "[a district].",
        "Released figures of several [districts] are not added up. Split by [district], or give "
        "[a district].",
    ),
    "not-a-period": Text("Perioden går inte att läsa. {right}", "The period cannot be read. {right}"),
    "period-too-short": Text(
        "Tabellens uppgifter är inte så fina i tiden. {right}",
        "The table's figures are not that fine. {right}",
    ),
    "period-not-one-tertial": Text(
        "Tertialet före finns bara för ett tertial. {right}",
        "The tertial before is of one tertial only. {right}",
    ),
    "nothing-before": Text(
        "Inget registrerades så tidigt. {right}", "Nothing was registered that early. {right}"
    ),
    "other-division": Text(
        "[The district] hör till en annan indelning.", "[The district] belongs to another division."
    ),
    "too-many-rows": Text("Svaret blir för stort. {right}", "The answer would be too large. {right}"),
}

faults.words(RULES)
