"""docs/releases.md: what rounding does to figures.

`python -m bench.releases_page --page docs/releases.md` makes every part, of which `demo-city` needs a demo
city filed to date (`--database`). Parts can be named, and the page keeps its others: `guessing` takes a
second, `beside` minutes, `demo-city` half an hour on two cores (`--kept FOLDER` keeps what was measured, so
that it can be gone on with).
"""

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import beside, demo_city, guessing

PARTS = ("demo-city", "guessing", "beside")

_HEAD = """\
# What rounding does to figures

Written by `python -m bench.releases_page`. These are figures of the design, of made-up counts, of a
synthetic city, of another office's test tables. Of a real release nobody publishes how far its figures moved,
since that would tell something about them. [How figures are protected](disclosure.md).
"""

_MARK = "<!-- part: {} -->\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if left out")
    parser.add_argument("--database", type=Path, help="a demo city filed to date")
    demo_city.add_arguments(parser)
    parser.add_argument("--page", type=Path, help="where the page is; nowhere if left out")
    asked = parser.parse_args()
    asked.parts = asked.parts or list(PARTS)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if "demo-city" in asked.parts and not asked.database:
        parser.error("demo-city needs --database")
    made: dict[str, Callable[[], str]] = {
        "demo-city": lambda: demo_city.section(demo_city.measure(asked, tell)),
        "guessing": guessing.section,
        "beside": lambda: beside.section(beside.compare(tell)),
    }
    sections = parts_of(asked.page.read_text("utf-8") if asked.page and asked.page.exists() else "")
    sections |= {name: made[name]() for name in asked.parts}
    text = page(sections)
    print(text)
    if asked.page:
        asked.page.write_text(text, "utf-8")


def page(sections: dict[str, str]) -> str:
    """The page, of its parts by their names."""
    parts = (_MARK.format(name) + sections[name].strip("\n") for name in PARTS if name in sections)
    return "\n\n".join([_HEAD.strip("\n"), *parts]) + "\n"


def parts_of(text: str) -> dict[str, str]:
    """The parts of a page."""
    _, *found = re.split(_MARK.format("(.*)"), text)
    return dict(zip(found[::2], found[1::2], strict=True))


def tell(what: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
