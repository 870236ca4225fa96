"""Where whoever meets a problem can go on, by the beginning of the address that was asked for."""

from app.kit.language import Text

_DESK = ("/desk", Text("Till skrivbordet", "To the desk"))
_RESEARCH = ("/research", Text("Till sidan för forskare", "To the page for researchers"))

ONWARD: dict[str, tuple[str, Text]] = {
    "/desk": _DESK,
    "/reports": _DESK,
    "/posters": _DESK,
    "/research": _RESEARCH,
    "/api/v2": _RESEARCH,
    "/form": ("/form/", Text("Till formuläret", "To the form")),
    "/enrol": ("/enrol", Text("Anslut surfplattan", "Connect the tablet")),
    "/sign-in": ("/sign-in", Text("Logga in", "Sign in")),
    "/problems": ("/problems", Text("Alla fel", "All problems")),
}
