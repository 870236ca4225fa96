"""What can go wrong in the life of a release."""

from collections.abc import Iterable

from app.kit.language import Text
from app.kit.problems import Problem


class ReleaseNotFound(Problem):
    kind, status = "release-not-found", 404
    title = Text("Publiceringen finns inte", "No such release")
    advice = Text("Ingen publicering heter så. Se listan.", "No release is called that. Look in the list.")


_IN_SWEDISH = {
    "draft": "påbörjad",
    "locked": "låst",
    "checked": "granskad",
    "published": "publicerad",
    "superseded": "ersatt",
    "withdrawn": "tillbakadragen",
}
"""States as they stand in a sentence; in English their codes do."""


class WrongState(Problem):
    kind, status = "wrong-release-state", 409
    title = Text("Publiceringen är i ett annat skede", "The release is in another state")
    advice = Text(
        "Inget har ändrats. Läs in sidan igen och se i vilket skede publiceringen är.",
        "Nothing was changed. Look again which state the release is in.",
    )

    def __init__(self, found: str | None = None, wanted: Iterable[str] = ()) -> None:
        sources = tuple(wanted)
        if not found or not sources:
            super().__init__()
            return
        state, possible = _IN_SWEDISH[found], " eller ".join(_IN_SWEDISH[one] for one in sources)
        codes = " or ".join(sources)
        super().__init__(
            Text(
                f"Inget har ändrats. Publiceringen är {state}; det här kan göras när den är {possible}.",
                f"Nothing was changed. The release is {found}; this can be done when it is {codes}.",
            )
        )


class SamePerson(Problem):
    kind, status = "same-person", 409
    title = Text("En annan samordnare behöver publicera", "Another coordinator must publish")
    advice = Text(
        "Den som låste tertialet kan inte också publicera det. Be en annan samordnare för [the whole city]. "
        "En kommun med bara en samordnare kan ställa in STODLOGG_ONE_PERSON_RELEASES.",
        "The person who locked the tertial cannot also publish it. Ask another coordinator for "
        "[the whole city]. A municipality with one coordinator alone can set STODLOGG_ONE_PERSON_RELEASES.",
    )


class ReleaseUnfinished(Problem):
    kind, status = "release-unfinished", 409
    title = Text("En tidigare version är inte klar", "An earlier revision is not finished")
    advice = Text(
        "Tertialet har redan en version på väg. Publicera den eller dra tillbaka den först.",
        "The tertial has a revision on its way. Publish it or withdraw it first.",
    )


class ExceptionsOpen(Problem):
    kind, status = "exceptions-open", 409
    title = Text("Sena registreringar tas emot", "Late records are accepted")
    advice = Text(
        "Tertialet är öppet för [any district]. Avsluta undantaget, eller vänta tills det är slut.",
        "The tertial is open to [a district]. End the exception, or wait until it ends.",
    )


class CheckRunning(Problem):
    kind, status = "check-running", 409
    title = Text("Granskningen pågår redan", "The check is running already")
    advice = Text("Följ den där den visas och vänta.", "Follow its progress and wait.")


class CannotRelease(Problem):
    kind, status = "cannot-release", 409
    title = Text("Tabellerna kan inte skyddas", "The tables cannot be protected")
    advice = Text(
        "Tillsammans med det som redan är publicerat om tertialet skulle de nya siffrorna avslöja små tal. "
        "Inget har sparats, och det som är publicerat står kvar. Vänta tills fler sena registreringar har "
        "kommit in, eller låt ändringarna vara.",
        "Together with what is published of the tertial already the new figures would give small counts "
        "away. Nothing was stored, and what is published stays. Wait until more late records have come in, "
        "or let the changes be.",
    )


class OtherMethod(Problem):
    kind, status = "other-release-method", 409
    title = Text("Publiceringen skyddades på ett annat sätt", "The release was protected by another method")
    advice = Text(
        "Tertialets publicering gjordes med en äldre metod, som höll inne siffror i stället för att avrunda "
        "dem. De två kan inte skyddas tillsammans. Publiceringen står kvar som den är.",
        "The tertial was released by an older method, which withheld figures instead of rounding them. The "
        "two cannot be protected together. The release stays as it is.",
    )


class ReleaseDamaged(Problem):
    kind, status = "release-damaged", 500
    title = Text("Publiceringen är skadad", "The release is damaged")
    advice = Text(
        "Det som är lagrat stämmer inte med sin kontrollsumma och visas inte. Återställ databasen från en "
        "säkerhetskopia.",
        "What is stored does not fit its hash, and is not shown. Restore the database from a backup.",
    )
