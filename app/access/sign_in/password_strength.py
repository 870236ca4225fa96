"""Passwords that are guessed first: common ones, sequences, repetitions, and words of the service's world.

zxcvbn estimates how many guesses a password would take. It knows 30,000 common passwords and English words,
and no Swedish ones, so those that lie nearest here stand below. Length alone says little: twelve times the
same letter is among the first two hundred guesses.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from zxcvbn import zxcvbn

from app.catalogue.model import Municipality

LEAST_GUESSES = 10**10
"""Fewer are too few: the upper of zxcvbn's own limits, beyond what is soon found from a stolen hash."""

_READ = 72
"""Characters that are looked at: the time grows with their square, and a good beginning is enough."""

_SHORTEST_WORD = 3

# fmt: off
_COMMON = (
    "stödlogg", "lösenord", "hemligt", "hemlig", "välkommen", "logga", "inloggning", "konto", "användare",
    "admin", "administratör", "samordnare", "rådgivare", "föräldrar", "förälder", "föräldrarådgivare",
    "föräldraskap", "föräldraskapsstöd", "hembesök", "barn", "barnen", "mamma", "pappa", "familj", "familjer",
    "öppen", "förskola", "förskolan", "skola", "socialtjänst", "stadsdel", "stadsdelen", "kommun", "kommunen",
    "staden", "sverige", "surfplatta", "registrera", "statistik", "tertial", "rapport",
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
    "vår", "våren", "sommar", "sommaren", "höst", "hösten", "vinter", "vintern", "midsommar", "påsk",
    "julafton", "semester", "sommarlov", "fotboll", "hockey", "hammarby", "djurgården", "göteborg",
    "malmö", "uppsala", "älskling", "älskar", "kanelbulle", "fika", "kaffe", "hejsan", "tjena", "katten",
    "hunden", "blomma", "blommor", "solsken", "hjärta", "qwertyuiopå", "abcdefghijklmnopqrstuvwxyzåäö",
)
# fmt: on


def is_guessable(password: str, words: Iterable[str]) -> bool:
    """Whether a (normalised) password is found too soon; `words` are those that lie near this account."""
    near = [form for word in (*_COMMON, *words) for form in _forms(word)]
    estimate = zxcvbn(password[:_READ], user_inputs=near, max_length=_READ)
    return int(estimate["guesses"]) < LEAST_GUESSES


def words_of(municipality: Municipality) -> tuple[str, ...]:
    """What the municipality and its districts are called: tried first by whoever knows where it is."""
    texts = [
        municipality.name.text,
        municipality.city.text,
        *(district.text for district in municipality.districts),
    ]
    return tuple(dict.fromkeys(part for text in texts for name in text for part in (name, *_parts(name))))


def _parts(name: str) -> Iterator[str]:
    yield from (part for part in re.split(r"[\W_]+", name) if len(part) >= _SHORTEST_WORD)


def _forms(word: str) -> Iterator[str]:
    """A word as it is written, and without the dots and rings that a keyboard abroad lacks."""
    small = word.casefold()
    yield small
    plain = "".join(one for one in unicodedata.normalize("NFKD", small) if not unicodedata.combining(one))
    if plain != small:
        yield plain
