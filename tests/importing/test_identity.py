"""Ids made from the content: UUIDs of version 4 by their form, the same each time, apart for equal rows."""

from pathlib import Path
from uuid import UUID

from app.importing.identity import SeenRows, made_id
from tests.importing.files import cells_of, csv_file, run
from tests.support.service import Service

HASH, OTHER = bytes(range(32)), bytes(32)


def test_an_id_is_a_version_4_uuid_and_never_changes() -> None:
    """Written out: a change of the recipe would file every earlier import a second time."""
    first = made_id("stockholm", "home-visit", HASH, 0)
    assert first == UUID("8ebeeca6-2944-4c88-aabc-c540700203b8")
    assert (first.version, first.variant) == (4, UUID("0d9f4a52-6f0e-4b7a-9c1d-2f5b8e3a7c01").variant)
    others = [
        made_id("stockholm", "home-visit", HASH, 1),
        made_id("stockholm", "theme-meeting", HASH, 0),
        made_id("lindesberg", "home-visit", HASH, 0),
        made_id("stockholm", "home-visit", OTHER, 0),
    ]
    assert len({first, *others}) == 5


def test_contents_are_counted() -> None:
    with SeenRows() as seen:
        assert [seen.times(one) for one in (HASH, HASH, OTHER, HASH, OTHER)] == [0, 1, 0, 2, 1]


def test_the_first_row_of_a_key_is_known() -> None:
    with SeenRows() as seen:
        assert [seen.first_row(key, row) for key, row in (("a", 2), ("b", 3), ("a", 4), ("a", 5))] == [
            None,
            None,
            2,
            2,
        ]


def test_what_was_seen_is_kept_in_a_file_of_its_own() -> None:
    """Not in memory: a database of that name has a file once its cache is full, and none by name ever."""
    with SeenRows() as seen:
        for number in range(60_000):
            seen.times(number.to_bytes(32, "big"))
        opened = [
            link.readlink()
            for link in Path("/proc/self/fd").iterdir()
            if link.is_symlink() and _is_there(link)
        ]
        files = [str(one) for one in opened if "etilqs_" in str(one)]
        assert len(files) == 1
        assert files[0].endswith("(deleted)")


def _is_there(link: Path) -> bool:
    try:
        link.readlink()
    except OSError:
        return False
    return True


def test_a_blank_cell_and_its_meaning_are_the_same_record(quick: Service, tmp_path: Path) -> None:
    """The id is of what is stored, not of how it was written."""
    (row,) = cells_of("collaboration-activity", "stockholm", participants="not-known")
    file = csv_file(quick, "collaboration-activity", [row], tmp_path)
    assert run(quick, "collaboration-activity", file).created == 1
    blank = {**row, "participants": None, "partners": "midwifery-clinic child-health-centre"}
    assert (
        run(
            quick, "collaboration-activity", csv_file(quick, "collaboration-activity", [blank], tmp_path)
        ).same
        == 1
    )
