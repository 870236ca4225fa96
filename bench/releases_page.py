"""docs/releases.md: what rounding does to figures.

`python -m bench.releases_page --page docs/releases.md` has every part, of which `demo-city` needs a demo city
filed to date (`--database`). Parts can be named: `guessing` takes a second, the others minutes.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import beside, demo_city, guessing

PARTS = ("demo-city", "guessing", "beside")

_HEAD = """\
# What rounding does to figures

Written by `python -m bench.releases_page {parts} --page docs/releases.md`. These are figures of the design,
of made-up counts, of a synthetic city, of another office's test tables. Of a real release nobody publishes
how far its figures moved, since that would tell something about them. Time, memory, bias and shares over the
demo city's releases: `python -m bench.rounding DATABASE`. [How figures are protected](disclosure.md).
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if left out")
    parser.add_argument("--database", type=Path, help="a demo city filed to date")
    parser.add_argument("--secrets", type=int, default=demo_city.SECRETS, help="how many for each release")
    parser.add_argument("--page", type=Path, help="where to write the page; nowhere if left out")
    asked = parser.parse_args()
    asked.parts = asked.parts or list(PARTS)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if "demo-city" in asked.parts and not asked.database:
        parser.error("demo-city needs --database")
    made: dict[str, Callable[[], str]] = {
        "demo-city": lambda: demo_city.section(
            demo_city.measure(asked.database, tell, asked.secrets), asked.secrets
        ),
        "guessing": guessing.section,
        "beside": lambda: beside.section(beside.compare(tell)),
    }
    text = page({name: made[name]() for name in PARTS if name in asked.parts})
    print(text)
    if asked.page:
        asked.page.write_text(text, "utf-8")


def page(sections: dict[str, str]) -> str:
    """The page, of its parts by their names."""
    parts = [_HEAD.format(parts=" ".join(sections)), *sections.values()]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def tell(what: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
