"""Answers kept ready to send: their bytes, packed ones too, and their headers. Bounded by bytes.

An answer is found by what it means (`canonical`), and by the address that asked for it, so that the same
address again needs no reading. Everything is dropped when something is published.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

import zstandard

from app.kit.http.headers import Headers, safe_headers
from app.kit.language import Language

MOST_BYTES = 256 * 1024 * 1024
MOST_ADDRESSES = 10_000
LONGEST_ADDRESS = 2_000
"""Bytes of a query string that is remembered; a longer one is read each time."""
LEAST_PACKED = 600
"""Bytes from which packing is worth its headers."""

_BESIDE = 2_000
"""Bytes that an answer takes beside its body, about."""
VARY = b"Accept-Encoding, Accept-Language, Authorization, Cookie"


class EncodedResponse(NamedTuple):
    """One form of an answer: its headers and bytes, and its strong tag."""

    headers: Headers
    body: bytes
    etag: bytes


class CachedResponse:
    """An answer with status 200. Packed forms are made when first asked for."""

    def __init__(
        self,
        body: bytes,
        media_type: str,
        language: Language,
        *,
        name: str | None = None,
        packed: bool = False,
    ) -> None:
        self._packs = not packed and len(body) >= LEAST_PACKED
        self._tag = hashlib.sha256(body).hexdigest()[:32]
        self._common: Headers = [
            (b"content-type", media_type.encode()),
            (b"content-language", language.encode()),
            (b"cache-control", b"private, no-cache"),
            (b"vary", VARY),
            *safe_headers(media_type.encode()),
        ]
        if name:
            self._common.append((b"content-disposition", f'attachment; filename="{name}"'.encode()))
        self._forms = {"identity": self._form(body, "identity")}
        self.size = len(body) + _BESIDE

    def form(self, encoding: str) -> EncodedResponse:
        """The answer in an encoding, or as it is where packing it is not worth it."""
        if encoding == "identity" or not self._packs:
            return self._forms["identity"]
        found = self._forms.get(encoding)
        if found is None:
            found = self._forms[encoding] = self._form(self._forms["identity"].body, encoding)
            self.size = sum(len(one.body) for one in list(self._forms.values())) + _BESIDE
        return found

    def _form(self, body: bytes, encoding: str) -> EncodedResponse:
        own: Headers = []
        tag = self._tag
        if encoding == "gzip":
            body = gzip.compress(body, 6, mtime=0)
        elif encoding == "zstd":
            body = zstandard.ZstdCompressor(level=6).compress(body)
        if encoding != "identity":
            own.append((b"content-encoding", encoding.encode()))
            tag = f"{tag}-{encoding}"
        etag = f'"{tag}"'.encode()
        own += [(b"etag", etag), (b"content-length", str(len(body)).encode())]
        return EncodedResponse([*self._common, *own], body, etag)


class ResponseCache:
    """The answers of one snapshot, the last used kept longest. Safe to use from several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[CachedResponse, int]] = OrderedDict()
        self._addresses: OrderedDict[Hashable, Hashable] = OrderedDict()
        self.bytes = 0

    def at(self, address: Hashable) -> CachedResponse | None:
        """The answer that an address had."""
        canonical = self._addresses.get(address)
        return None if canonical is None else self.get(canonical)

    def get(self, canonical: Hashable) -> CachedResponse | None:
        with self._lock:
            found = self._answers.get(canonical)
            if found is None:
                return None
            self._answers.move_to_end(canonical)
            ready, counted = found
            size = ready.size
            if size != counted:  # a packed form has come since
                self._answers[canonical] = (ready, size)
                self.bytes += size - counted
                self._shrink()
            return ready

    def put(self, canonical: Hashable, ready: CachedResponse) -> None:
        with self._lock:
            _, counted = self._answers.pop(canonical, (ready, 0))
            self._answers[canonical] = (ready, ready.size)
            self.bytes += ready.size - counted
            self._shrink()

    def remember(self, address: Hashable, canonical: Hashable) -> None:
        """That an address means this answer."""
        with self._lock:
            self._addresses[address] = canonical
            while len(self._addresses) > MOST_ADDRESSES:
                self._addresses.popitem(last=False)

    def _shrink(self) -> None:
        while self.bytes > self._most and len(self._answers) > 1:
            _, (_, counted) = self._answers.popitem(last=False)
            self.bytes -= counted
