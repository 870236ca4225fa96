"""What a tablet and a parent's phone do about answers, written anew from the contract and not from the code.

keys = link_keys(tablet)
link = make_link(keys, day)
file_link(tablet, link, record)
answer(phone, link.token)
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
YES = {"q-helpful": "yes-really", "q-strengthened": "yes", "q-accessible": "no-answer"}
MET = {"q-strengthened": "yes", "q-other-parents": "partly", "role": "woman"}
VISITED = {"q-strengthened": "yes-really", "q-other-parents": "no-answer"}


@dataclass(frozen=True)
class Made:
    """A link as the tablet has it: the token for the parent, its hash for the server."""

    token: str
    hash: str

    @property
    def path(self) -> str:
        return "/s/" + "-".join(self.token[place : place + 4] for place in range(0, 16, 4))


def link_keys(tablet: Any) -> dict[str, bytes]:
    """The district's keys by month."""
    reply = tablet.get("/api/v1/link-keys")
    assert reply.status_code == 200, reply.text
    return {one["month"]: bytes.fromhex(one["key"]) for one in reply.json()["keys"]}


def make_link(keys: dict[str, bytes], day: date, secret: str | None = None) -> Made:
    """A link made on `day`, without a network."""
    secret = secret or "".join(secrets.choice(ALPHABET) for _ in range(8))
    key = hmac.new(keys[day.isoformat()[:7]], day.isoformat().encode(), hashlib.sha256).digest()
    bits = f"{int.from_bytes(hmac.new(key, secret.encode(), hashlib.sha256).digest()[:5], 'big'):040b}"
    token = secret + "".join(ALPHABET[int(bits[place : place + 5], 2)] for place in range(0, 40, 5))
    return Made(token, hashlib.sha256(token.encode()).hexdigest())


def file_link(client: Any, link: Made, record: str, respondent: str = "mother") -> Any:
    body = {"activity": "counselling-session", "record": record, "respondent": respondent}
    return client.put(f"/api/v1/answer-links/{link.hash}", json=body)


def poster(client: Any, **wanted: Any) -> str:
    """Make a poster; its path."""
    reply = client.post("/api/v1/posters", json=wanted)
    assert reply.status_code == 201, reply.text
    return "/s/" + str(reply.json()["code"])


def number_of(page: Any) -> str:
    """The random number that a page alone has."""
    found = re.search(r'name="page" value="([0-9a-f]{32})"', page.text)
    assert found, page.text
    return found[1]


def questionnaire_of(page: Any) -> str:
    """The version of the questions that a page shows."""
    found = re.search(r'name="questionnaire" value="([a-z0-9-]+)"', page.text)
    assert found, page.text
    return found[1]


def answer(
    phone: Any, path: str, answers: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Any:
    """Open the page and send answers, as a browser does without script; the reply is not followed."""
    page = phone.get(path)
    sent = dict(YES if answers is None else answers)
    if page.status_code == 200:
        sent |= {"questionnaire": questionnaire_of(page), "page": number_of(page)}
    return phone.post(path, data=sent, headers=headers, follow_redirects=False)
