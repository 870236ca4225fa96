"""Takes the pictures of docs/screenshots/ anew: `python -m tools.screenshots`. Look at each of them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser import chromium, pictures
from tests.support.live import Live
from tests.support.service import Templates

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"


def main() -> None:
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.MISSING)
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        home = Path(place)
        url = Templates(home).sqlite(home / "served.db", "stockholm")
        with Live(url, "stockholm", home) as live:
            browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            for made in pictures.take(browser, live, FOLDER):
                print(f"{made.name}: {made.stat().st_size / 1000:.0f} kB")
            (FOLDER / pictures.LETTERS).write_text(pictures.letters(browser) + "\n", "utf-8")
            browser.close()


if __name__ == "__main__":
    main()
