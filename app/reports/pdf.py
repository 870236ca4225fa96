"""The report as PDF by Typst: tagged and marked as PDF/UA-1, with bookmarks and a text for each chart."""

import json
from functools import cache
from pathlib import Path

import typst

from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.reports.charts import svg
from app.reports.charts.draw import described, draw
from app.reports.document import Panel, Report

_PRINTED = Path(__file__).parent / "templates" / "report.typ"
FONT = "Libertinus Serif"
"""Typst's own font: the same on every machine."""
_CONTENTS = Text("Innehåll", "Contents")
_SHORT = Text("I korthet", "In short")
_HOW = Text("Så är siffrorna gjorda", "How the figures are made")


def as_pdf(report: Report) -> bytes:
    """The whole document, A4."""
    made = typst.compile(source(), format="pdf", sys_inputs=inputs(report), pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def inputs(report: Report) -> dict[str, str]:
    """What the template is given."""
    language = report.language
    given: JsonObject = {
        "language": language,
        "edition": report.edition,
        "title": report.title,
        "place": report.place,
        "district": report.district,
        "period_words": report.period_words,
        "period_words_capital": report.period_words[:1].upper() + report.period_words[1:],
        "mark": report.mark,
        "explained": report.explained,
        "about": report.about,
        "summary": report.summary,
        "contents": _CONTENTS.of(language),
        "in_short": _SHORT.of(language),
        "how": _HOW.of(language),
        "method": report.method,
        "version": report.version,
        "chapters": [
            {
                "title": chapter.title,
                "introduction": chapter.introduction,
                "rounding": " ".join(chapter.rounding),
                "panels": [_panel(panel, language) for panel in chapter.panels],
            }
            for chapter in report.chapters
        ],
    }
    return {"report": json.dumps(given)}


def _panel(panel: Panel, language: Language) -> JsonObject:
    return {
        "title": panel.title,
        "sentences": panel.sentences,
        "base": panel.base,
        "notes": panel.notes,
        "source": panel.source,
        "svg": draw(panel, language).replace(svg.FONT.replace("'", "&#x27;"), FONT),
        "alt": f"{panel.title}. {described(panel.chart, language)}" if panel.chart else "",
        "rows_are": panel.grid.rows_are,
        "columns": [{"title": column.title, "kind": column.kind} for column in panel.grid.columns],
        "rows": [
            {
                "label": row.label,
                "cells": [cell.shown for cell in row.cells],
                "whole": row.whole,
                "unknown": row.unknown,
            }
            for row in panel.grid.rows
        ],
    }


@cache
def source() -> bytes:
    return _PRINTED.read_bytes()
