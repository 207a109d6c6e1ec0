"""A browser for the tests of the page: Debian's Chromium, driven by Playwright.

Playwright's own browser is never loaded: where the machine has no Chromium, these tests skip and say what to do.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

T = TypeVar("T")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"]
OpenPage = Callable[..., Page]

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module: Playwright's loop must not be there when other tests start theirs."""
    if CHROMIUM is None:
        pytest.skip("NO BROWSER TESTS: Chromium is not installed (Debian: `make tools`; else set CHROMIUM to its path)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page of the worker at an address, as a person with this language, colour scheme and screen would.

    When the test ends, no page may have reported an error, have broken its security policy, or have asked any host
    but the worker: such a request fails on the spot, as it would without a network.
    """
    faults: list[str] = []
    with ExitStack() as contexts:

        def open_(address: str, hash_: str = "#/", *, language: str = "de-DE", allowed: str = "", **more: Any) -> Page:
            context = contexts.enter_context(browser.new_context(locale=language, base_url=address, **more))
            page = context.new_page()

            def guard(route: Route, request: Request) -> None:
                if request.url.startswith(f"{address}/"):
                    route.continue_()
                else:
                    faults.append(f"asked for {request.url}")
                    route.abort()

            context.route("**/*", guard)
            page.on("pageerror", lambda error: faults.append(f"error: {error}"))
            page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
            page.on("console", lambda told: note(told.type, told.text, allowed))
            page.goto(f"/{hash_}")
            settled(page)
            return page

        def note(kind: str, text: str, allowed: str) -> None:
            if kind in {"error", "warning"} and not (allowed and allowed in text):
                faults.append(f"{kind}: {text}")

        yield open_
    assert not faults, "\n".join(faults)


def settled(page: Page) -> None:
    """Wait until the view that the address names is there, whole."""
    expect(page.locator("main:not([aria-busy])")).to_have_attribute("data-shown", page.evaluate("location.hash"))


def aside(work: Callable[..., T], *arguments: Any) -> T:
    """Do what starts an event loop of its own: beside Playwright's that needs a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *arguments).result()
