"""`make bench`: runs every measurement and writes docs/performance.md with the machine and the command."""

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import counting, disclosure, filling, form, page, queue, reporting, serving, writing
from bench.servers import ours
from bench.wire import load, request


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="records of the large database")
    parser.add_argument(
        "--folder", type=Path, help="where the databases go (kept there); a temporary folder if left out"
    )
    parser.add_argument("--page", type=Path, help="where to write the page; nowhere if left out")
    parser.add_argument(
        "--only",
        choices=["writing", "counting", "form", "serving", "disclosure"],
        help="one part alone, with no page",
    )
    parser.add_argument(
        "--long", action="store_true", help="also what takes tens of minutes (disclosure control)"
    )
    asked = parser.parse_args()
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
        run(asked.folder, asked.records, asked.page, asked.only, asked.long)
    else:
        # Not in /tmp, which may be memory: durability is part of what is measured.
        with TemporaryDirectory(prefix="bench-", dir=".") as folder:
            run(Path(folder), asked.records, asked.page, asked.only, asked.long)


def run(folder: Path, records: int, written: Path | None, only: str | None, long: bool) -> None:
    folder = folder.resolve()
    found = page.Found(records=records)
    if only in (None, "form"):
        found.form = form.measure(folder, tell)
        found.queue = queue.measure(folder, tell)
    if only in (None, "writing"):
        found.writing = writing.measure(folder, tell)
    if only in (None, "counting"):
        large, small = folder / f"{records}.db", folder / f"{records // 10}.db"
        for path, size in ((large, records), (small, records // 10)):
            if not path.exists():
                filling.fill(path, size, tell)
        found.counting = counting.measure(large, small, tell)
        found.reading_mib = _memory_of_reading(large)
        found.reporting = reporting.measure(large, tell)
    if only in (None, "serving"):
        found.serving = serving.measure(folder, tell)
    if only in (None, "disclosure"):
        found.disclosure = disclosure.measure(tell, long)
    text = page.render(found)
    print(text)
    if written and not only:
        written.write_text(text, "utf-8")
        tell(f"written: {written}")


def _memory_of_reading(database: Path) -> float:
    """Peak memory of a server after every table was asked for over HTTP, five times."""
    with ours(f"sqlite:///{database}") as server:
        for path in counting.addresses():
            for _ in range(5):
                load(
                    server.port,
                    1,
                    0.0001,
                    partial(request, "GET", path, headers={"Cookie": server.coordinator}),
                )
        return server.peak_mib()


def tell(what: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
