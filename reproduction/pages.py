"""The reproduction for people: a table in the terminal, and two pages of the docs in Markdown.

The same figures give the same pages on every machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from rich.console import Console
from rich.table import Table

from app.reports.document import Report
from reproduction.figures import REMARKS, Cell, Reproduction, deviating

_THIN = "\N{NARROW NO-BREAK SPACE}"


def show(reproductions: Sequence[Reproduction], console: Console) -> None:
    """Print every figure beside the printed one, chapter by chapter, and what deviates."""
    table = Table(title="Delrapporten september 2019, återskapad", title_justify="left", pad_edge=False)
    table.add_column("Uppgift", ratio=3)
    table.add_column("Tryckt")
    table.add_column("Återskapad", justify="right")
    table.add_column("Avvikelse", justify="right")
    table.add_column("Jämförs")
    table.add_column("Var", ratio=2)
    table.add_column("")
    for chapter, own in groupby(reproductions, key=lambda one: one.figure.chapter):
        table.add_section()
        table.add_row(f"[bold]{chapter}[/]")
        for one in own:
            figure = one.figure
            words = figure.interval.words + (" *" if figure.ours else "")
            mark = "[green]ja[/]" if one.fits else "[bold red]NEJ[/]"
            table.add_row(
                figure.what, figure.printed, reproduced(one), deviation(one), words, figure.where, mark
            )
    console.print(table)
    console.print("* rekonstruerat: se docs/reproduction.md", highlight=False, markup=False)
    wrong = deviating(reproductions)
    for one in wrong:
        console.print(
            f"{one.figure.id}: {one.trouble or 'avviker'}", style="red", highlight=False, markup=False
        )
    summary = f"{len(reproductions) - len(wrong)} av {len(reproductions)} uppgifter stämmer."
    console.print(summary, style="red" if wrong else "green", highlight=False)


def reproduced(one: Reproduction) -> str:
    """The reproduced figure in Swedish form, with the printed unit."""
    if one.number is None:
        return "–"
    interval = one.figure.interval
    return f"{_swedish(one.number, interval.places)} {interval.unit}".rstrip()


def deviation(one: Reproduction) -> str:
    """Reproduced minus printed, with its sign; empty where words were printed."""
    if one.deviation is None:
        return ""
    text = _swedish(one.deviation, one.figure.interval.places)
    return f"+{text}" if one.deviation > 0 and text != "0" else text


def _swedish(value: Decimal, places: int) -> str:
    """A decimal comma, no idle zeros, thousands by a narrow space, a real minus sign."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    whole, _, decimals = text.partition(".")
    text = f"{whole.replace(',', _THIN)},{decimals.rstrip('0')}".rstrip(",")
    return "0" if text == "-0" else text.replace("-", "−")


