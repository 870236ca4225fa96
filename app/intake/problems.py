"""What can go wrong when a record is filed."""

from app.kit.language import Text
from app.kit.problems import Problem


class InvalidRecord(Problem):
    kind, status = "invalid-record", 422
    title = Text("Registreringen stämmer inte", "The record is not right")
    advice = Text(
        "Inget har sparats. Rätta fälten nedan och skicka igen.",
        "Nothing was stored. Correct the fields below and send again.",
    )


class RecordDiffers(Problem):
    kind, status = "record-differs", 409
    title = Text("En annan registrering har samma id", "Another record has this id")
    advice = Text(
        "Det finns redan en registrering med samma id och annat innehåll. Rätta den med If-Match, "
        "eller skicka den nya med ett nytt id.",
        "There is a record with this id and other content. Correct it with If-Match, or send the new one "
        "under a new id.",
    )


class RecordChanged(Problem):
    kind, status = "record-changed", 412
    title = Text("Registreringen har ändrats", "The record has changed")
    advice = Text(
        "Registreringen är inte den som If-Match anger. Hämta den på nytt och rätta den igen.",
        "The record is not the one that If-Match names. Get it again and correct it once more.",
    )


class RecordWithdrawn(Problem):
    kind, status = "record-withdrawn", 410
    title = Text("Registreringen är återtagen", "The record is withdrawn")
    advice = Text(
        "En återtagen registrering kan inte skickas igen. Registrera på nytt med ett nytt id.",
        "A withdrawn record cannot be sent again. Register anew under a new id.",
    )


class RecordNotFound(Problem):
    kind, status = "record-not-found", 404
    title = Text("Registreringen finns inte", "No such record")
    advice = Text("Ingen registrering har det id:t.", "No record has this id.")


class TertialLocked(Problem):
    kind, status = "tertial-locked", 409
    title = Text("Tertialet är låst", "The tertial is locked")
    advice = Text(
        "Tertialet är avslutat och tar inte emot något. Kontakta din samordnare.",
        "The tertial is closed and takes nothing more. Talk to your coordinator.",
    )


class BadIfMatch(Problem):
    kind, status = "bad-if-match", 400
    title = Text("If-Match går inte att läsa", "If-Match cannot be read")
    advice = Text(
        "If-Match ska vara registreringens ETag, 64 hexadecimala tecken.",
        "If-Match must be the record's ETag, 64 hexadecimal digits.",
    )
