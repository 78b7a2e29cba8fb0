"""Signing in and out in Chromium, which holds us to our own headers: with JavaScript, and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from varde.identity.models import WebSession
from varde.testing.browser import axe

from .conftest import DemoSite

pytestmark = pytest.mark.verification


def sign_in(site: DemoSite, page: Page, door: str = "Logg inn med BankID", who: str = "Kari Fjell") -> None:
    page.goto(site.base + "/innsyn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Logg inn")
    page.get_by_role("link", name=door).click()
    page.get_by_role("button", name=who).first.click()


@pytest.mark.parametrize("kind", ["page", "scriptless_page"])
def test_in_and_out(site: DemoSite, kind: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(kind)
    sign_in(site, page)
    expect(page).to_have_url(site.base + "/innsyn")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies(site.base)}
    assert cookies["varde"]["httpOnly"]
    assert cookies["varde"]["sameSite"] == "Lax"
    page.get_by_role("button", name="Logg ut").first.click()
    if kind == "scriptless_page":
        page.get_by_role("button", name="Fullfør utloggingen").click()
    page.wait_for_url(re.compile(re.escape(site.base) + r"/logg-inn/utlogget\?state="))
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er logget ut")
    assert "varde" not in {cookie["name"] for cookie in page.context.cookies(site.base)}
    assert any("/logg-inn/frontkanal?" in line for line in site.requests), "the provider's frame came through"
    assert [row for row in site.rows(WebSession) if row.ended_at is None] == []


def test_cancelling(site: DemoSite, scriptless_page: Page) -> None:
    page = scriptless_page
    page.goto(site.base + "/innsyn")
    page.get_by_role("link", name="Logg inn med BankID").click()
    page.get_by_role("button", name="Avbryt").click()
    expect(page.get_by_text("Du avbrøt innloggingen. Du kan logge inn på nytt når du vil.")).to_be_visible()
    page.get_by_role("link", name="Logg inn med BankID").click()
    page.get_by_role("button", name="Kari Fjell").click()
    expect(page).to_have_url(site.base + "/innsyn")


def test_refused_and_again(site: DemoSite, page: Page) -> None:
    sign_in(site, page, who="Lars Lav")
    expect(page.get_by_role("heading", level=1)).to_contain_text("høyeste sikkerhetsnivå")
    axe(page)
    page.get_by_role("link", name="Logg inn på nytt").click()
    page.get_by_role("button", name="Kari Fjell").click()
    expect(page).to_have_url(site.base + "/innsyn")


@pytest.mark.parametrize("path", ["/logg-inn?next=/innsyn", "/logg-inn/utlogget", "/logg-inn/idporten/retur"])
def test_pages_are_accessible(site: DemoSite, page: Page, path: str) -> None:
    page.goto(site.base + path)
    axe(page)
