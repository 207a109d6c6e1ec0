"""The pictures in docs/, taken of a worker that has the samples: ``make demo``, then ``make screenshots``."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, settled

IMAGES = Path(__file__).resolve().parents[2] / "docs/images"
VIEWS = {
    # file: address, width and height, colours
    "network": ("#/", (1180, 740), "light"),
    "dyad": ("#/dyad/EU/BLR", (1180, 760), "light"),
    "article": ("#/article/beispiel-2021-06-21-luxemburg", (1180, 560), "dark"),
    "phone": ("#/", (390, 800), "light"),
}


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (hash_, (width, height), colours) in VIEWS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=colours,
                locale="en-GB",
                reduced_motion="reduce",
            )
            page.goto(f"{address}/{hash_}")
            settled(page)
            if name == "article":
                page.get_by_role("link", name="In the text").first.click()
                settled(page)
            if name in {"network", "phone"}:
                page.locator(".ticker .record").first.wait_for()
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8780")
