"""The form's own files: what a tablet keeps to work offline, and the version that they are together."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
STATIC = HERE / "static"
SHELL = HERE / "templates" / "shell.html"
SHARED = HERE.parent / "front" / "static"
WORKER = STATIC / "sw.js"
MANIFEST = STATIC / "manifest.webmanifest"

FROM_SHARED = ("stodlogg.css", "mark.svg")
"""What the shell loads of the files that all pages have in common."""
NOT_KEPT = (WORKER, MANIFEST)
"""Served at addresses of their own."""
TEXTS = (".txt",)
"""For people who read the files: licences."""


@dataclass(frozen=True)
class Kept:
    """Addresses that a tablet keeps, in order, and the version: a hash of all that they hold."""

    addresses: tuple[str, ...]
    version: str


@lru_cache(maxsize=1)
def kept() -> Kept:
    """What there is when the process starts asking: files do not change under a running server."""
    files = sorted(
        path
        for path in STATIC.rglob("*")
        if path.is_file() and path not in NOT_KEPT and path.suffix not in TEXTS
    )
    own = {f"/form/static/{path.relative_to(STATIC).as_posix()}": path for path in files}
    shared = {f"/static/{name}": SHARED / name for name in FROM_SHARED}
    parts = {"/form/": SHELL, "/form/manifest.webmanifest": MANIFEST, **own, **shared}
    # The worker is not kept by itself, but a new one is a new version.
    digest = hashlib.sha256(WORKER.read_bytes())
    for address, path in parts.items():
        digest.update(f"{address}\n{path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return Kept(tuple(parts), digest.hexdigest()[:16])


def worker() -> str:
    """The service worker's text with its version and its files."""
    found = kept()
    text = WORKER.read_text("utf-8")
    return text.replace("/*VERSION*/", found.version).replace(
        "/*FILES*/[]", json.dumps(found.addresses, indent=1)
    )


class FormFiles(StaticFiles):
    """The files, asked for anew each time: a tablet must never mix modules of two versions."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response
