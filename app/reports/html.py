"""The report as one HTML page: no script, no outside request, readable aloud, on a phone and on paper."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from markupsafe import Markup

from app.kit.http.pages import templates_beside
from app.reports.charts.draw import draw
from app.reports.document import Report

_TEMPLATES = templates_beside(__file__)
_STYLE = Path(__file__).parent / "templates" / "report.css"


@cache
def style() -> str:
    return _STYLE.read_text("utf-8")


@cache
def style_hash() -> str:
    """What a content security policy names to let the page's own style in, and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()}"


def as_html(report: Report) -> bytes:
    """The whole page."""
    charts = {panel.id: Markup(draw(panel, report.language)) for panel in report.panels}
    page = _TEMPLATES.get_template("report.html").render(
        report=report,
        lang=report.language,
        sv=report.language == "sv",
        charts=charts,
        style=Markup(style()),
    )
    return page.encode()
