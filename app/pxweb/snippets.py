"""How to fetch a table, ready to copy: an address, and a few lines for each of the common tools."""

from dataclasses import dataclass

from app.kit.language import Language
from app.pxweb.cubes import PxCube

PERIODS = 3
"""Latest periods that the snippets ask for; `TOP` follows new ones by itself."""


@dataclass(frozen=True)
class Snippet:
    """`code` is complete and reads the key from the environment, so that none is ever pasted into a file."""

    tool: str
    code: str


def address(base: str, cube: PxCube, language: Language, format_: str = "csv") -> str:
    """Everything of a table in its latest periods, one row for each figure."""
    chosen = [f"valueCodes[{variable.code}]=*" for variable in cube.variables[:-1]]
    chosen.append(f"valueCodes[{cube.time.code}]=TOP({PERIODS})")
    end = [f"lang={language}", f"outputFormat={format_}"]
    if format_ == "csv":
        end += [
            "outputFormatParams=UseTexts",
            f"stub={','.join(variable.code for variable in cube.variables)}",
        ]
    return f"{base}/tables/{cube.id}/data?{'&'.join((*chosen, *end))}"


def snippets(base: str, cube: PxCube, language: Language) -> tuple[Snippet, ...]:
    where = address(base, cube, language)
    return (
        Snippet("Python", _PYTHON.format(address=where)),
        Snippet("R", _R.format(address=where)),
        Snippet("Excel, Power Query", _POWER_QUERY.format(address=where)),
        Snippet("curl", _CURL.format(address=where, name=cube.id)),
    )


_PYTHON = """\
import io
import os

import pandas
import requests

reply = requests.get(
    "{address}",
    headers={{"Authorization": f"Bearer {{os.environ['STODLOGG_KEY']}}"}},
    timeout=60,
)
reply.raise_for_status()
table = pandas.read_csv(io.BytesIO(reply.content), na_values=["..", "...", "."])
print(table)
"""

_R = """\
library(httr2)
library(readr)

reply <- request("{address}") |>
  req_auth_bearer_token(Sys.getenv("STODLOGG_KEY")) |>
  req_perform()
table <- read_csv(resp_body_raw(reply), na = c("..", "...", "."))
"""

_POWER_QUERY = """\
let
    Source = Web.Contents(
        "{address}",
        [Headers = [Authorization = "Bearer " & Key]]
    ),
    Rows = Csv.Document(Source, [Delimiter = ",", Encoding = 65001]),
    Table = Table.PromoteHeaders(Rows)
in
    Table
"""

_CURL = """\
curl --globoff --fail --silent --show-error \\
  --header "Authorization: Bearer $STODLOGG_KEY" \\
  --output {name}.csv \\
  "{address}"
"""
