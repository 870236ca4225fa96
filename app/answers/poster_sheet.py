"""A poster to print: the QR code, the short address, and who asks; as HTML, and as PDF by Typst.

The HTML has all languages, in the fonts of whoever prints it. The PDF comes with its own, which know the
Latin and the Cyrillic alphabet: the titles in other scripts are left to the page that the code opens.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from app.answers import tokens
from app.answers.schemas import SheetBody
from app.catalogue.catalogue import Catalogue
from app.catalogue.parents import Parents
from app.kit import qr
from app.kit.faults import Fault
from app.kit.language import Text
from app.kit.pages import templates_beside
from app.kit.problems import InvalidInput
from app.kit.settings import Settings
from app.kit.web import language_of

_PRINTED = Path(__file__).parent / "templates" / "poster.typ"
_TEMPLATES = templates_beside(__file__)
IN_PRINT = ("sv", "en", "so", "es", "tr", "pl", "ru", "fi")
"""Languages that the PDF's own fonts can write."""
_ALT = Text("QR-kod till adressen {address}", "QR code of the address {address}")


def address(settings: Settings, token: str) -> str:
    return f"{settings.public_url.rstrip('/')}/s/{tokens.shown(token)}"


def sheet(request: Request, body: SheetBody) -> Response:
    """The poster in the asked form and the asker's language. Raises `InvalidInput` for what is no code."""
    token = tokens.canonical(body.code)
    if token is None:
        right = Text("Ange affischens kod.", "Give the poster's code.")
        raise InvalidInput(faults=[Fault("code", "wrong-format", right)])
    values = _values(request, token, body.size)
    if body.format == "pdf":
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="poster.pdf"'}
        return Response(_pdf(values), headers=headers, media_type="application/pdf")
    html = _TEMPLATES.get_template("poster.html").render(**values, drawn=Markup(values["qr"]))
    return HTMLResponse(html, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"})


def _values(request: Request, token: str, size: str) -> dict[str, Any]:
    catalogue: Catalogue = request.app.state.catalogue
    parents = catalogue.parents
    own = language_of(request)
    words = parents.words(own, catalogue.municipality.city.text)
    whole = address(request.app.state.settings, token)
    short = whole.partition("://")[2]
    return {
        "size": size,
        "lang": own,
        "city": catalogue.municipality.city.text.of(own),
        "address": short,
        "alt": _ALT.of(own).format(address=short),
        "qr": str(qr.svg(whole, "q")),
        **{name: words[name] for name in ("title", "asks", "scan", "anonymous", "purpose", "voluntary")},
        "others": _others(parents, words["title"]),
    }


def _others(parents: Parents, own: str) -> list[dict[str, str]]:
    """The title in every other language, each wording once."""
    titles = {parents.texts[one.code]["title"]: one for one in reversed(parents.languages)}
    return [
        {"code": one.code, "lang": one.tag, "direction": one.direction, "title": title}
        for title, one in reversed(titles.items())
        if title != own
    ]


def _pdf(values: dict[str, Any]) -> bytes:
    """Tagged and marked as PDF/UA-1: it can be read aloud."""
    others: Sequence[dict[str, str]] = values["others"]
    known = [one for one in others if one["code"] in IN_PRINT]
    given = {
        **values,
        "others": [{"lang": one["lang"].partition("-")[0], "title": one["title"]} for one in known],
    }
    made = typst.compile(
        _source(), format="pdf", sys_inputs={"poster": json.dumps(given)}, pdf_standards="ua-1"
    )
    assert isinstance(made, bytes)
    return made


@cache
def _source() -> bytes:
    return _PRINTED.read_bytes()
