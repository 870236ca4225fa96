"""What can go wrong when a link is filed. A parent never meets these: their page has its own words."""

from app.kit.language import Text
from app.kit.problems import Problem


class LinkDiffers(Problem):
    kind, status = "link-differs", 409
    title = Text("Länken hör till något annat", "The link belongs to something else")
    advice = Text(
        "Länken är redan anmäld för en annan registrering eller roll. Gör en ny länk.",
        "The link is already filed for another record or role. Make a new link.",
    )
