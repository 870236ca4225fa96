"""The administrative acts that the trail can hold: a closed list, with the words to show."""

from typing import Literal, get_args

from app.kit.language import Text
from app.kit.texts import texts_beside

_TEXTS = texts_beside(__file__)

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

ACTS: dict[ActKind, Text] = _TEXTS.group("acts").each(get_args(ActKind))
