"""What can be wrong with a request to PxWeb's interface. The statuses are those that its clients know."""

from app.kit.language import Text
from app.kit.problems import problem

TableNotFound = problem("table-not-found")
CodeListNotFound = problem("code-list-not-found")
PageNotFound = problem("page-not-found")
BadParameter = problem("bad-parameter")
UnsupportedLanguage = problem("unsupported-language")
NoSuchVariable = problem("no-such-variable")
NoSuchValue = problem("no-such-value")
NoSuchCodeList = problem("no-such-code-list")
IllegalExpression = problem("illegal-expression")
MissingSelection = problem("missing-selection")
TooManyCells = problem("too-many-cells")
UnsupportedFormat = problem("unsupported-format")


def about(variable: str) -> Text:
    """Which variable of the table is at fault; never what was sent."""
    return Text(f"Det gäller variabeln {variable}.", f"It concerns the variable {variable}.")
