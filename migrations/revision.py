"""Writes a new revision from what the code declares: `make migration NAME="what it is for"`."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from app.kit.db.database import Database
from app.kit.db.migration import config
from app.kit.settings import Settings

AFTERWARDS = """
Read it: its first line is for those who upgrade, and what older rows have is for you to say.
Then, once, when it is done:   .venv/bin/python -m tests.migrations.take
and:                           .venv/bin/python -m pytest -n 0 tests/test_migrations.py
"""


def write(name: str, settings: Config) -> Path:
    """The file of a new revision, one higher than the newest: what a database of that still lacks."""
    number = int(ScriptDirectory.from_config(settings).get_current_head() or 0) + 1
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Settings(database_url=f"sqlite:///{folder}/newest.db"))
        with database.engine.connect() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            made = command.revision(settings, name, autogenerate=True, rev_id=f"{number:04d}")
        database.dispose()
    assert isinstance(made, Script)
    for tidy in ("check --fix", "format"):
        ruff = [sys.executable, "-m", "ruff", *tidy.split(), "--quiet", made.path]
        subprocess.run(ruff, check=tidy == "format")
    return Path(made.path)


if __name__ == "__main__":
    if not re.search(r"\w", named := " ".join(sys.argv[1:])):
        sys.exit('What is it for? make migration NAME="transport of home visits"')
    sys.stdout.write(f"{write(named, config())}\n{AFTERWARDS}")
