"""Writes the dependency locks: every version with the hashes of all its files, and no host.

    python tools/lock.py path/to/uv [--upgrade]

One lock serves every supported Python and processor: uv resolves for all of them at once and takes the hashes
of each file of a version from the index, not only of the file that fits this machine.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"


def compile_lock(uv: str, output: str, *options: str) -> None:
    """Resolves pyproject.toml's dependencies and build tools into the file `output`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    command = [
        *(uv, "pip", "compile", "--quiet", "--no-config", "--universal", "--generate-hashes"),
        *("--python-version", OLDEST_PYTHON, "--custom-compile-command", "make lock"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate"),
        *("pyproject.toml", "-", "--output-file", output),
        *options,
    ]
    # The build tools are locked too: the project is then installed without asking an index for them.
    build_tools = "\n".join(project["build-system"]["requires"])
    subprocess.run(command, cwd=ROOT, input=build_tools, text=True, check=True)
    print(f"{output} written")


def main() -> None:
    """Writes both locks; the versions of the first one bind the second."""
    uv, *options = sys.argv[1:]
    # From the root the command is run in another folder than ours.
    uv = str(Path(uv).absolute())
    compile_lock(uv, "requirements.lock", *options)
    compile_lock(
        uv, "requirements-dev.lock", "--extra", "dev", "--constraints", "requirements.lock", *options
    )


if __name__ == "__main__":
    main()
