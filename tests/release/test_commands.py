"""`stodlogg release` from the shell: the whole life, four eyes at one keyboard, an interruption."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from app.access.accounts.service import create_account
from app.access.actor import COMMAND_LINE
from app.access.roles import Role
from app.access.sign_in.passwords import hash_password
from app.cli.main import app
from app.kit import clock
from app.release.storage.tables import CERTIFICATE
from app.schema import metadata
from tests.release.conftest import FIRST, SECOND, TERTIAL
from tests.release.fake import Freezer
from tests.support.service import TODAY, Service, Templates, start
from tests.support.unguarded import unguarded

PASSWORD = "femton vita svanar"
Run = Callable[..., Result]


@pytest.fixture
def service(templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    for name, value in {"DATABASE_URL": url, "CATALOGUE": "stockholm"}.items():
        monkeypatch.setenv(f"STODLOGG_{name}", value)
    monkeypatch.setattr(clock, "today", lambda _zone: TODAY)
    yield from start(url, "stockholm")


@pytest.fixture
def run(service: Service, freezer: Freezer) -> Run:
    def run(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, ["release", *arguments], input=typed)

    return run


def _coordinator(service: Service, district: str | None = None) -> str:
    """An account with a password."""
    with service.database.writing() as session:
        code = str(create_account(session, COMMAND_LINE, Role.COORDINATOR, district, service.here).account)
        accounts = metadata.tables["account"]
        password = {"password_hash": hash_password(PASSWORD)}
        session.execute(update(accounts).where(accounts.c.code == code).values(password))
    return code


def test_the_whole_life(service: Service, run: Run) -> None:
    said = run("lock", TERTIAL)
    assert (said.exit_code, said.stderr) == (0, f"{FIRST} is locked.\n")
    assert run("check", FIRST).stderr.endswith(f"{FIRST} is checked.\n")
    refused = run("publish", FIRST)
    assert str(refused.exception).startswith("same-person: ")
    assert "for the whole city." in str(refused.exception)

    other = _coordinator(service)
    assert str(run("publish", FIRST, "--as", other, typed="fel\n").exception).startswith("wrong-password: ")
    assert str(run("publish", FIRST, "--as", "c-000000", typed=f"{PASSWORD}\n").exception).startswith(
        "wrong-"
    )
    district = _coordinator(service, "farsta")
    refused = run("publish", FIRST, "--as", district, typed=f"{PASSWORD}\n")
    assert str(refused.exception).startswith("not-allowed: ")
    said = run("publish", FIRST, "--as", other, typed=f"{PASSWORD}\n")
    assert said.exit_code == 0
    assert said.stderr.endswith(f"{FIRST} is published.\n")
    assert PASSWORD not in said.output

    assert run("revise", TERTIAL).stderr == f"{SECOND} is draft.\n"
    listed = run("list").stdout
    assert [line.split()[:2] for line in listed.splitlines()[1:]] == [[FIRST, "published"], [SECOND, "draft"]]
    shown = run("show", FIRST).stdout
    assert "method rounding, threshold 5, software 0.1.0, catalogue stockholm" in shown
    assert f"  routes-in {TERTIAL}" in shown
    said = run("withdraw", SECOND, "--reason", "because")
    assert said.exit_code == 1
    assert "use one of wrong-figures" in said.stderr
    assert run("withdraw", SECOND, "--reason", "not-needed").stderr == f"{SECOND} is withdrawn.\n"


def test_a_check_tells_of_how_many_districts_something_waits(
    service: Service, run: Run, freezer: Freezer
) -> None:
    run("lock", TERTIAL)
    freezer.waiting = ("farsta", "skarholmen")
    told = run("check", FIRST).stderr
    assert f"{FIRST} is checked.\n2 stadsdelar väntar: för få registreringar har ändrats" in told
    assert "must wait: too few records have changed" in told
    assert "farsta" not in told.lower()


def test_verify_ends_with_a_status(service: Service, run: Run) -> None:
    run("lock", TERTIAL)
    run("check", FIRST)
    said = run("verify", FIRST)
    assert (said.exit_code, said.stdout.splitlines()[-1]) == (
        0,
        f"{FIRST} is as it was made, and proved safe.",
    )
    with service.database.engine.begin() as connection, unguarded(connection):
        connection.execute(update(CERTIFICATE).values(problem=CERTIFICATE.c.certificate))
    said = run("verify", FIRST)
    assert said.exit_code == 1
    assert "FAILS  the bytes of the proof" in said.stdout
    assert said.stdout.splitlines()[-1] == f"{FIRST} IS NOT AS IT SHOULD BE."


def test_ctrl_c_leaves_nothing_behind(run: Run, freezer: Freezer) -> None:
    run("lock", TERTIAL)
    freezer.stops = KeyboardInterrupt()
    said = run("check", FIRST)
    assert said.exit_code == 130
    assert said.stderr.splitlines()[-1].startswith("interrupted: nothing was stored.")
    assert run("show", FIRST).stdout.splitlines()[0] == f"{FIRST}: locked"
    freezer.stops = None
    assert run("check", FIRST).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("lock", "2026-T3"), "tertial-not-over"),
        (("lock", "2019-T4"), "invalid-input"),
        (("check", "2019-T1-r1"), "release-not-found"),
        (("verify", "2019-T1-r1"), "release-not-found"),
        (("show", "nonsense"), "release-not-found"),
        (("revise", "2019-T1"), "release-not-found"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, arguments: tuple[str, ...], kind: str) -> None:
    assert str(run(*arguments).exception).startswith(f"{kind}: ")


def test_asking_which_secret_it_is_makes_none(service: Service, run: Run) -> None:
    path = service.here.settings.rounding_secret_path
    said = run("secret", "fingerprint")
    assert (said.exit_code, said.stdout) == (1, "")
    assert not path.exists()
    made = run("secret", "rotate").stdout
    assert run("secret", "fingerprint").stdout == made
    assert not run("secret", "fingerprint").stderr
    path.chmod(0o644)
    said = run("secret", "fingerprint")
    assert (said.exit_code, said.stdout) == (0, made)
    assert "chmod 600" in said.stderr
