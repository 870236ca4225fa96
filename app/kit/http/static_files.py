"""Files as they are sent: read once, compressed once, and not sent again to a browser that has them."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".webmanifest": "application/manifest+json"}
# Asked for anew each time, and answered with 304 or by the service worker where nothing is new: a tablet must
# never mix modules of two versions.
_FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


class StaticFile(NamedTuple):
    """What a reply holds: as it is, and compressed (None where that is no shorter)."""

    plain: bytes
    small: bytes | None
    media_type: str
    etag: str

    def reply(self, asked: Headers) -> Response:
        """To a request with these headers: 304 where the browser has the same already."""
        headers = {**_FRESH, "ETag": self.etag}
        if self.etag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if self.small is None or "gzip" not in asked.get("accept-encoding", ""):
            return Response(self.plain, media_type=self.media_type, headers=headers)
        return Response(
            self.small, media_type=self.media_type, headers={**headers, "Content-Encoding": "gzip"}
        )


def static_file(plain: bytes, media_type: str) -> StaticFile:
    small = gzip.compress(plain, mtime=0)
    # One tag for both ways to send it, hence a weak one.
    etag = f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"'
    return StaticFile(plain, small if len(small) < len(plain) else None, media_type, etag)


def type_of(path: Path) -> str:
    """The media type that a file is sent with."""
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


@cache
def files_in(folder: Path) -> dict[str, StaticFile]:
    """Every file by its path in the folder: they do not change under a running server."""
    return {
        path.relative_to(folder).as_posix(): static_file(path.read_bytes(), type_of(path))
        for path in folder.rglob("*")
        if path.is_file()
    }


class FilesInMemory(StaticFiles):
    """All files of a folder, from memory."""

    def __init__(self, *, directory: Path) -> None:
        super().__init__(directory=directory)
        self._files = files_in(directory)

    async def get_response(self, path: str, scope: Scope) -> Response:
        if scope["method"] != "GET":
            raise HTTPException(status_code=405)
        if path not in self._files:
            raise HTTPException(status_code=404)
        return self._files[path].reply(Headers(scope=scope))
