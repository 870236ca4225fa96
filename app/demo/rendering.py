"""The reproduction for people: a table in the terminal, and the page `docs/reproduction.md`."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from rich.console import Console
from rich.table import Table

from app.demo.published.figure import Cell, Figure
from app.demo.published.silences import CONTRADICTIONS, NOT_RECORDED, PICTURES, SILENT
from app.demo.reproduction import Line, deviating

_THIN = "\N{NARROW NO-BREAK SPACE}"


def exit_status(lines: Iterable[Line]) -> int:
    """0 where every figure fits, 1 otherwise."""
    return int(bool(deviating(lines)))


def show(lines: Sequence[Line], console: Console) -> None:
    """Print every figure beside the printed one, chapter by chapter, and what deviates."""
    table = Table(title="Delrapporten september 2019, återskapad", title_justify="left", pad_edge=False)
    table.add_column("Uppgift", ratio=3)
    table.add_column("Tryckt")
    table.add_column("Återskapad", justify="right")
    table.add_column("Avvikelse", justify="right")
    table.add_column("Jämförs")
    table.add_column("Var", ratio=2)
    table.add_column("")
    for title, chapter in _chapters(lines):
        table.add_section()
        table.add_row(f"[bold]{title}[/]")
        for line in chapter:
            words = line.figure.way.words + (" *" if line.reconstructed else "")
            mark = "[green]ja[/]" if line.fits else "[bold red]NEJ[/]"
            cells = (line.figure.what, line.figure.printed, reproduced(line), deviation(line), words)
            table.add_row(*cells, line.figure.place, mark)
    console.print(table)
    console.print("* rekonstruerat: se docs/reproduction.md", highlight=False, markup=False)
    wrong = deviating(lines)
    for line in wrong:
        console.print(
            f"{line.figure.id}: {line.trouble or 'avviker'}", style="red", highlight=False, markup=False
        )
    summary = f"{len(lines) - len(wrong)} av {len(lines)} uppgifter stämmer."
    console.print(summary, style="red" if wrong else "green", highlight=False)


def _chapters(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines by chapter, which they come in the order of."""
    for chapter, own in groupby(lines, key=lambda line: line.figure.chapter):
        yield f"{chapter.title} ({chapter.pages})", list(own)


def reproduced(line: Line) -> str:
    """The reproduced figure in Swedish form, with the printed unit."""
    return (
        "–"
        if line.reproduced is None
        else _with_unit(_number(line.reproduced, line.figure.way.places), line.figure)
    )


def deviation(line: Line) -> str:
    """Reproduced minus printed, with its sign; empty where words were printed."""
    if line.deviation is None:
        return ""
    text = _number(line.deviation, line.figure.way.places)
    return text if text == "0" else f"+{text}" if line.deviation > 0 else text


def _with_unit(text: str, figure: Figure) -> str:
    return f"{text} {figure.way.unit}" if figure.way.unit else text


def _number(value: Decimal, places: int) -> str:
    """A decimal comma, no idle zeros, thousands by a narrow space, a real minus sign."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    text = whole.replace(",", _THIN) + (f",{decimals}" if decimals else "")
    return "0" if text in ("0", "-0") else text.replace("-", "−")


# ------------------------------------------------------------------------------------------------ the page

_HEAD = """\
# The half-time report, reproduced

Written by `stodlogg reproduce`; do not edit. The command prints the same, and ends with an error if a figure
deviates.

The source is the City of Stockholm's half-time report *Stärkt tidigt stöd i samverkan – ytterstaden
2017-2019* (September 2019, Dnr 1.5.1-638/2017). A synthetic city is filed through the public intake, and each
figure that the report printed is then read from the service's own statistics, as the city's coordinator gets
them. The months are February to August 2019 unless the address says otherwise. Pages are as exact as the
report's table of contents makes them.

The city is invented: it is built so that these figures come out, and shows nothing of any real family. What
the report does not give is reconstructed. The column *Reconstructed* says what of a figure's composition is
ours; everything about other periods than the report's is.

A printed figure fits where the reproduced one lies in the interval that *Compared* names: the very number,
the same when rounded as it was printed, or what the words may mean ("drygt", a little over; "nära" and
"knappt", nearly; "ca", about). The deviation is the reproduced figure minus the printed one, before rounding.
"""


def render_markdown(lines: Sequence[Line]) -> str:
    """The page: the same for the same lines, on every machine."""
    wrong = deviating(lines)
    parts = [_HEAD, f"**{len(lines) - len(wrong)} of {len(lines)} figures fit.**\n"]
    for title, chapter in groupby(
        lines, key=lambda line: f"{line.figure.chapter.title} ({line.figure.chapter.pages})"
    ):
        parts.append(f"## {title}\n\n" + "\n".join(_rows(list(chapter))) + "\n")
    parts += [*_silences(), "## Where each figure is read\n\n" + "\n".join(_addresses(lines)) + "\n"]
    return "\n".join(parts)


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    yield "| Figure | Printed | Reproduced | Deviation | Compared | Where | Reconstructed |"
    yield "|---|---|--:|--:|---|---|---|"
    for line in lines:
        figure = line.figure
        got = reproduced(line) if line.fits else f"**{reproduced(line)}**"
        cells = (
            figure.what,
            figure.printed,
            got,
            deviation(line),
            figure.way.words,
            figure.place,
            figure.ours,
        )
        yield f"| {' | '.join(cells)} |"


def _silences() -> Iterator[str]:
    yield "## Where the report contradicts itself\n\n" + "\n".join(_items(CONTRADICTIONS)) + "\n"
    pictures = "\n".join(f"- {picture}" for picture in PICTURES)
    yield (
        "## Where it is silent\n\n"
        "These figures are pictures that its text lacks; only what the text says of them is compared:\n\n"
        f"{pictures}\n\n" + "\n".join(_items(SILENT)) + "\n"
    )
    yield "## What it prints that the service does not record\n\n" + "\n".join(_items(NOT_RECORDED)) + "\n"


def _items(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for about, words in pairs:
        yield f"- **{about}**: {words}"


def _addresses(lines: Sequence[Line]) -> Iterator[str]:
    yield "Several cells of a figure are put together as the last column says.\n"
    yield "| Figure | Address | Cell | Put together |"
    yield "|---|---|---|---|"
    for line in lines:
        figure = line.figure
        addresses = "<br>".join(
            f"`{address}`" for address in dict.fromkeys(cell.address for cell in figure.cells)
        )
        cells = dict.fromkeys(_cell(cell) for cell in figure.cells)
        shown = [*cells][:2] + (["…"] if len(cells) > 2 else [])
        yield f"| {figure.what} | {addresses} | {'<br>'.join(shown)} | {figure.combined.words} |"


def _cell(cell: Cell) -> str:
    at = ", ".join(f"{name} {code}" for name, code in cell.at.items())
    return f"{cell.value} of `{cell.measure}`" + (f" at {at}" if at else "")
