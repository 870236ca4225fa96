"""The life of a release: `docs/reference/release-states.md`."""

from app.release.release_states import REASONS, STATES, TRANSITIONS, diagram

_HEAD = """\
# States of a release

Written by `stodlogg docs`; do not edit. The transitions are data (`app/release/release_states.py`): the
service, this diagram and the trigger in the database are made from them, and a test compares the three. How
to go about it: [release a tertial](../how-to/release.md).

```mermaid
{diagram}
```

## States

| state | in Swedish | in English |
|---|---|---|
{states}

## Acts

Who may (the permission, see [roles](access.md)) is a question apart from whether it can happen now (the
state).

| act | from | to | permission |
|---|---|---|---|
{acts}

## Reasons to withdraw

| reason | in Swedish | in English |
|---|---|---|
{reasons}
"""


def page() -> str:
    return _HEAD.format(
        diagram=diagram(),
        states="\n".join(f"| `{state}` | {text.sv} | {text.en} |" for state, text in STATES.items()),
        acts="\n".join(
            f"| {act.act} | {f'`{act.source}`' if act.source else ''} | `{act.target}` | `{act.permission}` |"
            for act in TRANSITIONS
        ),
        reasons="\n".join(f"| `{reason}` | {text.sv} | {text.en} |" for reason, text in REASONS.items()),
    )
