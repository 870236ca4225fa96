"""The reference page of the tables."""

from app.catalogue.catalogue import load
from app.tables.documentation import render
from app.tables.layout import dimensions_of
from app.tables.registry import TABLES


def test_the_page_names_every_table_dimension_and_measure(catalogue_name: str) -> None:
    catalogue = load(catalogue_name)
    page = render(catalogue)
    sections = dict(part.split("\n", 1) for part in page.split("\n## ")[1:])
    assert list(sections) == [table.id for table in TABLES]
    for table in TABLES:
        section = sections[table.id]
        for one in dimensions_of(table, catalogue):
            assert f"| `{one.code}` |" in section
        for measure in (*table.shown, *table.derived):
            assert f"| `{measure.code}` |" in section
        assert all(f"> {note.en}" in section for note in table.notes)
    assert "next_step` | Next step (*Nästa steg*) | several, sensitive |" in page
