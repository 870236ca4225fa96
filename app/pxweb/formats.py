"""The output formats by name, and the parameters that some of them take."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.kit.language import Text
from app.pxweb.as_csv import as_csv
from app.pxweb.as_html import as_html
from app.pxweb.as_json_px import as_json_px
from app.pxweb.as_json_stat import as_json_stat
from app.pxweb.as_parquet import as_parquet
from app.pxweb.as_px import as_px
from app.pxweb.as_xlsx import as_xlsx
from app.pxweb.extract import Extract
from app.pxweb.labels import SHOWS, Show
from app.pxweb.problems import BadParameter, UnsupportedFormat

Separator = Literal[",", ";", "\t", " "]
SEPARATORS: dict[str, Separator] = {"SeparatorTab": "\t", "SeparatorSpace": " ", "SeparatorSemicolon": ";"}
INCLUDE_TITLE = "IncludeTitle"
PARAMETERS = (*SHOWS, INCLUDE_TITLE, *SEPARATORS)
DEFAULT = "json-stat2"


@dataclass(frozen=True)
class FormatChoice:
    """A format and how it is filled in. Equal for requests that mean the same."""

    format: str
    show: Show = "code"
    title: bool = False
    separator: Separator = ","


@dataclass(frozen=True)
class OutputFormat:
    """A format: media type, the ending of its files, how it is made, whether that is packed already and a
    file to keep, and which of `outputFormatParams` it takes."""

    media_type: str
    ending: str
    make: Callable[[Extract, FormatChoice], bytes]
    packed: bool = False
    download: bool = True
    worded: bool = False
    """Takes codes, words or both, and a title."""
    separated: bool = False
    """Takes a separator."""


OUTPUTS: dict[str, OutputFormat] = {
    "json-stat2": OutputFormat("application/json", "json", lambda one, _: as_json_stat(one), download=False),
    "csv": OutputFormat(
        "text/csv; charset=utf-8",
        "csv",
        lambda one, form: as_csv(one, form.show, title=form.title, separator=form.separator),
        worded=True,
        separated=True,
    ),
    "px": OutputFormat("application/octet-stream", "px", lambda one, _: as_px(one)),
    "xlsx": OutputFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        lambda one, form: as_xlsx(one, form.show, title=form.title),
        packed=True,
        worded=True,
    ),
    "html": OutputFormat(
        "text/html; charset=utf-8",
        "html",
        lambda one, form: as_html(one, form.show, title=form.title),
        download=False,
        worded=True,
    ),
    "json-px": OutputFormat("application/json", "json", lambda one, _: as_json_px(one), download=False),
    "parquet": OutputFormat(
        "application/vnd.apache.parquet", "parquet", lambda one, _: as_parquet(one), packed=True
    ),
}


def form_of(format_: str | None, parameters: list[str]) -> FormatChoice:
    """The form that is asked for. Raises `UnsupportedFormat`, `BadParameter`."""
    name = DEFAULT if format_ is None else format_.casefold()
    if name not in OUTPUTS:
        raise UnsupportedFormat()
    known = {parameter.casefold(): parameter for parameter in PARAMETERS}
    given = {known.get(parameter.casefold(), "") for parameter in parameters}
    shows = [SHOWS[one] for one in given if one in SHOWS]
    separators = [SEPARATORS[one] for one in given if one in SEPARATORS]
    if "" in given:
        raise BadParameter(_one_of())
    if given and not OUTPUTS[name].worded:
        *others, last = sorted(name for name, output in OUTPUTS.items() if output.worded)
        listed = Text(f"{', '.join(others)} och {last}", f"{', '.join(others)} and {last}")
        raise BadParameter(
            Text(
                f"outputFormatParams gäller bara {listed.sv}.",
                f"outputFormatParams is for {listed.en} alone.",
            )
        )
    if len(shows) > 1 or len(separators) > 1 or (separators and not OUTPUTS[name].separated):
        raise BadParameter(
            Text(
                "Ange ett av UseCodes, UseTexts och UseCodesAndTexts, och ett skiljetecken för csv.",
                "Give one of UseCodes, UseTexts and UseCodesAndTexts, and one separator for csv.",
            )
        )
    return FormatChoice(
        name,
        shows[0] if shows else "code",
        INCLUDE_TITLE in given,
        separators[0] if separators else ",",
    )


def _one_of() -> Text:
    names = ", ".join(PARAMETERS)
    return Text(f"outputFormatParams är {names}.", f"outputFormatParams are {names}.")
