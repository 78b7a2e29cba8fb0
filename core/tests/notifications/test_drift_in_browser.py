"""The operators' page in Chromium, at 390 pixels and without scripts: with much wrong on it, accessible, and inside the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.kernel.jobs import Outbox
from varde.notifications.sending import dispatch
from varde.testing.browser import PHONE, axe, expect, open_page, sign_in
from varde.testing.gateway import NO_SUCH_NUMBER, StubGateway

from .conftest import Post

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


def test_an_operator_runs_again_what_was_given_up(out: Post, gateway: StubGateway, browser: Browser) -> None:
    number = out.house.person("Kari", "Vik")
    out.change_phone(number, f"+47{NO_SUCH_NUMBER}")
    out.plan(number, "message", "message:1", about=False)
    dispatch.run(out.house.platform)
    gateway.status = 503
    out.plan(out.patient, "message", "message:2")
    dispatch.run(out.house.platform)
    with out.house.work() as work:
        failed = {"attempts": 12, "failed_at": work.now, "last_error": "ZeroDivisionError"}
        work.add(Outbox(job="benefits.count", arguments={}, created_at=work.now, run_after=work.now, **failed))
    operator = out.house.browser(out.house.person("Siv", "Rabben", ("operator", out.house.region)), staff=True)
    with out.house.served() as address:
        with open_page(browser, PHONE) as page:
            sign_in(page, operator)
            page.goto(f"{address}/drift")
            expect(page.get_by_role("heading", name="Drift: 1 skulle vært sendt")).to_be_visible()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with open_page(browser, PHONE, java_script_enabled=False) as page:
            sign_in(page, operator)
            page.goto(f"{address}/drift")
            page.get_by_label("J-").check()
            page.get_by_role("region", name="Oppgitte jobber").get_by_role(
                "button", name="Kjør de valgte på nytt"
            ).click()
            expect(page.get_by_text("Kjøres på nytt: 1.")).to_be_visible()
            expect(page.get_by_text("ZeroDivisionError")).to_have_count(0)
