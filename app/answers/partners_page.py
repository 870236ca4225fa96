"""The page that an invited partner answers the Spindle on: no account, no cookie, no script."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.activities.descriptions import describe_fields
from app.answers import sent_pages
from app.answers.invitations import SPINDLE, Invitation, items
from app.catalogue.catalogue import Catalogue
from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import part
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.kit.problems import Problem
from app.vocabulary.states import NOT_KNOWN

_TEMPLATES = templates_beside(__file__)
SCORES = ("1", "2", "3", "4", "5")
DO_NOT_KNOW = Text("Vet inte", "Do not know")

THANKS = (
    Text("Tack för ditt svar!", "Thank you for your answer!"),
    Text(
        "Svaret är sparat utan ditt namn. Länken är förbrukad. Du kan stänga sidan.",
        "The answer is stored without your name. The link is used up. You can close the page.",
    ),
)
UNUSABLE = (
    Text("Länken går inte att använda", "This link cannot be used"),
    Text(
        "Den är kanske redan använd, för gammal eller felskriven. Be samordnaren om en ny.",
        "It may be used already, too old or mistyped. Ask the coordinator for a new one.",
    ),
)
LATER = (
    Text("Det går inte just nu", "Not just now"),
    Text(
        "Inget har sparats, och länken fungerar fortfarande. Försök igen om en stund.",
        "Nothing was stored, and the link still works. Try again in a moment.",
    ),
)


def items_page(
    request: Request, invited: Invitation, chosen: Mapping[str, str], *, missing: bool = False
) -> HTMLResponse:
    """All items, with what was chosen already where something is missing."""
    catalogue = part(request, Catalogue)
    language = language_of(request)
    described = {
        field["name"]: field for field in describe_fields(SPINDLE, SPINDLE.schema, catalogue, language)
    }
    return _page(
        request,
        "partner",
        422 if missing else 200,
        groups=[described[name] for name in items()],
        choices=[*((score, score) for score in SCORES), (NOT_KNOWN, DO_NOT_KNOW.of(language))],
        chosen=chosen,
        missing=missing,
        number=(sent_pages.FIELD, sent_pages.new_number()),
        help=catalogue.activity_texts[SPINDLE.name].help.text.of(language),
        district=catalogue.text_of("districts", invited.district).of(language),
        organisation=catalogue.text_of("organisations", invited.organisation_type).of(language),
        tertial=invited.tertial,
    )


def read(form: Mapping[str, str]) -> tuple[JsonObject, dict[str, str]]:
    """The scores of a form and the choices that were right; some are missing where the two differ in number
    from the items."""
    chosen = {name: form[name] for name in items() if form.get(name) in (*SCORES, NOT_KNOWN)}
    return {name: value if value == NOT_KNOWN else int(value) for name, value in chosen.items()}, chosen


def thanks_page(request: Request) -> HTMLResponse:
    return _message_page(request, THANKS)


def unusable_page(request: Request, status: int, headers: Mapping[str, str]) -> HTMLResponse:
    """The one page for all that cannot be used."""
    return _message_page(request, UNUSABLE, status, headers)


def later_page(request: Request, problem: Problem) -> HTMLResponse:
    """When the database is busy or away: nothing was stored."""
    return _message_page(request, LATER, problem.status_code, problem.headers)


def _message_page(
    request: Request,
    words: tuple[Text, Text],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    language = language_of(request)
    reply = _page(
        request, "partner-message", status, heading=words[0].of(language), more=words[1].of(language)
    )
    reply.headers.update(headers or {})
    return reply


def _page(request: Request, name: str, status: int, **values: object) -> HTMLResponse:
    reply = page(request, _TEMPLATES, name, status=status, **values)
    reply.headers["X-Robots-Tag"] = "noindex, nofollow"
    reply.headers["Vary"] = "Accept-Language"
    return reply
