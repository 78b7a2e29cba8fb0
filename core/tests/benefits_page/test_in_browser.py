"""The page in Chromium: accessible, and nothing runs out to the side."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from varde.testing.browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Counted


@pytest.fixture
def served(counted: Counted) -> Iterator[tuple[str, str]]:
    """The address of a running house with 120 counted patients, and its manager's session key."""
    counted.count(counted.patients(120))
    cookie = counted.browser().get_cookie("varde", domain="localhost")
    assert cookie is not None
    server = make_server("127.0.0.1", 0, counted.house.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", cookie.value
    server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(
    served: tuple[str, str], open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    address, key = served
    page = open_page((width, 900), color_scheme=scheme)
    page.context.add_cookies([{"name": "varde", "value": key, "domain": "127.0.0.1", "path": "/"}])
    for path in (
        "/gevinster",
        "/gevinster/fjordvest/ibs?fra=2025-01&til=2026-09&vis=respons",
        "/gevinster/fjordvest/emeistring",
    ):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
