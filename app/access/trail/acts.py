"""The administrative acts that the trail can hold: a closed list, with the words to show."""

from typing import Literal, get_args

from app.kit.language import Text

ActKind = Literal[
    "account-created",
    "account-removed",
    "link-made",
    "password-set",
    "device-code-made",
    "device-enrolled",
    "device-revoked",
    "device-left",
    "key-created",
    "key-rotated",
    "key-revoked",
    "tertial-locked",
    "exception-made",
    "exception-ended",
    "records-imported",
    "import-undone",
    "release-begun",
    "release-locked",
    "release-checked",
    "release-published",
    "release-withdrawn",
    "release-exported",
    "secret-rotated",
]

ACTS: dict[ActKind, Text] = {
    "account-created": Text("skapade ett konto", "created an account"),
    "account-removed": Text("tog bort ett konto", "removed an account"),
    "link-made": Text("skapade en engångslänk till ett konto", "made a one-time link to an account"),
    "password-set": Text("satte sitt lösenord", "set their own password"),
    "device-code-made": Text(
        "skapade en kod för att ansluta en surfplatta", "made a code to connect a tablet"
    ),
    "device-enrolled": Text("anslöt en surfplatta (med sin kod)", "connected a tablet (by the code made)"),
    "device-revoked": Text("spärrade en surfplatta", "revoked a tablet"),
    "device-left": Text(
        "hade anslutit en surfplatta som har kopplat bort sig själv",
        "had connected a tablet that has disconnected itself",
    ),
    "key-created": Text("skapade en forskningsnyckel", "created a research key"),
    "key-rotated": Text("bytte ut en forskningsnyckel", "replaced a research key's secret"),
    "key-revoked": Text("spärrade en forskningsnyckel", "revoked a research key"),
    "tertial-locked": Text("låste ett tertial", "locked a tertial"),
    "exception-made": Text(
        "öppnade ett låst tertial för [a district]", "let [a district] into a locked tertial"
    ),
    "exception-ended": Text("avslutade ett undantag", "ended an exception"),
    "records-imported": Text("importerade tidigare registreringar", "imported earlier records"),
    "import-undone": Text("ångrade en import", "undid an import"),
    "release-begun": Text("påbörjade en ny version", "began a revision"),
    "release-locked": Text("låste en publicering", "locked a release"),
    "release-checked": Text("granskade en publicering", "checked a release"),
    "release-published": Text("publicerade tabeller", "published tables"),
    "release-withdrawn": Text("drog tillbaka en publicering", "withdrew a release"),
    "release-exported": Text("exporterade en publicering", "exported a release"),
    "secret-rotated": Text("bytte ut hemligheten för avrundning", "replaced the secret for rounding"),
}

if set(ACTS) != set(get_args(ActKind)):
    raise TypeError("an act without words")
