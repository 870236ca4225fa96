"""A trial run as a person starts it: another port, a port that is taken, new links while it runs."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from app.kit.settings import Settings
from app.running import CannotStart, require_free, served_at

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "app.cli"]
ROOT = Path(__file__).parents[1]


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STODLOGG_")}
    return {**kept, "STODLOGG_DATABASE_URL": f"sqlite:///{folder}/trial.db", "PYTHONPATH": str(ROOT), **more}


def stodlogg(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        check=False,
        env=environment(folder, **more),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_told_with_one_that_is_free(tmp_path: Path, taken: int) -> None:
    done = stodlogg(tmp_path, "run", "--port", str(taken))
    assert done.returncode == 1
    assert f"127.0.0.1:{taken} cannot be used" in done.stderr
    free = int(done.stderr.partition("make run PORT=")[2].partition(",")[0])
    assert free != taken
    assert f"stodlogg run --port {free}" in done.stderr
    require_free("127.0.0.1", free)


@pytest.mark.parametrize("port", ["65536"])
def test_what_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    done = stodlogg(tmp_path, "run", "--port", port)
    assert done.returncode == 2
    assert "--port" in done.stderr


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotStart, match="choose another address with --host"):
        require_free("192.0.2.1", 8000)


def test_new_links_are_for_the_port_that_the_trial_runs_on(tmp_path: Path, taken: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*COMMAND, "run", "--no-demo", "--port", str(port)]
    settings = Settings(database_url=f"sqlite:///{tmp_path}/trial.db")
    with subprocess.Popen(
        command,
        env=environment(tmp_path),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        said = ""
        for line in run.stdout:
            said += line
            if "stodlogg links" in line:
                break
        assert said.count(f"http://localhost:{port}/sign-in#") == 4  # closing takes two people
        assert said.count(f"http://localhost:{port}/enrol#") == 1
        links = stodlogg(tmp_path, "links").stdout
        assert links.count(f"http://localhost:{port}/sign-in#") == 4
        assert "localhost:8000" not in links
        set_by_hand = stodlogg(tmp_path, "links", STODLOGG_PUBLIC_URL="https://stodlogg.example.se").stdout
        assert set_by_hand.count("https://stodlogg.example.se/sign-in#") == 4
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=30)
    assert served_at(settings).public_url == "http://localhost:8000"  # nothing runs any more


def test_who_works_on_the_code_sees_changes_and_errors(tmp_path: Path) -> None:
    """A file is touched: the trial starts anew. The browser's service worker goes, and an error is whole."""
    copy = tmp_path / "copy"
    for part in ("app", "migrations"):
        shutil.copytree(ROOT / part, copy / part)
    shutil.copy(ROOT / "alembic.ini", copy)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as told:
        outer = subprocess.Popen(
            [*COMMAND, "run", "--dev", "--no-demo", "--port", str(port)],
            env={**environment(tmp_path), "PYTHONPATH": str(copy)}, cwd=copy, stderr=told, stdout=told,
        )  # fmt: skip
    try:
        assert "unregister" in _until(port, bool)
        file = copy / "app" / "form" / "offline_files.py"
        text = file.read_text("utf-8")
        file.write_text(text.replace("unregister()", "changed"), "utf-8")
        assert "changed" in _until(port, lambda text: "changed" in text)
        begin = "def without_worker() -> str:\n"
        file.write_text(text.replace(begin, f"{begin}    raise ValueError('whole')\n"), "utf-8")
        _until(port, lambda _: "ValueError: whole" in log.read_text("utf-8"))
    finally:
        outer.terminate()
        assert outer.wait(60) == 128 + signal.SIGTERM
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{port}/form/sw.js")


def _until(port: int, holds: Callable[[str], bool]) -> str:
    """The worker's text when it holds; a server that is between two starts is asked again."""
    for _ in range(600):
        with suppress(httpx.TransportError):
            text = httpx.get(f"http://127.0.0.1:{port}/form/sw.js").text
            if holds(text):
                return text
        time.sleep(0.1)
    raise AssertionError("it never was so")
