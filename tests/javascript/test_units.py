"""The parts of the form's JavaScript that need no browser, in Node.js, which comes with Playwright."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).parent
NODE = compute_driver_executable()[0]
FILES = sorted(HERE.glob("*.test.mjs"))
SECONDS = 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_units(file: Path) -> None:
    command = [NODE, "--no-warnings", "--test", "--test-reporter=tap", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    said = f"{ended.stdout}{ended.stderr}"
    assert ended.returncode == 0, said
    counts = dict(re.findall(r"^# (\w+) (\d+)$", ended.stdout, re.MULTILINE))
    # A file that tests nothing, or passes over something, is no test.
    assert counts["pass"] == counts["tests"] != "0", said
