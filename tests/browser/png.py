"""Pictures read, compared and made smaller by the browser itself: no library for images is needed."""

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page

CELL = 20
"""Side in pixels of the cells whose mean colours are compared: letters may differ, blocks of them not."""
SEEN = 14
"""Difference of a cell's mean colour, of 255, that counts."""

_READ = """
  const read = async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const [width, height] = [image.width, image.height];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return {width, height, pixels: context.getImageData(0, 0, width, height).data};
  };
"""
_MEANS = (
    "async ([one, cell]) => {"
    + _READ
    + """
  const {width, height, pixels} = await read(one);
  const [across, down] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const sums = new Float64Array(across * down * 3);
  const number = new Float64Array(across * down);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    const place = Math.floor(y / cell) * across + Math.floor(x / cell);
    for (let band = 0; band < 3; band += 1) sums[place * 3 + band] += pixels[(y * width + x) * 4 + band];
    number[place] += 1;
  }
  return [width, height, [...sums].map((sum, place) => sum / number[Math.floor(place / 3)])];
}"""
)
_PALETTE = (
    "async ([one, most]) => {"
    + _READ
    + """
  const {width, height, pixels} = await read(one);
  // The colours that are used most stay as they are; the rest (edges of letters) become the nearest of them.
  const colourAt = (i) => pixels[i * 4] << 16 | pixels[i * 4 + 1] << 8 | pixels[i * 4 + 2];
  const uses = new Map();
  for (let i = 0; i < width * height; i += 1) uses.set(colourAt(i), (uses.get(colourAt(i)) ?? 0) + 1);
  const colours = [...uses].sort((a, b) => b[1] - a[1]).slice(0, most).map(([colour]) => colour);
  const places = new Map(colours.map((colour, place) => [colour, place]));
  const apart = (a, b) => [16, 8, 0].reduce((sum, by) => sum + ((a >> by & 255) - (b >> by & 255)) ** 2, 0);
  const nearest = (colour) => colours.reduce((best, one, place) =>
    (apart(one, colour) < apart(colours[best], colour) ? place : best), 0);
  const indices = new Uint8Array(width * height);
  for (let i = 0; i < indices.length; i += 1) {
    const colour = colourAt(i);
    if (!places.has(colour)) places.set(colour, nearest(colour));
    indices[i] = places.get(colour);
  }
  let text = '';
  for (let i = 0; i < indices.length; i += 32768) {
    text += String.fromCharCode(...indices.subarray(i, i + 32768));
  }
  return {width, height, colours, indices: btoa(text)};
}"""
)


_Seen = tuple[tuple[int, int], "np.ndarray[Any, np.dtype[np.float64]]"]
_SEEN: dict[bytes, _Seen] = {}
"""Size and mean colours of the pictures that have been looked at: each is compared with many."""


def _means(page: Page, picture: bytes) -> _Seen:
    if picture not in _SEEN:
        width, height, means = page.evaluate(_MEANS, [_text(picture), CELL])
        _SEEN[picture] = ((width, height), np.array(means).reshape(-1, 3))
    return _SEEN[picture]


def difference(page: Page, one: bytes, other: bytes) -> float:
    """Share of the cells that look different, 0 to 1; 1 for pictures of different size."""
    (size, first), (other_size, second) = _means(page, one), _means(page, other)
    if size != other_size:
        return 1.0
    return float((np.abs(first - second) > SEEN).any(axis=1).mean())


def make_smaller(page: Page, path: Path) -> None:
    """Write a picture of a screen again with at most 128 colours, one byte a pixel."""
    found: dict[str, Any] = page.evaluate(_PALETTE, [_text(path.read_bytes()), 128])
    width, height = found["width"], found["height"]
    indices = base64.b64decode(found["indices"])
    rows = b"".join(b"\0" + indices[start : start + width] for start in range(0, width * height, width))
    palette = b"".join(colour.to_bytes(3, "big") for colour in found["colours"])
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", palette)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def blank(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A picture of one colour."""
    row = b"\0" + bytes(colour) * width
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(row * height, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _text(picture: bytes) -> str:
    return base64.b64encode(picture).decode()
