"""Four times the rows take no more memory: each import in a process of its own, its peak measured."""

from pathlib import Path

import pytest

from app.activities.registry import BY_NAME
from app.catalogue.catalogue import load
from app.importing.sheet_columns import layout
from app.importing.template import Format
from tests.importing.files import cells_of
from tests.importing.large import Measured, large_file, measured
from tests.support.service import Templates

NAME, COUNTED = "collaboration-activity", "participants"

FEW, MANY = 6_000, 24_000
MOST_GROWTH = 16.0
"""MiB. Caches that are filled once (SQLite's, the allocator's) take some eight; the rows would take 27."""


def _import(templates: Templates, path: Path, kind: Format, count: int) -> Measured:
    cells = cells_of(NAME, "stockholm")[0]
    columns = layout(BY_NAME[NAME], load("stockholm")).template
    headers = [*(column.header for column in columns if column.header != COUNTED), COUNTED]
    file = large_file(NAME, headers, [cells.get(header) for header in headers], count, path, kind)
    return measured(templates.sqlite(path / f"{kind}-{count}.db", "stockholm"), NAME, file)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_file(kind: Format, templates: Templates, tmp_path: Path) -> None:
    small = _import(templates, tmp_path, kind, FEW)
    large = _import(templates, tmp_path, kind, MANY)
    assert (small.created, small.mistakes) == (FEW, 0)
    assert (large.created, large.mistakes) == (MANY, 0)
    assert large.peak - small.peak < MOST_GROWTH, (small, large)
