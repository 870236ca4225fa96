"""What can be wrong with asking for a report."""

from app.kit.language import Text
from app.kit.problems import Problem


class NothingPublished(Problem):
    kind, status = "nothing-published", 404
    title = Text("Perioden är inte publicerad", "The period is not published")
    advice = Text(
        "Ingenting är publicerat för perioden än. Välj en annan, eller vänta på nästa publicering.",
        "Nothing is published for the period yet. Choose another, or wait for the next release.",
    )
