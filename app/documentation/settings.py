"""Every setting: `docs/reference/settings.md`."""

from app.kit.settings import Settings

_HEAD = """\
# Settings

Written by `stodlogg docs`; do not edit. Read once, at start, from environment variables or a file `.env`.

| variable | default | what it is |
|---|---|---|
"""


def page() -> str:
    rows = "\n".join(
        f"| `STODLOGG_{name.upper()}` | `{field.default}` | {field.description} |"
        for name, field in Settings.model_fields.items()
    )
    return f"{_HEAD}{rows}\n"
