"""A poster to print: the QR code, the short address, and who asks; as HTML, and as PDF by Typst.

One sheet a language, as many as are asked for. Each says what it is, that answering is voluntary and that
nobody is known; under it stands its title in the other languages, for those who open the page in theirs.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import typst
from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from app.answers import link_tokens
from app.answers.schemas import SheetBody
from app.catalogue.catalogue import Catalogue
from app.catalogue.parent_texts import ParentLanguage, ParentTexts
from app.kit import qr
from app.kit.faults import Fault
from app.kit.http.headers import language_of
from app.kit.http.pages import templates_beside
from app.kit.http.parts import part
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.kit.settings import Settings

_HERE = Path(__file__).parent
_TEMPLATES = templates_beside(__file__)
_SAID = ("title", "asks", "scan", "anonymous", "purpose", "voluntary")
_ALT = Text("QR-kod till adressen {address}", "QR code of the address {address}")


def address(settings: Settings, token: str) -> str:
    return f"{settings.public_url.rstrip('/')}/s/{link_tokens.shown(token)}"


def sheet(request: Request, body: SheetBody) -> Response:
    """The poster in the asked form and languages. Raises `InvalidInput` for what is no code or language."""
    catalogue = part(request, Catalogue)
    token = link_tokens.canonical(body.code)
    if token is None:
        right = Text("Ange affischens kod.", "Give the poster's code.")
        raise InvalidInput(faults=[Fault("code", "wrong-format", right)])
    offered = catalogue.parents.codes
    if faults := [
        Fault(f"languages.{index}", "unknown-code", values={"list": "parents' languages"}, allowed=offered)
        for index, code in enumerate(body.languages)
        if code not in offered
    ]:
        raise InvalidInput(faults=faults)
    values = _values(request, catalogue, token, body)
    if body.format == "pdf":
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="poster.pdf"'}
        return Response(_pdf(values), headers=headers, media_type="application/pdf")
    html = _TEMPLATES.get_template("poster.html").render(**values, drawn=Markup(values["qr"]))
    return HTMLResponse(html, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"})


def _values(request: Request, catalogue: Catalogue, token: str, body: SheetBody) -> JsonObject:
    whole = address(part(request, Settings), token)
    short = whole.partition("://")[2]
    parents, own = catalogue.parents, language_of(request)
    return {
        "size": body.size,
        "city": catalogue.municipality.city.text.of(own),
        "address": short,
        "alt": _ALT.of(own).format(address=short),
        "qr": str(qr.svg(whole, "q")),
        "sheets": [_sheet(catalogue, parents.language(code)) for code in dict.fromkeys(body.languages)],
    }


def _sheet(catalogue: Catalogue, language: ParentLanguage) -> JsonObject:
    """What a sheet says, in one language."""
    words = catalogue.parents.words(language.code, catalogue.municipality.city.text)
    return {
        "lang": language.tag,
        "direction": language.direction,
        **{name: words[name] for name in _SAID},
        "others": _others(catalogue.parents, words["title"]),
    }


def _others(parents: ParentTexts, own: str) -> Sequence[dict[str, str]]:
    """The title in every other language, each wording once."""
    titles = {parents.texts[language.code]["title"]: language for language in reversed(parents.languages)}
    return [
        {"lang": one.tag, "direction": one.direction, "title": title}
        for title, one in reversed(titles.items())
        if title != own
    ]


def _pdf(values: JsonObject) -> bytes:
    """Tagged and marked as PDF/UA-1: it can be read aloud."""
    made = typst.compile(
        (_HERE / "templates" / "poster.typ").read_bytes(),
        format="pdf",
        sys_inputs={"poster": json.dumps(values)},
        pdf_standards="ua-1",
        font_paths=_fonts(),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Typst's own and those beside this module: a poster looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"])
