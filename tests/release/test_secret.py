"""The secret for rounding: made once, kept to oneself, told of by a fingerprint alone, replaced openly."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from app.access.actor import COMMAND_LINE
from app.demo.demo_releases import release_all
from app.kit.problems import Problem
from app.main import create_app
from app.release.lifecycle import release_acts
from app.release.protection.secret import (
    LENGTH,
    OtherSecret,
    SecretUnusable,
    fingerprint,
    others_can_read,
    rotate,
    secret_of,
)
from app.release.storage.store import find
from tests.release.conftest import FIRST, SECOND, TERTIAL
from tests.release.fake import Freezer
from tests.support.service import Service, Templates, settings_for


def test_it_is_made_at_first_need_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret"
    secret = secret_of(path)
    assert len(secret) == LENGTH
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_of(path) == secret
    assert secret_of(path, fingerprint(secret)) == secret
    assert list(path.parent.iterdir()) == [path]
    assert secret_of(tmp_path / "other") != secret


def test_a_new_one_comes_before_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    old = secret_of(path)
    new = rotate(path)
    assert secret_of(path) == new != old
    assert secret_of(path, fingerprint(old)) == old
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_that_other_accounts_can_read_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], templates: Templates
) -> None:
    path = tmp_path / "secret"
    assert not others_can_read(path)
    secret_of(path)
    settings = settings_for(templates.sqlite(tmp_path / "stodlogg.db", "stockholm"), "stockholm")
    for mode, told in ((0o600, False), (0o640, True), (0o644, True)):
        path.chmod(mode)
        assert others_can_read(path) is told
        capsys.readouterr()
        create_app(settings.model_copy(update={"rounding_secret_file": path}))
        assert ("mode 0600" in capsys.readouterr().err) is told


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    secret_of(path)
    with pytest.raises(OtherSecret):
        secret_of(path, fingerprint(b"another"))
    with pytest.raises(OtherSecret):
        secret_of(tmp_path / "not-there", fingerprint(b"another"))
    assert not (tmp_path / "not-there").exists()
    for wrong in ("", "# only words\n", "abc\n", "zz" * LENGTH, "00" * (LENGTH - 1)):
        path.write_text(wrong)
        with pytest.raises(SecretUnusable, match="secret"):
            secret_of(path)
        with pytest.raises(SecretUnusable, match="secret"):
            rotate(path)  # what was released with the secrets that it held could never be revised
        assert path.read_text() == wrong
    with pytest.raises(SecretUnusable):
        secret_of(tmp_path)  # a folder
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(SecretUnusable):
        secret_of(file / "below")


@pytest.fixture
def published(stockholm: Service, freezer: Freezer) -> Service:
    """With a release, on both databases."""
    assert release_all(stockholm.database, stockholm.here, tertials=[TERTIAL]) == [FIRST]
    return stockholm


def _checked_again(service: Service) -> str:
    database, here = service.database, service.here
    release_acts.revise(database, COMMAND_LINE, TERTIAL, here)
    release_acts.lock(database, COMMAND_LINE, TERTIAL, here)
    return release_acts.check(database, COMMAND_LINE, SECOND, here, lambda *_: None).state


def test_revisions_are_drawn_with_the_secret_of_the_first(published: Service, freezer: Freezer) -> None:
    path = published.here.settings.rounding_secret_path
    told = release_acts.rotate_secret(published.database, COMMAND_LINE, published.here)
    assert told == fingerprint(secret_of(path)) != fingerprint(freezer.secrets[0])
    assert _checked_again(published) == "checked"
    assert freezer.secrets[1] == freezer.secrets[0]
    with published.database.reading() as session:
        content = find(session, SECOND).content
        noted = [row.kind for row in session.execute(text("SELECT kind FROM act")).all()]
    assert content is not None
    assert content.parameters.secret == fingerprint(freezer.secrets[0])
    assert noted.count("secret-rotated") == 1


@pytest.mark.parametrize("text_then", [None, "11" * LENGTH])
def test_another_secret_is_refused(published: Service, text_then: str | None) -> None:
    """Whether the file was lost or is another one: nothing is drawn anew, and it goes on when it is back."""
    path = published.here.settings.rounding_secret_path
    kept = path.read_text("utf-8")
    if text_then is None:
        path.unlink()
    else:
        path.write_text(text_then)
    with pytest.raises(OtherSecret):
        _checked_again(published)
    path.write_text(kept, "utf-8")
    check = release_acts.check(published.database, COMMAND_LINE, SECOND, published.here, lambda *_: None)
    assert check.state == "checked"


def test_nothing_that_is_stored_holds_it(published: Service, freezer: Freezer) -> None:
    (secret,) = freezer.secrets
    with published.database.reading() as session:
        for table in (
            "release",
            "release_content",
            "release_rounding",
            "release_table",
            "release_certificate",
        ):
            for row in session.execute(text(f"SELECT * FROM {table}")).all():
                for value in row:
                    held = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    assert secret not in held
                    assert secret.hex().encode() not in held


def test_problems_of_the_file_are_told_before_anything_is_counted(
    quick: Service, freezer: Freezer, tmp_path: Path
) -> None:
    database, here = quick.database, quick.here
    here.settings.rounding_secret_file = tmp_path
    release_acts.lock(database, COMMAND_LINE, TERTIAL, here)
    with pytest.raises(Problem, match="rounding-secret"):
        release_acts.require_checkable(database, COMMAND_LINE, FIRST, here)
    assert freezer.secrets == []
