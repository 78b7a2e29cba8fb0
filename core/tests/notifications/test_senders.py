"""The name of a sender tells nothing about whoever is sent to; else Varde does not start."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.identity.models import Organisation
from varde.kernel.settings import GatewaySettings, MailSettings
from varde.notifications.sound import sender_faults
from varde.setup.senders import names_one_of
from varde.testing.gateway import StubGateway

from .conftest import Post


@pytest.mark.parametrize(
    ("sender", "names", "named"),
    [
        ("Varde", ["Klinikken", "ridge"], None),
        ("Klinikken", ["Klinikken"], "Klinikken"),
        ("KLINIKKEN", ["Klinikken"], "Klinikken"),
        ("Ridgemestring", ["ridge"], "ridge"),
        ("R i d g e", ["ridge"], "ridge"),
        ("varde@ridge-way.no", ["Ridge way"], "Ridge way"),
        ("Varde", ["de", ""], None),
        ("Frisk", ["Friskliv"], None),
    ],
)
def test_what_a_sender_names(sender: str, names: list[str], named: str | None) -> None:
    assert names_one_of(sender, names) == named


def sms(sender: str) -> dict[str, Any]:
    return {"sms": GatewaySettings("https://sms.test", "t", "s", sender)}


@pytest.mark.parametrize(
    ("settings", "faulty"),
    [
        ({}, False),
        (sms("Varde"), False),
        (sms("Fjordvest"), False),  # the trust, and every patient of a hospital is one of it
        (sms("Klinikken"), True),
        (sms("Ridge"), True),
        (sms("Helsevest"), True),
        ({"mail": MailSettings("smtp://mail.test", "svar@helsevest.no")}, False),
        ({"mail": MailSettings("smtp://mail.test", "svar@klinikken.no")}, True),
        ({"mail": MailSettings("smtp://mail.test", "svar@varde.no")}, False),
    ],
)
def test_a_sender_that_tells_where_she_is_treated_is_refused(
    post: Post, settings: dict[str, Any], faulty: bool
) -> None:
    post.house.platform.settings = replace(post.house.platform.settings, **settings)
    with post.house.work() as work:
        faults = sender_faults(work)
    assert len(faults) == faulty
    assert all("names" in fault and fault.startswith("VARDE_") for fault in faults)


def test_the_gateway_is_handed_the_name_of_the_trust_where_she_is_treated(out: Post, gateway: StubGateway) -> None:
    with out.house.work() as work:
        work.session.get_one(Organisation, out.house.trust.id).details = {"sms_sender": "Fjordvest"}
    out.deliver(out.plan(out.patient, "message", "m:1"))
    out.deliver(out.plan(out.therapist, "trial", "m:2", about=False))
    assert [entry["from"] for entry in gateway.taken] == ["Fjordvest", "Varde"]


def test_a_name_that_has_come_to_tell_is_found_at_start(post: Post) -> None:
    with post.house.work() as work:
        work.session.get_one(Organisation, post.house.trust.id).details = {"sms_sender": "Ridge"}
    with post.house.work() as work:
        assert [fault.partition(":")[0] for fault in sender_faults(work)] == [f"Organisation {post.house.trust.key}"]
