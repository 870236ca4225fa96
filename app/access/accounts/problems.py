"""What can go wrong with accounts alone."""

from app.kit.language import Text
from app.kit.problems import Problem


class LastAdmin(Problem):
    kind, status = "last-admin", 409
    title = Text("Det är den sista administratören", "It is the last administrator")
    advice = Text(
        "Skapa en annan administratör först, så att någon kan sköta kontona.",
        "Create another administrator first, so that someone can manage the accounts.",
    )
