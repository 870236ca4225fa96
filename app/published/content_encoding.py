"""Which encoding a client takes (RFC 9110, 12.5.3), by the weights that it gives."""

from functools import lru_cache

ENCODINGS = ("zstd", "gzip", "identity")
"""Those that we send, the best first."""


@lru_cache(maxsize=256)
def encoding_of(accepted: str) -> str:
    """The best of ours for an `Accept-Encoding`; zstd before gzip where both are as good.

    A header that refuses everything gets the plain answer: there is no better one to give.
    """
    weights: dict[str, float] = {}
    for part in accepted[:1000].split(","):
        name, _, rest = part.strip().partition(";")
        weight = _weight(rest)
        if name.strip():
            weights[name.strip().lower()] = weight
    rest_of_all = weights.get("*", 0.0)
    found = {
        name: weights.get("x-gzip", rest_of_all) if name == "gzip" and name not in weights else
        weights.get(name, rest_of_all)
        for name in ENCODINGS[:-1]
    }  # fmt: skip
    plain = weights.get("identity", 0.0)
    best = max(found, key=lambda name: found[name])
    return best if found[best] > 0 and found[best] >= plain else "identity"


def _weight(parameters: str) -> float:
    for part in parameters.split(";"):
        name, _, value = part.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
