"""The form's own files: what a tablet keeps to work offline, and the version that they are together."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.kit.http.static_files import StaticFile, static_file, type_of

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
TEXTS = (".txt", ".mts")
"""For people and tools that read the files: licences, types of what is copied in."""
FIRST = ("main.js", "views/home.js")
"""What the first view is made of, with all that it imports."""

_IMPORTED = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)"', re.MULTILINE)
_PRELOAD = '<link rel="modulepreload" href="{}">'


@dataclass(frozen=True)
class OfflineFiles:
    """Addresses that a tablet keeps, in order, and the version: a hash of all that they hold.

    `everything` is all of them in one reply: `{"version": ..., "files": [[address, type, text], ...]}`.
    """

    addresses: tuple[str, ...]
    version: str
    shell: StaticFile
    everything: StaticFile


@lru_cache(maxsize=1)
def kept() -> OfflineFiles:
    """What there is when the process starts asking: files do not change under a running server."""
    files = sorted(
        path
        for path in STATIC.rglob("*")
        if path.is_file() and path not in NOT_KEPT and path.suffix not in TEXTS
    )
    own = {f"/form/static/{path.relative_to(STATIC).as_posix()}": path for path in files}
    shared = {f"/static/{name}": SHARED / name for name in FROM_SHARED}
    parts = {"/form/manifest.webmanifest": MANIFEST, **own, **shared}
    shell = SHELL.read_bytes().replace(b"<!--PRELOADED-->", _preloads().encode())
    held = {"/form/": ("text/html; charset=utf-8", shell)} | {
        address: (type_of(path), path.read_bytes()) for address, path in parts.items()
    }
    # The worker is not kept by itself, but a new one is a new version.
    digest = hashlib.sha256(WORKER.read_bytes())
    for address, (_, data) in held.items():
        digest.update(f"{address}\n{len(data)}\n".encode())
        digest.update(data)
    version = digest.hexdigest()[:16]
    everything = {
        "version": version,
        "files": [[address, kind, data.decode("utf-8")] for address, (kind, data) in held.items()],
    }
    return OfflineFiles(
        tuple(held),
        version,
        static_file(shell, "text/html"),
        static_file(json.dumps(everything, ensure_ascii=False).encode(), "text/plain"),
    )


def _preloads() -> str:
    """The first view's modules by name, so that a browser need not load one to hear of the next."""
    preloads = [STATIC / name for name in FIRST]
    for path in preloads:  # grows while it is read
        for other in _IMPORTED.findall(path.read_text("utf-8")):
            target = (path.parent / other).resolve()
            if target not in preloads:
                preloads.append(target)
    return "\n".join(
        _PRELOAD.format(f"/form/static/{path.relative_to(STATIC).as_posix()}") for path in preloads
    )


def worker() -> str:
    """The service worker's text with its version and its files."""
    found = kept()
    text = WORKER.read_text("utf-8")
    return text.replace("/*VERSION*/", found.version).replace(
        "/*FILES*/[]", json.dumps(found.addresses, indent=1)
    )


def without_worker() -> str:
    """The text of a worker that takes away the one that a browser has: every file comes from the server."""
    return (
        'addEventListener("install", () => skipWaiting());\n'
        'addEventListener("activate", () => registration.unregister());\n'
    )
