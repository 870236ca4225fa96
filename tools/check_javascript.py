"""Types and style of the JavaScript that browsers run: TypeScript's checker and ESLint.

    python -m tools.check_javascript

Both come from `tools/javascript/package-lock.json` by `npm ci`, the first time and when the lock changes.
Nothing of them is served: the files that are looked at are the files that browsers get. A machine without
Node.js is told so, and that is a failure: what has not been looked at is not right.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = ROOT / "tools" / "javascript"
LOCK = HERE / "package-lock.json"
INSTALLED = HERE / "node_modules"
PROGRAMS = INSTALLED / ".bin"
STAMP = INSTALLED / ".installed-from"
LOOKED_AT = ("app/form/static", "app/front/static", "tests/javascript")
CHECKS = (
    ("tsc", "-p", "jsconfig.json"),
    ("tsc", "-p", "tools/javascript/worker.json"),
    ("eslint", "-c", "tools/javascript/eslint.config.js", "--max-warnings", "0", *LOOKED_AT),
)

OLDEST = (20, 19)
NOT_CHECKED = "The JavaScript has NOT been checked"
NEEDED = f"{NOT_CHECKED}: Node.js {OLDEST[0]}.{OLDEST[1]} or later with npm is needed"


def main() -> int:
    """Run every check, and return 1 if one found something or could not be run."""
    if missing := _missing() or _install():
        print(missing, file=sys.stderr)
        return 1
    failed = False
    for program, *arguments in CHECKS:
        print(program, *arguments, flush=True)
        failed |= subprocess.run([PROGRAMS / program, *arguments], check=False, cwd=ROOT).returncode != 0
    return int(failed)


def _missing() -> str | None:
    """What is not on this machine, in a sentence."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return f"{NEEDED}."
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout.strip()
    version = tuple(int(part) for part in said.removeprefix("v").split(".")[:2] if part.isdigit())
    return None if version >= OLDEST else f"{NEEDED}, and there is {said or 'none that starts'}."


def _install() -> str | None:
    """Bring the programs that the lock names. What went wrong, or None."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == lock:
        return None
    print("Installing what checks the JavaScript: some seconds the first time.", flush=True)
    command = ["npm", "ci", "--ignore-scripts", "--loglevel", "error"]
    ended = subprocess.run(command, check=False, cwd=HERE, env={**os.environ, "CI": "1"})
    if ended.returncode != 0:
        return f"{NOT_CHECKED}: `{' '.join(command)}` in tools/javascript failed."
    STAMP.write_text(lock, "ascii")
    return None


if __name__ == "__main__":
    sys.exit(main())
