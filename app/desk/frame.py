"""The desk's frame: which pages whom is shown, links that keep the language, and words for numbers."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.access.actor import Actor, may
from app.access.roles import ROLES, Permission
from app.catalogue.catalogue import Catalogue
from app.desk import number_words
from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import part
from app.kit.language import LANGUAGES, Text
from app.reports.number_format import whole

TEMPLATES = templates_beside(__file__)


@dataclass(frozen=True)
class NavigationPage:
    """A page of the desk's navigation, shown to whoever may open it."""

    address: str
    text: Text
    permission: Permission | None


PLACES: tuple[NavigationPage, ...] = (
    NavigationPage("/desk", Text("Överblick", "Overview"), None),
    NavigationPage("/desk/returns", Text("Lämna uppgifter", "Returns"), Permission.FILE_RETURNS),
    NavigationPage("/desk/spindle", Text("Spindeln", "The Spindle"), Permission.FILE_RETURNS),
    NavigationPage("/desk/closing", Text("Avsluta tertial", "Close a tertial"), Permission.LOCK_TERTIALS),
    NavigationPage("/desk/reports", Text("Rapporter", "Reports"), Permission.READ_LIVE_FIGURES),
    NavigationPage("/desk/tables", Text("Tabeller", "Tables"), Permission.READ_LIVE_FIGURES),
    NavigationPage("/desk/accounts", Text("Konton", "Accounts"), Permission.MANAGE_ACCOUNTS),
    NavigationPage("/desk/tablets", Text("Surfplattor", "Tablets"), Permission.ENROL_DEVICES),
    NavigationPage("/desk/keys", Text("Forskningsnycklar", "Research keys"), Permission.MANAGE_RESEARCH_KEYS),
    NavigationPage("/desk/trail", Text("Händelser", "Activity log"), Permission.READ_TRAIL),
)

PASSWORD = NavigationPage("/desk/password", Text("Lösenord", "Password"), None)
"""Stands beside the account, and not among the pages."""


def show(request: Request, who: Actor, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page of the desk for whoever is signed in; `name` is its template's."""
    language = language_of(request)
    catalogue = part(request, Catalogue)
    city = catalogue.municipality.city.code
    path = request.url.path
    addresses = [one.address for one in (*PLACES, PASSWORD) if path.startswith(one.address)]
    return page(
        request,
        TEMPLATES,
        name,
        status=status,
        who=who,
        role=ROLES[who.role].name.of(language) if who.role else "",
        own=catalogue.text_of("districts", who.district or city).of(language),
        places=[one for one in PLACES if one.permission is None or may(who, one.permission)],
        own_password=PASSWORD,
        here=max(addresses, key=len, default=""),
        to=partial(to, request),
        district=lambda code: catalogue.text_of("districts", code).of(language),
        number=partial(whole, language=language),
        percent=partial(number_words.percent, language=language),
        month=partial(number_words.month_name, language=language),
        tertial_name=partial(number_words.tertial_name, language=language),
        first_up=number_words.first_up,
        **values,
    )


def to(request: Request, path: str, **query: str | None) -> str:
    """A link within the desk: the language goes along where the address chose it."""
    chosen = request.query_params.get("lang")
    kept = {name: value for name, value in query.items() if value}
    if chosen in LANGUAGES:
        kept["lang"] = chosen
    return f"{path}?{urlencode(kept)}" if kept else path
