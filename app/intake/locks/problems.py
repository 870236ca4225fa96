"""What can go wrong when a tertial is locked or opened again."""

from app.kit.language import Text
from app.kit.problems import Problem


class NotOver(Problem):
    kind, status = "tertial-not-over", 409
    title = Text("Tertialet är inte slut", "The tertial is not over")
    advice = Text(
        "Ett tertial kan låsas först när det är slut. Vänta till nästa tertial.",
        "A tertial can be locked only when it is over. Wait for the next one.",
    )


class NotLocked(Problem):
    kind, status = "tertial-not-locked", 409
    title = Text("Tertialet är inte låst", "The tertial is not locked")
    advice = Text(
        "Det tar emot registreringar som vanligt. Inget undantag behövs.",
        "It takes records as usual. No exception is needed.",
    )
