"""One error base class, rendered in one place as problem details (RFC 9457).

A problem type is a subclass with a stable `kind`; `type` in the body is `/problems/{kind}`, where its
page is served. Its status and words are in `app/problems.yaml`, and `problem("not-found")` declares it. Every
kind is listed in `docs/reference/problems.md`, generated from `CATALOGUE`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from fastapi import HTTPException
from pydantic import BaseModel, Field

from app.kit.faults import Fault
from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.kit.texts import read, text_of

MEDIA_TYPE = "application/problem+json"

CATALOGUE: dict[str, type["Problem"]] = {}
"""Every problem type of the service, by kind."""

_FILE = Path(__file__).parents[1] / "problems.yaml"
DESCRIBED: dict[str, dict[str, Any]] = read(_FILE)
"""The file's description of each kind, which is there whether or not its type has been imported."""


class Problem(HTTPException):
    """Base of all errors that a client may meet.

    `kind` (stable, kebab-case), `status` (HTTP), `title` (what), `advice` (what to do) are of the type;
    `detail` says what happened this time and `faults` names the fields. A subclass names its kind, and has
    the rest from the file.
    """

    kind: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[Text]
    advice: ClassVar[Text]
    retry_after: ClassVar[int | None]
    """Whole seconds after which trying again may help; sent as `Retry-After`."""

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind in CATALOGUE:
            raise TypeError(f"the problem kind {cls.kind!r} is taken")
        if cls.kind not in DESCRIBED:
            raise TypeError(f"{_FILE} has no problem {cls.kind!r}")
        described = DESCRIBED[cls.kind]
        cls.status, cls.retry_after = described["status"], described.get("retry_after")
        cls.title, cls.advice = (text_of(described[part], cls.kind) for part in ("title", "advice"))
        CATALOGUE[cls.kind] = cls

    def __init__(
        self,
        detail: Text | None = None,
        *,
        faults: Sequence[Fault] = (),
        headers: dict[str, str] | None = None,
        extra: JsonObject | None = None,
    ) -> None:
        self.text = detail or self.advice
        self.faults = tuple(faults)
        self.extra = extra or {}
        wait = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        super().__init__(self.status, self.kind, wait | (headers or {}))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The body of the reply; also the `problem` of a refused record in a batch."""
        body: JsonObject = {
            "type": f"/problems/{self.kind}",
            "title": self.title.of(language),
            "status": self.status,
            "detail": self.text.of(language),
        }
        if self.faults:
            body["errors"] = [fault.as_json(language) for fault in self.faults]
        return body | self.extra

    def __str__(self) -> str:
        parts = [self.text.en, *(f"{fault.field}: {fault.message('en')}" for fault in self.faults)]
        return f"{self.kind}: " + " ".join(parts)


def problem(kind: str) -> type[Problem]:
    """The problem type of a kind in `app/problems.yaml`. Raises `TypeError` where the file has none."""
    name = "".join(word.capitalize() for word in kind.split("-"))
    return type(name, (Problem,), {"kind": kind})


class FaultBody(BaseModel):
    """One field's fault in a problem."""

    field: str = Field(description="Dotted path of the field in the body, or the parameter's name.")
    rule: str = Field(description="Stable code of the rule that was broken.")
    message: str = Field(description="What is wrong and what would be right, in the asked language.")
    allowed: list[str] | None = Field(
        default=None, description="The codes that would be right, where they are few."
    )


class ProblemBody(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(
        pattern="^/problems/[a-z-]+$",
        description="Which problem; relative to the server, its page is served there.",
    )
    title: str
    status: int
    detail: str = Field(description="What happened and what to do.")
    errors: list[FaultBody] | None = Field(default=None, description="The fields that were wrong.")
    instance: str | None = Field(
        default=None, description="The request's random id, to find its line in the log; where we failed."
    )


NotFound = problem("not-found")
MethodNotAllowed = problem("method-not-allowed")
MediaTypeNotSupported = problem("media-type-not-supported")
BodyTooLarge = problem("body-too-large")
MalformedJson = problem("malformed-json")
BadRequest = problem("bad-request")
InvalidInput = problem("invalid-input")
DatabaseBusy = problem("database-busy")
DatabaseUnavailable = problem("database-unavailable")
DatabaseReplaced = problem("database-replaced")
DatabaseDamaged = problem("database-damaged")
StorageFull = problem("storage-full")
InternalError = problem("internal-error")


def errors(*problems: type[Problem]) -> dict[int | str, JsonObject]:
    """OpenAPI `responses` for the problems that an operation may answer with."""
    by_status: dict[int, list[type[Problem]]] = {}
    for each in dict.fromkeys(problems):
        by_status.setdefault(each.status, []).append(each)
    return {
        status: {
            "description": "; ".join(f"`{kind.kind}`: {kind.title.en}" for kind in kinds),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for status, kinds in sorted(by_status.items())
    }
