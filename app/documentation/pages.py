"""Every generated page by its path in the docs folder. `stodlogg docs` writes them, a test compares them."""

from collections.abc import Callable

from app.catalogue.catalogue import load
from app.documentation import access, activities, data, problems, releases, settings
from app.tables import documentation as tables

PAGES: dict[str, Callable[[], str]] = {
    "data.md": data.page,
    "reference/activities.md": lambda: activities.page(load("stockholm")),
    "reference/tables.md": lambda: tables.render(load("stockholm")),
    "reference/problems.md": problems.page,
    "reference/access.md": access.page,
    "reference/release-states.md": releases.page,
    "reference/settings.md": settings.page,
}
