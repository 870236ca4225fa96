"""What `stodlogg reproduce` does."""

from pathlib import Path

from rich.console import Console

from reproduction.figures import deviating
from reproduction.pages import REPORT_PAGE, report_page, show, statistics_page
from reproduction.report import reproduce_report
from reproduction.statistics import reproduce_statistics
from reproduction.temporary_service import serve_demo_city


def reproduce(page: Path | None, out: Console, err: Console) -> int:
    """Print every figure and write both pages (into `docs/` where there is such a folder and no `page` is
    named). Returns 0 where every figure fits, 1 otherwise."""
    with serve_demo_city() as service:
        reproductions = reproduce_statistics(service)
        report, from_report = reproduce_report(service)
    show(reproductions, out)
    written = page or (Path("docs/reproduction.md") if Path("docs").is_dir() else None)
    if written:
        written.write_text(statistics_page(reproductions), "utf-8")
        second = written.with_name(REPORT_PAGE)
        second.write_text(report_page(report, from_report), "utf-8")
        err.print(f"written: {written}, {second}", highlight=False)
    return int(bool(deviating(reproductions)))
