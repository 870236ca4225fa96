"""One error base class, rendered in one place as problem details (RFC 9457).

A problem type is a subclass with a stable `kind`; `type` in the body is `/problems/{kind}`, where its
page is served. Every kind is listed in `docs/reference/problems.md`, generated from `CATALOGUE`.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from fastapi import HTTPException
from pydantic import BaseModel, Field

from app.kit.faults import Fault
from app.kit.language import Language, Text

MEDIA_TYPE = "application/problem+json"

CATALOGUE: dict[str, type["Problem"]] = {}
"""Every problem type of the service, by kind."""


class Problem(HTTPException):
    """Base of all errors that a client may meet.

    `kind` (stable, kebab-case), `status` (HTTP), `title` (what), `advice` (what to do) are of the type;
    `detail` says what happened this time and `faults` names the fields.
    """

    kind: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[Text]
    advice: ClassVar[Text]
    retry_after: ClassVar[int | None] = None
    """Whole seconds after which trying again may help; sent as `Retry-After`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind in CATALOGUE:
            raise TypeError(f"the problem kind {cls.kind!r} is taken")
        CATALOGUE[cls.kind] = cls

    def __init__(
        self,
        detail: Text | None = None,
        *,
        faults: Sequence[Fault] = (),
        headers: dict[str, str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        self.text = detail or self.advice
        self.faults = tuple(faults)
        self.extra = extra or {}
        wait = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        super().__init__(self.status, self.kind, wait | (headers or {}))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The body of the reply; also the `problem` of a refused record in a batch."""
        body: dict[str, Any] = {
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


class NotFound(Problem):
    kind, status = "not-found", 404
    title = Text("Finns inte", "Not found")
    advice = Text("Adressen finns inte. Kontrollera den.", "There is nothing at this address. Check it.")


class MethodNotAllowed(Problem):
    kind, status = "method-not-allowed", 405
    title = Text("Metoden går inte att använda här", "Method not allowed")
    advice = Text(
        "Adressen finns men tar inte emot den metoden. Se Allow.",
        "The address exists but does not take this method. See the Allow header.",
    )


class MediaTypeNotSupported(Problem):
    kind, status = "media-type-not-supported", 415
    title = Text("Fel innehållstyp", "Media type not supported")
    advice = Text(
        "Skicka innehållet som application/json, okomprimerat.",
        "Send the body as application/json, uncompressed.",
    )


class BodyTooLarge(Problem):
    kind, status = "body-too-large", 413
    title = Text("Innehållet är för stort", "The body is too large")
    advice = Text("Skicka mindre åt gången.", "Send less at a time.")


class MalformedJson(Problem):
    kind, status = "malformed-json", 400
    title = Text("Innehållet går inte att läsa", "The body cannot be read")
    advice = Text("Skicka ett JSON-objekt i UTF-8.", "Send one JSON object in UTF-8.")


class BadRequest(Problem):
    kind, status = "bad-request", 400
    title = Text("Begäran går inte att läsa", "The request cannot be read")
    advice = Text("Kontrollera begäran och försök igen.", "Check the request and try again.")


class InvalidInput(Problem):
    kind, status = "invalid-input", 422
    title = Text("Uppgifterna stämmer inte", "The input is not right")
    advice = Text(
        "Inget har sparats. Rätta fälten nedan och skicka igen.",
        "Nothing was stored. Correct the fields below and send again.",
    )


class DatabaseBusy(Problem):
    kind, status = "database-busy", 503
    retry_after = 2
    title = Text("Tjänsten är upptagen", "The service is busy")
    advice = Text("Inget har sparats. Försök igen om en stund.", "Nothing was stored. Try again in a moment.")


class DatabaseUnavailable(Problem):
    kind, status = "database-unavailable", 503
    retry_after = 5
    title = Text("Databasen går inte att nå", "The database cannot be reached")
    advice = Text(
        "Försök igen om en stund. Det som redan hann sparas blir inte sparat en gång till.",
        "Try again in a moment. What may have been stored already is not stored twice.",
    )


class DatabaseReplaced(Problem):
    kind, status = "database-replaced", 503
    title = Text("Databasfilen är borttagen eller utbytt", "The database file was deleted or replaced")
    advice = Text(
        "Det som skickades är inte bekräftat. Den som sköter tjänsten behöver stoppa den, lägga rätt fil på "
        "plats och starta igen. Skicka sedan på nytt; inget sparas två gånger.",
        "What was sent is not confirmed. Whoever runs the service needs to stop it, put the right file in "
        "its place and start it again. Then send again; nothing is stored twice.",
    )


class DatabaseDamaged(Problem):
    kind, status = "database-damaged", 503
    title = Text("Databasen är skadad", "The database is damaged")
    advice = Text(
        "Att försöka igen hjälper inte. Den som sköter tjänsten behöver stoppa den och lägga tillbaka en "
        "säkerhetskopia. Det som skickades är inte bekräftat.",
        "Trying again does not help. Whoever runs the service needs to stop it and restore from a backup. "
        "What was sent is not confirmed.",
    )


class StorageFull(Problem):
    kind, status = "storage-full", 507
    title = Text("Lagringsutrymmet är slut", "The storage is full")
    advice = Text(
        "Inget har sparats. Den som sköter tjänsten behöver ge den mer utrymme.",
        "Nothing was stored. Whoever runs the service needs to give it more space.",
    )


class InternalError(Problem):
    kind, status = "internal-error", 500
    title = Text("Något gick fel hos oss", "Something went wrong on our side")
    advice = Text(
        "Inget har sparats. Försök igen; händer det flera gånger, säg till den som sköter tjänsten.",
        "Nothing was stored. Try again; if it happens again, tell whoever runs the service.",
    )


def errors(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI `responses` for the problems that an operation may answer with."""
    by_status: dict[int, list[type[Problem]]] = {}
    for problem in dict.fromkeys(problems):
        by_status.setdefault(problem.status, []).append(problem)
    return {
        status: {
            "description": "; ".join(f"`{kind.kind}`: {kind.title.en}" for kind in kinds),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for status, kinds in sorted(by_status.items())
    }
