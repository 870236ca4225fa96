"""What can go wrong on the way in."""

from app.kit.language import Text
from app.kit.problems import Problem


class NotSignedIn(Problem):
    kind, status = "not-signed-in", 401
    title = Text("Du är inte inloggad", "Not signed in")
    advice = Text(
        "Logga in, anslut surfplattan igen, eller skicka en giltig nyckel. Det som redan är registrerat på "
        "surfplattan finns kvar.",
        "Sign in, connect the tablet again, or send a valid key. What is registered on the tablet is kept.",
    )

    def __init__(self) -> None:
        # RFC 9110 asks for a challenge. Not Basic, which is accepted too: browsers would ask for a password.
        super().__init__(headers={"WWW-Authenticate": 'Bearer realm="stodlogg"'})


class NotAllowed(Problem):
    kind, status = "not-allowed", 403
    title = Text("Det här får du inte göra", "Not allowed")
    advice = Text("Din roll omfattar inte det här.", "Your role does not include this.")


class OtherDistrict(Problem):
    kind, status = "other-district", 403
    title = Text("[Another district]", "[Another district]")
    advice = Text(
        "Det hör till [another district] än [your district].", "It belongs to [another district] than yours."
    )


class OutOfScope(Problem):
    kind, status = "out-of-scope", 403
    title = Text("Nyckeln omfattar inte det här", "Outside the key's scope")
    advice = Text(
        "Nyckeln gäller andra tabeller eller [districts]. Be om en som omfattar dem.",
        "The key is for other tables or [districts]. Ask for one that includes them.",
    )


class CrossSite(Problem):
    kind, status = "cross-site", 403
    title = Text("Begäran kom från en annan webbplats", "The request came from another site")
    advice = Text(
        "Inget har sparats. Öppna tjänsten på dess egen adress och försök därifrån.",
        "Nothing was stored. Open the service at its own address and try from there.",
    )


class CodeNotValid(Problem):
    """One and the same for a code that never was, is used, or has expired: nothing is told to who guesses."""

    kind, status = "code-not-valid", 403
    title = Text("Koden gäller inte", "The code is not valid")
    advice = Text(
        "Koden är felskriven, redan använd eller för gammal. Kontrollera den, eller be om en ny.",
        "The code is mistyped, used already or too old. Check it, or ask for a new one.",
    )


class WrongPassword(Problem):
    """One and the same for an unknown account, one without a password, and a wrong password."""

    kind, status = "wrong-password", 403
    title = Text("Fel konto eller lösenord", "Wrong account or password")
    advice = Text(
        "Kontrollera kontots kod och lösenordet, eller be om en länk att logga in med.",
        "Check the account's code and the password, or ask for a link to sign in with.",
    )


class TooManyAttempts(Problem):
    kind, status = "too-many-attempts", 429
    title = Text("För många försök", "Too many attempts")
    advice = Text(
        "Vänta en stund och försök igen. En länk från den som sköter kontona fungerar under tiden.",
        "Wait a while and try again. A link from whoever manages the accounts works meanwhile.",
    )

    def __init__(self, seconds: int) -> None:
        super().__init__(headers={"Retry-After": str(seconds)})


class TooManyRequests(Problem):
    kind, status = "too-many-requests", 429
    title = Text("För många anrop", "Too many requests")
    advice = Text(
        "Nyckeln har nått sin gräns. Vänta så länge som Retry-After anger.",
        "The key has reached its limit. Wait as long as Retry-After says.",
    )


class UnknownMark(Problem):
    kind, status = "unknown-mark", 404
    title = Text("Finns inte, eller är borttagen", "Not there, or removed")
    advice = Text("Kontrollera koden i listan.", "Check the code in the list.")
