"""Roles, permissions and the guard of every route: `docs/reference/access.md`."""

from app.access.guards import guards_of
from app.access.roles import ROLES, Permission
from app.access.trail.acts import ACTS
from app.kit.http.parts import PageWords, part
from app.kit.settings import Settings
from app.main import create_app

_HEAD = """\
# Roles, permissions and routes

Written by `stodlogg docs`; do not edit. Roles are data (`app/access/roles.py`); nothing else decides what a
role may do.

| role | who | may | and for the whole city |
|---|---|---|---|
"""

_ROUTES = """
## Who may use which route

`public` is open on purpose. A test walks all routes and fails on one without a guard.

| route | guard |
|---|---|
"""

_ACTS = """
## Acts of the trail

Each is noted in its own transaction, with the account that did it and the day.

| act | in Swedish | in English |
|---|---|---|
"""


def _listed(permissions: frozenset[Permission]) -> str:
    return ", ".join(sorted(permissions))


def page() -> str:
    roles = "\n".join(
        f"| `{role}` | {facts.sentence.en} | {_listed(facts.permissions)} | {_listed(facts.city)} |"
        for role, facts in ROLES.items()
    )
    app = create_app(Settings(database_url="sqlite://"))
    routes = "\n".join(
        f"| `{route}` | {', '.join(guards)} |"
        for route, guards in sorted(guards_of(app.routes).items(), key=lambda pair: pair[0].split()[::-1])
        if guards
    )
    said = part(app, PageWords).wording
    acts = "\n".join(
        f"| `{kind}` | {said(text.sv, 'sv')} | {said(text.en, 'en')} |" for kind, text in ACTS.items()
    )
    return f"{_HEAD}{roles}\n{_ROUTES}{routes}\n{_ACTS}{acts}\n"
