"""A bar chart as SVG, drawn by the server: readable without colour, nothing drawn where nothing is known."""

from collections.abc import Sequence
from html import escape

ROW, BAR, LABEL, WIDTH = 28, 18, 260, 720
"""Pixels: a row's height, a bar's, the room for labels, the whole width."""
_NUMBER = 70


def bars(title: str, labels: Sequence[str], cells: Sequence[int | str]) -> str:
    """Each label with its bar and its figure; a symbol stands where there is no figure."""
    most = max((one for one in cells if isinstance(one, int)), default=0) or 1
    room = WIDTH - LABEL - _NUMBER
    height = ROW * len(cells) + 8
    parts = [
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'aria-label="{escape(title)}">'
    ]
    for index, (label, cell) in enumerate(zip(labels, cells, strict=True)):
        top = ROW * index + 4
        middle = top + BAR - 4
        name = escape(label if len(label) <= 38 else f"{label[:37]}…")
        parts.append(f'<text x="{LABEL - 8}" y="{middle}" text-anchor="end">{name}</text>')
        length = round(room * cell / most) if isinstance(cell, int) else 0
        if length:
            parts.append(f'<rect class="bar" x="{LABEL}" y="{top}" width="{length}" height="{BAR}"/>')
        parts.append(f'<text x="{LABEL + length + 6}" y="{middle}">{escape(str(cell))}</text>')
    return "\n".join((*parts, "</svg>"))
