"""The page in Chromium: accessible, and nothing runs out to the side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import axe, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Page

    from .conftest import Counted


@pytest.fixture
def served(counted: Counted) -> Iterator[tuple[str, FlaskClient]]:
    """The address of a running house with 120 counted patients, and its manager's test client."""
    counted.count(counted.patients(120))
    with counted.house.served() as address:
        yield address, counted.browser()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(
    served: tuple[str, FlaskClient], open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    address, manager = served
    page = open_page((width, 900), color_scheme=scheme)
    sign_in(page, manager)
    for path in (
        "/gevinster",
        "/gevinster/fjordvest/lake?fra=2025-01&til=2026-09&vis=respons",
        "/gevinster/fjordvest/ridge",
        "/gevinster/fjordvest/lake/rapport?fra=2025-01&til=2026-09",
    ):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
