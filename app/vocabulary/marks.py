"""Marks: short random names that the service gives accounts, devices and keys, such as `c-7k2m9q`.

Made by the service and never chosen, so that none can be anybody's name. The letter before the hyphen
says what is marked.
"""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that is taken for a digit, and none that completes a word by accident."""

LENGTH = 6
"""Characters after the hyphen: 30 bits, for telling apart and not for keeping out."""

ADMIN, COORDINATOR, DEVICE, KEY = "a", "c", "d", "k"
ACCOUNTS = (ADMIN, COORDINATOR)
PREFIXES = (*ACCOUNTS, DEVICE, KEY)

COMMAND_LINE = "command-line"
"""Stands for an account in the trail where whoever runs the service did it on its machine."""


def pattern(*prefixes: str) -> str:
    """The form of a mark with one of these prefixes, as a regular expression."""
    return f"^[{''.join(prefixes)}]-[{ALPHABET}]{{{LENGTH}}}$"
