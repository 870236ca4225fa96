"""The yardstick of a released table: a bare Starlette route that returns the same bytes.

`/headed` sends our headers too: a client reads both, and much of a small reply's cost is its headers.
"""

import json
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(os.environ["PLAIN_FOLDER"])
_BODY = (_FOLDER / "body").read_bytes()
_HEADERS: dict[str, str] = json.loads((_FOLDER / "headers.json").read_text("utf-8"))


async def plain(_request: Request) -> Response:
    return Response(_BODY, media_type="application/json")


async def headed(_request: Request) -> Response:
    return Response(_BODY, headers=_HEADERS)


app = Starlette(routes=[Route("/plain", plain), Route("/headed", headed)])
