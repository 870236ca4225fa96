"""The parents' pages as HTML: no script, no cookie, nothing from elsewhere, small enough for any phone."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.answers import sent_pages
from app.answers.parents_form import QUESTIONNAIRE, ROLE, ROLES
from app.answers.resolve import AnswerTarget
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Questionnaire
from app.kit.http.pages import templates_beside
from app.kit.http.parts import part
from app.kit.problems import Problem
from app.vocabulary.states import NO_ANSWER

_TEMPLATES = templates_beside(__file__)
_HEADERS = {
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
    "X-Robots-Tag": "noindex, nofollow",
}


def questions_page(
    request: Request,
    opened: AnswerTarget,
    questionnaire: Questionnaire,
    chosen: Mapping[str, str] | None = None,
    *,
    missing: bool = False,
) -> HTMLResponse:
    """All questions, one after the other; with what was chosen already where something is missing."""
    code = language_of(request)
    words = _words(request, code)
    groups = [
        {
            "name": f"q-{question.code}",
            "text": question.text[code],
            "choices": [
                *((answer.code, answer.text[code]) for answer in question.answers),
                (NO_ANSWER, words["no_answer"]),
            ],
        }
        for question in questionnaire.questions
    ]
    if opened.asks_role:
        roles = [*((role, words[role]) for role in ROLES), (NO_ANSWER, words["no_answer"])]
        groups.append({"name": ROLE, "text": words["role"], "choices": roles})
    return _page(
        request,
        "questions",
        422 if missing else 200,
        groups=groups,
        chosen=chosen or {},
        missing=missing,
        hidden={QUESTIONNAIRE: questionnaire.code, sent_pages.FIELD: sent_pages.new_number()},
    )


def thanks_page(request: Request) -> HTMLResponse:
    return _page(request, "message", 200, heading="thanks", more="thanks_more")


def unusable_page(request: Request, status: int, headers: Mapping[str, str]) -> HTMLResponse:
    """The one page for all that cannot be used."""
    return _page(request, "message", status, headers, heading="unusable", more="unusable_more")


def later_page(request: Request, problem: Problem) -> HTMLResponse:
    """When the database is busy or away: nothing was stored."""
    return _page(
        request, "message", problem.status_code, problem.headers or {}, heading="later", more="later_more"
    )


def language_of(request: Request) -> str:
    catalogue = part(request, Catalogue)
    return catalogue.parents.preferred(
        request.headers.get("accept-language"), request.query_params.get("lang")
    )


def _words(request: Request, code: str) -> dict[str, str]:
    catalogue = part(request, Catalogue)
    return catalogue.parents.words(code, catalogue.municipality.city.text)


def _page(
    request: Request, name: str, status: int, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    parents = part(request, Catalogue).parents
    code = language_of(request)
    language = parents.language(code)
    own = parents.spoken(request.headers.get("accept-language"))
    # What the phone speaks comes first, where it is not the page's already.
    languages = (
        sorted(parents.languages, key=lambda one: one.code != own) if own != code else parents.languages
    )
    body = _TEMPLATES.get_template(f"{name}.html").render(
        words=_words(request, code), language=language, languages=languages, own=own, **values
    )
    return HTMLResponse(body, status, {**_HEADERS, "Content-Language": language.tag, **(headers or {})})
