"""SVG by hand: elements with their text escaped, text that is measured and wrapped, patterns with names.

Every shape has both a colour (for print and PDF) and a class, by which a page gives it the reader's colours.
"""

from html import escape

INK, QUIET, LINE = "#1b2021", "#566063", "#c9cfcb"
COLOURS = ("#006a6e", "#c9770a", "#5b4a9b", "#8a3b12")
"""Told apart by the colour-blind too; each has a pattern of its own besides."""
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
SIZE = 14
"""Height of the type, in the drawing's units."""
_WIDTHS = {
    **dict.fromkeys("mwMW@%—…", 1.0),
    **dict.fromkeys("ÅÄÖABCDEGHKNOQRSUVXYZ–+−&", 0.85),
    **dict.fromkeys("iljftrI.,:;'|!()[] ", 0.42),
}
"""Of a letter, in heights of the type, after DejaVu Sans: the widest of the fonts that a page is read in."""


def element(name: str, *children: str, **attributes: object) -> str:
    """An element; a trailing or inner underscore stands for a hyphen, None leaves an attribute out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str | None = None,
    quiet: bool = False,
    bold: bool = False,
    italic: bool = False,
    size: int | None = None,
) -> str:
    return element(
        "text",
        escape(words, quote=False),
        x=float(x),
        y=float(y),
        text_anchor=anchor,
        fill=QUIET if quiet else INK,
        class_="quiet" if quiet else "ink",
        font_weight="bold" if bold else None,
        font_style="italic" if italic else None,
        font_size=size,
    )


def width(words: str, size: float = SIZE) -> float:
    """About how wide a text is, a little too wide rather than too narrow."""
    return size * sum(_WIDTHS.get(word, 0.64) for word in words)


def wrapped(words: str, room: float, *, size: float = SIZE, lines: int = 2) -> list[str]:
    """A text on at most so many lines; what does not fit ends with an ellipsis (the table has it whole)."""
    found: list[str] = [""]
    for word in words.split(" "):
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    for index, line in enumerate(found):
        if width(line, size) > room:
            kept = len(line)
            while kept and width(f"{line[:kept]}…", size) > room:
                kept -= 1
            found[index] = f"{line[:kept].rstrip()}…"
    return found


def patterns(prefix: str) -> str:
    """The fills of a chart; a page holds many charts, so their names begin with the chart's own."""

    def stripes(name: str, colour: str, kind: str, turn: int, gap: int, thick: int) -> str:
        return element(
            "pattern",
            element("rect", width=gap, height=gap, fill="#ffffff", class_="ground"),
            element("rect", width=thick, height=gap, fill=colour, class_=kind),
            id=f"{prefix}-{name}",
            width=gap,
            height=gap,
            patternUnits="userSpaceOnUse",
            patternTransform=f"rotate({turn})",
        )

    dots = element(
        "pattern",
        element("rect", width=8, height=8, fill="#ffffff", class_="ground"),
        element("circle", cx=4, cy=4, r=3, fill=COLOURS[2], class_="series-3"),
        id=f"{prefix}-series-3",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    )
    return element(
        "defs",
        stripes("unknown", QUIET, "quiet", 45, 7, 1),
        stripes("series-2", COLOURS[1], "series-2", -45, 8, 5),
        dots,
        stripes("series-4", COLOURS[3], "series-4", 0, 6, 3),
    )


def fill(prefix: str, series: int) -> dict[str, str]:
    """How a series is filled: the first whole, the others with patterns."""
    if series == 0:
        return {"fill": COLOURS[0], "class_": "series-1"}
    return {
        "fill": f"url(#{prefix}-series-{series + 1})",
        "stroke": COLOURS[series],
        "class_": f"edge-{series + 1}",
    }


def unknown(prefix: str) -> dict[str, str]:
    """Hatched: what lacks the fact."""
    return {"fill": f"url(#{prefix}-unknown)", "stroke": QUIET, "class_": "edge-unknown"}


def drawing(prefix: str, wide: float, high: float, title: str, description: str, *parts: str) -> str:
    """A whole drawing that says what it shows."""
    return element(
        "svg",
        element("title", escape(title, quote=False), id=f"{prefix}-title"),
        element("desc", escape(description, quote=False), id=f"{prefix}-desc"),
        patterns(prefix),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_plain(float(wide))} {_plain(float(high))}",
        role="img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
        font_family=FONT,
        font_size=SIZE,
        class_="chart",
    )
