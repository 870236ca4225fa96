"""What can go wrong when a link is filed. A parent never meets these: their page has its own words."""

from app.kit.language import Text
from app.kit.problems import Problem


class LinkDiffers(Problem):
    kind, status = "link-differs", 409
    title = Text("Svarslänken hör till något annat", "The answer link belongs to something else")
    advice = Text(
        "Svarslänken är redan anmäld för en annan registrering eller roll. Gör en ny svarslänk.",
        "The answer link is already filed for another record or role. Make a new one.",
    )