def _table(heading: Sequence[str], right: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; `right` names the columns that stand to the right."""
    rule = "|".join("--:" if name in right else "---" for name in heading)
    return (
        "\n".join([f"| {' | '.join(heading)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])
        + "\n"
    )


def _in_bold(one: Reproduction) -> str:
    return reproduced(one) if one.fits else f"**{reproduced(one)}**"


# --------------------------------------------------------------------------------- the statistics

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


def statistics_page(reproductions: Sequence[Reproduction]) -> str:
    """`docs/reproduction.md`."""
    fitting = len(reproductions) - len(deviating(reproductions))
    return "\n".join(
        [
            _HEAD,
            f"**{fitting} of {len(reproductions)} figures fit.**\n",
            *(
                f"## {chapter}\n\n{_statistics_table(own)}"
                for chapter, own in groupby(reproductions, key=lambda one: one.figure.chapter)
            ),
            *_remarks(),
            "## Where each figure is read\n",
            "Several cells of a figure are put together as the last column says.\n",
            _table(("Figure", "Address", "Cell", "Put together"), (), map(_source, reproductions)),
        ]
    )


def _statistics_table(reproductions: Iterable[Reproduction]) -> str:
    heading = ("Figure", "Printed", "Reproduced", "Deviation", "Compared", "Where", "Reconstructed")
    rows = (
        (
            one.figure.what, one.figure.printed, _in_bold(one), deviation(one), one.figure.interval.words,
            one.figure.where, one.figure.ours,
        )
        for one in reproductions
    )  # fmt: skip
    return _table(heading, ("Reproduced", "Deviation"), rows)


def _remarks() -> Iterator[str]:
    def listed(name: str) -> str:
        return "\n".join(f"- **{one['about']}**: {one['words']}" for one in REMARKS[name]) + "\n"

    yield f"## Where the report contradicts itself\n\n{listed('contradictions')}"
    yield "## Where it is silent\n"
    yield "These figures are pictures that its text lacks; only what the text says of them is compared:\n"
    yield "\n".join(f"- {picture}" for picture in REMARKS["pictures"]) + f"\n\n{listed('silences')}"
    yield f"## What it prints that the service does not record\n\n{listed('not_recorded')}"


def _source(one: Reproduction) -> tuple[str, ...]:
    """Addresses, cells and how they are put together, of one figure."""
    figure = one.figure
    addresses = "<br>".join(
        f"`{address}`" for address in dict.fromkeys(cell.address for cell in figure.cells)
    )
    first, *others = dict.fromkeys(map(_cell, figure.cells))
    shown = [first, *others[:1], *["…"][: len(others) - 1]]
    return figure.what, addresses, "<br>".join(shown), figure.combination.words


def _cell(cell: Cell) -> str:
    at = ", ".join(f"{name} {code}" for name, code in cell.at.items())
    return f"{cell.value} of `{cell.measure}`" + (f" at {at}" if at else "")


# ------------------------------------------------------------------------------------- the report

REPORT_PAGE = "report-beside-the-half-time-report.md"
"""Its name in the docs folder."""

_REPORT_HEAD = """\
# The tertial report beside the half-time report

Written by `stodlogg reproduce`; do not edit.

On the left what the City of Stockholm's half-time report of September 2019 prints, on the right what the
demo city's report of the same months (February to August 2019, working copy of the whole city) says in its
place. The figures are read from the tables that the report is made of. How a printed figure is compared, and
what of the demo city is reconstructed, is told in [reproduction.md](reproduction.md).
"""


def report_page(report: Report, reproductions: Sequence[Reproduction]) -> str:
    """`docs/report-beside-the-half-time-report.md`."""
    shown = [one for one in reproductions if one.number is not None]
    return "\n".join(
        [
            _REPORT_HEAD,
            f"**{len(shown)} of {len(reproductions)} printed figures are in the report; "
            f"{len(shown) - len(deviating(shown))} of them fit.**\n",
            *(
                f"## {chapter.rpartition(' (')[0]}\n\n{_report_table(own)}"
                for chapter, own in groupby(reproductions, key=lambda one: one.figure.chapter)
            ),
            *_sentences(report),
        ]
    )


def _report_table(reproductions: Iterable[Reproduction]) -> str:
    heading = ("Figure", "The half-time report", "The tertial report", "Deviation", "Its chapter")
    rows = (
        (
            one.figure.what,
            one.figure.printed,
            "not split so" if one.number is None else _in_bold(one),
            deviation(one),
            one.chapter,
        )
        for one in reproductions
    )
    return _table(heading, ("The tertial report", "Deviation"), rows)


def _sentences(report: Report) -> Iterator[str]:
    """What the report itself says, in its own order."""
    yield "## The report's own sentences\n"
    yield from ("### I korthet\n", *(f"- {line}" for line in report.summary), "")
    for chapter in report.chapters:
        said = [*chapter.introduction, *(line for panel in chapter.panels for line in panel.sentences)]
        if said:
            yield from (f"### {chapter.title}\n", *(f"- {line}" for line in said), "")
