"""Do the pages hold in a real browser: narrow and wide, light and dark, both languages, no script, no other site?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.suite("chromium")

PAGES = (
    "/",
    "/learners/demo/lin-yue",
    "/learners/demo/decided",
    "/learners/demo/stuck",
    "/learners/demo/new",
    "/learners/nobody",
)
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, select, input:not([type=hidden]), summary')]
  .filter(one => !one.classList.contains('skip') && one.offsetParent !== null)
  .map(one => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([text, box]) => `${text}: ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@contextmanager
def opened(
    browser: Browser, address: str, width: int = 1280, scripts: bool = True, scheme: str = "light"
) -> Iterator[Page]:
    """A page that must not complain, nor ask anything of another site."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    missing = "status of 404"  # how the browser reports the page of an unknown learner itself
    page.on("console", lambda one: said.append(one.text) if missing not in one.text else None)
    page.on("pageerror", lambda one: said.append(str(one)))
    page.on("request", lambda one: asked.append(one.url))
    page.goto(address)
    yield page
    site = "/".join(address.split("/")[:3]) + "/"
    assert [url for url in asked if not url.startswith(site)] == []
    assert said == []
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_is_accessible(
    browser: Browser, site: str, path: str, width: int, language: str
) -> None:
    with opened(browser, f"{site}{path}?lang={language}", width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL_TARGETS) == []
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", PAGES[:3])
def test_dark_is_as_readable(browser: Browser, site: str, path: str) -> None:
    with opened(browser, site + path, scheme="dark") as page:
        assert (
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(16, 23, 24)"
        )
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_everything_can_be_read_and_used_without_scripts(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/?lang=en", 320, scripts=False) as page:
        page.get_by_label("Or enter a learner id").fill("demo/lin-yue")
        page.get_by_role("button", name="Show the path").click()
        assert page.url == f"{site}/learners/demo/lin-yue?lang=en"
        assert page.get_by_text("Shortest, on the solver's word").is_visible()
        page.get_by_label("Goal").select_option("river/nursing@2026")
        page.get_by_role("button", name="Show").click()
        assert page.url.endswith("?lang=en&goal=river%2Fnursing%402026")
        foundations = page.locator("summary", has_text="Foundations")
        foundations.click()
        assert page.locator(".served", has_text="R-118").is_visible()
        page.get_by_role("link", name="中文").click()
        assert page.get_by_text("求解器判定最短").is_visible()
        assert "goal=river" in page.url


def test_the_keyboard_reaches_everything_in_order(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/learners/demo/lin-yue?lang=en") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "goal"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Show"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('.why').open") is False


def test_on_paper_nothing_is_folded_away_or_left_over(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/learners/demo/lin-yue?lang=en") as page:
        page.emulate_media(media="print")
        assert page.locator(".top").is_hidden()
        assert page.locator("select").is_hidden()
        assert page.get_by_text("College English I").is_visible()
        assert page.get_by_text("Demonstration").is_visible()


def test_the_bar_has_a_text_twin(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/learners/demo/lin-yue?lang=en") as page:
        assert page.locator("svg.bar").get_attribute("aria-hidden") == "true"
        words = page.locator(".legend").inner_text()
        for part in ("Granted", "9.5", "Available", "3", "Still to study", "11.5", "Not counted", "2", "24"):
            assert part in words
