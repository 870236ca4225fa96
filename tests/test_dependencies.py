"""The locks are complete, hashed and bound to no host; the docs account for each dependency of ours."""

import json
import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME: list[str] = PROJECT["project"]["dependencies"]
DEVELOPMENT: list[str] = PROJECT["project"]["optional-dependencies"]["dev"]
BUILD: list[str] = PROJECT["build-system"]["requires"]


def name_of(requirement: str) -> str:
    """The normalised name of a requirement: `pwdlib[argon2]>=0.3` is `pwdlib`."""
    matched = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert matched, requirement
    return re.sub(r"[-_.]+", "-", matched[0]).lower()


def locked(lock: str) -> dict[str, set[str]]:
    """What a lock pins: name to the set of pinned versions (more than one where they differ by Python)."""
    pins: dict[str, set[str]] = {}
    for pin in entries(lock):
        name, version = pin.split(";")[0].split("\\")[0].strip().split("==")
        pins.setdefault(name_of(name), set()).add(version.split()[0])
    return pins


def entries(lock: str) -> list[str]:
    """Each requirement of a lock with its continuation lines, comments left out."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [entry for entry in re.split(r"\n(?=\S)", text.strip()) if entry]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_host(lock: str) -> None:
    assert len(entries(lock)) > 30
    for entry in entries(lock):
        first, *rest = (line.strip().removesuffix("\\").strip() for line in entry.splitlines())
        assert re.fullmatch(r"[a-z0-9.-]+==[^\s;]+( ; [^\\]+)?", first)
        assert rest
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in rest), first
    text = (ROOT / lock).read_text(encoding="utf-8")
    # No address of an index, no folder of a machine: "/" stands nowhere in a lock.
    assert "/" not in text


@pytest.mark.parametrize(
    ("lock", "wanted"), [(LOCKS[0], RUNTIME + BUILD), (LOCKS[1], RUNTIME + BUILD + DEVELOPMENT)]
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    assert {name_of(requirement) for requirement in wanted} <= locked(lock).keys()


def test_tests_run_on_the_versions_that_are_served() -> None:
    development = locked(LOCKS[1])
    assert {name: development.get(name) for name in locked(LOCKS[0])} == locked(LOCKS[0])


def test_every_dependency_is_accounted_for() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    described = {name_of(name) for name in re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)}
    assert described == {name_of(requirement) for requirement in RUNTIME + BUILD + DEVELOPMENT}


def test_what_is_copied_into_the_form_is_what_the_docs_say() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    folder = ROOT / "app" / "form" / "static" / "vendor"
    copies = [one for one in folder.iterdir() if one.suffix not in (".txt", ".mts")]
    assert copies
    for copy in copies:
        assert f"`{copy.name}`" in text
        assert sha256(copy.read_bytes()).hexdigest() in text
        assert (folder / f"{copy.stem}.LICENSE.txt").exists()


def test_what_checks_the_javascript_is_pinned_and_accounted_for() -> None:
    folder = ROOT / "tools" / "javascript"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    root = lock.pop("")
    assert root["devDependencies"] == wanted
    for name, package in lock.items():
        assert re.fullmatch(r"sha512-\S+", package["integrity"]), name
        assert "resolved" not in package, "no address of a registry"
    for name, version in wanted.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"\*\*([@a-z/-]+) ([0-9.]+)\*\* ?(?:and|\()", text))
    assert {name: version for name, version in described.items() if name != "qrcode-generator"} == wanted
