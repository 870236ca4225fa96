"""What shares a costly fixture is dealt out together: a module that was renamed is found here."""

from pathlib import Path

import pytest

from tests.support.dealing import FOLDERS, MODULES, lot

HERE = Path(__file__).parent


@pytest.mark.parametrize("place", [*FOLDERS, *MODULES])
def test_every_place_is_there(place: str) -> None:
    assert (HERE / place).exists()


def test_tests_that_share_are_in_one_lot() -> None:
    assert lot("tests/desk/test_spindle.py::test_a[x/y::z]") == lot("tests/desk/test_closing.py::test_b")
    assert lot("tests/pxweb/test_pages.py::test_a") == lot("tests/pxweb/test_pages.py::test_b[1]")
    assert lot("tests/pxweb/test_pages.py::test_a") != lot("tests/pxweb/test_clients.py::test_a")
    assert lot("tests/test_docs.py::test_a") != lot("tests/test_docs.py::test_b")
