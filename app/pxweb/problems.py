"""What can be wrong with a request to PxWeb's interface. The statuses are those that its clients know."""

from app.kit.language import Text
from app.kit.problems import Problem


class TableNotFound(Problem):
    kind, status = "table-not-found", 404
    title = Text("Tabellen finns inte", "Non-existent table")
    advice = Text(
        "Hämta listan över tabeller. Bara publicerade finns, och bara de som nyckeln omfattar.",
        "Fetch the list of tables. Only published ones are there, and only those of the key's scope.",
    )


class CodeListNotFound(Problem):
    kind, status = "code-list-not-found", 404
    title = Text("Kodlistan finns inte", "Non-existent codelist")
    advice = Text("Kodlistorna står i tabellens metadata.", "The table's metadata name its code lists.")


class PageNotFound(Problem):
    kind, status = "page-not-found", 404
    title = Text("Sidan finns inte", "Out of range")
    advice = Text("Listan har färre sidor.", "The list has fewer pages.")


class BadParameter(Problem):
    kind, status = "bad-parameter", 400
    title = Text("Parametern stämmer inte", "Parameter error")
    advice = Text("Rätta parametern.", "Correct the parameter.")


class UnsupportedLanguage(Problem):
    kind, status = "unsupported-language", 400
    title = Text("Språket finns inte", "Unsupported language")
    advice = Text("Ange sv eller en.", "Give sv or en.")


class NoSuchVariable(Problem):
    kind, status = "no-such-variable", 400
    title = Text("Variabeln finns inte", "Non-existent variable")
    advice = Text("Tabellens metadata visar variablerna.", "The table's metadata show its variables.")


class NoSuchValue(Problem):
    kind, status = "no-such-value", 400
    title = Text("Värdet finns inte", "Non-existent value")
    advice = Text("Tabellens metadata visar värdena.", "The table's metadata show the values.")


class NoSuchCodeList(Problem):
    kind, status = "no-such-code-list", 400
    title = Text("Variabeln har ingen sådan kodlista", "Non-existent codelist")
    advice = Text("Tabellens metadata visar kodlistorna.", "The table's metadata show the code lists.")


class IllegalExpression(Problem):
    kind, status = "illegal-expression", 400
    title = Text("Urvalsuttrycket går inte att läsa", "Illegal selection expression")
    advice = Text(
        "Uttrycken är *, ?, TOP(n), TOP(n,hopp), BOTTOM(n), RANGE(a,b), FROM(a) och TO(a).",
        "The expressions are *, ?, TOP(n), TOP(n,offset), BOTTOM(n), RANGE(a,b), FROM(a) and TO(a).",
    )


class MissingSelection(Problem):
    kind, status = "missing-selection", 400
    title = Text("Urval saknas för en variabel", "Missing selection for mandatory variable")
    advice = Text(
        "Välj minst ett värde för varje variabel som inte kan utelämnas.",
        "Choose at least one value of every variable that cannot be left out.",
    )


class TooManyCells(Problem):
    kind, status = "too-many-cells", 400
    title = Text("För många celler", "Too many cells selected")
    advice = Text("Dela upp frågan. Gränsen står i /config.", "Divide the query. The limit is in /config.")


class UnsupportedFormat(Problem):
    kind, status = "unsupported-format", 400
    title = Text("Formatet finns inte", "Unsupported output format")
    advice = Text("Formaten står i /config.", "The formats are in /config.")


def about(variable: str) -> Text:
    """Which variable of the table is at fault; never what was sent."""
    return Text(f"Det gäller variabeln {variable}.", f"It concerns the variable {variable}.")
