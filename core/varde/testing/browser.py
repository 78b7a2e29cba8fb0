"""Chromium for tests: pages the size of a phone, and a check of accessibility.

The fixtures here are offered to every test through :mod:`varde.testing.fixtures`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from varde.testing.servers import MissingProgram

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

PATIENCE = 60_000
"""Milliseconds that a page has to become what is said of it: a busy machine takes many times what an idle one does."""
PHONE = (390, 844)
DESKTOP = (1280, 800)

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same browser without a window to draw, and opens a page in two thirds of the time."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

RULE_SETS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that is installed on this machine, without a window.

    :raises MissingProgram: Chromium or Playwright is not installed.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise MissingProgram("Chromium", "apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise MissingProgram("Playwright", "pip install playwright") from None

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser, size: tuple[int, int] = PHONE, **context_options: Any) -> Iterator[Page]:
    """Open an empty page with its own cookies, set to Norwegian and to Oslo's time.

    When the block ends, an uncaught error in a script or a breach of the content security policy is an
    ``AssertionError`` naming each one.

    :param size: width and height in CSS pixels.
    :param context_options: whatever else Playwright's ``new_context`` takes.
    """
    width, height = size
    options = {"locale": "nb-NO", "timezone_id": "Europe/Oslo", "reduced_motion": "reduce", **context_options}
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(_policy_breaches(message)))
        yield page
    finally:
        context.close()
    if complaints:
        raise AssertionError("the page complained:\n" + "\n".join(f"  {complaint}" for complaint in complaints))


def _policy_breaches(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" and "Content Security Policy" in message.text else []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page the size of a phone, 390 x 844: the size Varde is made for first."""
    with open_page(browser) as opened:
        yield opened


@pytest.fixture
def desktop_page(browser: Browser) -> Iterator[Page]:
    """A page the size of a therapist's screen, 1280 x 800."""
    with open_page(browser, DESKTOP) as opened:
        yield opened


@pytest.fixture
def scriptless_page(browser: Browser) -> Iterator[Page]:
    """A phone-sized page that runs no JavaScript; every page of Varde must be complete without it."""
    with open_page(browser, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture(name="open_page")
def page_opener(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens one more page, for tests where two people meet; it takes what :func:`open_page` takes."""
    with ExitStack() as pages:
        yield lambda *arguments, **options: pages.enter_context(open_page(browser, *arguments, **options))


_WEIGHT = """() => ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
  .filter((each) => !['img', 'video', 'audio', 'fetch', 'beacon'].includes(each.initiatorType))
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""


def weight(page: Page) -> int:
    """What the page weighs without its media, in bytes as they are sent: itself, its styles, scripts and icons."""
    weighed: int = page.evaluate(_WEIGHT)
    return weighed


def sign_in(page: Page, client: FlaskClient) -> None:
    """Let the page be signed in as a test client of the house is; both at ``localhost``.

    :raises AssertionError: the client is not signed in.
    """
    cookie = client.get_cookie("varde", domain="localhost")
    assert cookie is not None, "the test client is not signed in"
    page.context.add_cookies([{"name": "varde", "value": cookie.value, "domain": "localhost", "path": "/"}])


def expect(place: Locator, message: str | None = None) -> Any:
    """Say what shall be so at this place in the page, as Playwright's own ``expect``, within :data:`PATIENCE`.

    A click returns when the next page has begun, not when it has come: a bare ``assert place.is_visible()`` after one
    holds on a quick machine only.
    """
    from playwright.sync_api import expect as playwright_expect

    playwright_expect.set_options(PATIENCE)
    return playwright_expect(place, message)


_EACH_COLOUR_READ_ONCE = """() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    read.call(this, text);
    const { r, g, b, alpha } = this;
    known.set(text, { r, g, b, alpha });
    return this;
  };
}"""
"""axe reads a dozen colours a thousand times for a page: a fifth of its time. A text it cannot read raises as before."""


def axe(page: Page, *, except_rules: tuple[str, ...] = ()) -> None:
    """Check the page, when it has come, against WCAG 2.0 to 2.2, levels A and AA, and axe's best practices.

    :param except_rules: axe rule ids to leave out; say why where you do it.
    :raises AssertionError: the page has faults; the message lists each rule, and each element that breaks it.
    """
    from axe_playwright_python.sync_playwright import Axe

    options = {
        "runOnly": {"type": "tag", "values": list(RULE_SETS)},
        "rules": {rule: {"enabled": False} for rule in except_rules},
        "resultTypes": ["violations"],
    }
    page.wait_for_load_state()  # a click only waits until the next page has begun
    page.evaluate(Axe().axe_script)
    page.evaluate(_EACH_COLOUR_READ_ONCE)
    # Only what is wrong comes back: what is right is ten times as much.
    violations = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
    if violations:
        faults = "\n".join(_describe(violation) for violation in violations)
        raise AssertionError(f"{page.url} has accessibility faults:\n{faults}")


def _describe(violation: dict[str, Any]) -> str:
    lines = [f"- {violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        advice = [check["message"] for group in ("any", "all", "none") for check in node[group]]
        lines.append(f"    {' '.join(map(str, node['target']))}")
        lines += [f"      {message}" for message in advice]
    return "\n".join(lines)
