"""An exercise of a library: nobody's before it is added for one patient, hers from then on, and undone as if it never was."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.notifications.models import Delivery
from varde.safety.service import state_facts
from varde.testing.house import token
from varde.testing.samples.workshop.programme import SHELF

from .workshop import Workshop

WHY = "Hun sover dårlig og vil se etter et mønster."


def read(client: FlaskClient, address: str) -> str:
    html = client.get(address).get_data(as_text=True)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def send(client: FlaskClient, address: str, **form: str) -> Any:
    return client.post(address, data={"csrf_token": token(client), **form})


def test_an_exercise_is_added_for_one_told_written_in_and_undone(workshop: Workshop) -> None:
    way, hers = f"/pasient/{workshop.enrolment_id}/sti", workshop.browser
    staff = workshop.house.browser(workshop.maren, staff=True)
    address = f"/moduler/{workshop.enrolment_id}/{SHELF}/sleep-diary"
    assert hers is not None
    assert hers.get(address).status_code == 404
    assert "Søvndagbok" not in read(hers, f"/moduler/{workshop.enrolment_id}").split("Alt ")[0]
    assert "Fra hyllen Det som legges til for én." in read(staff, way)

    for what, why, status in (("add", WHY, 409), ("add/sleep-diary", " ", 422), ("add/sleep-diary", WHY, 303)):
        assert send(staff, f"{way}/{SHELF}", what=what, why=why, seen="0").status_code == status, what
    assert send(staff, f"{way}/{SHELF}", what="add/sleep-diary", why=WHY, seen="0").status_code == 409, "once"
    assert f"Fra hyllen: Søvndagbok Lagt til i dag kl. 10.00, Maren Aas: {WHY}" in read(staff, way)
    workshop.house.platform.drain()
    with workshop.house.work() as work:
        told = work.session.scalars(select(Delivery.path).where(Delivery.person_id == workshop.kari.id)).all()
    assert told[-1] == address

    hers = workshop.sign_in()
    assert "har lagt til dette for deg" in read(hers, "/min-sti")
    shown = read(hers, address)
    assert "Modul 0" not in shown
    written = send(hers, f"{address}/innforing", quality="6", once="a")
    assert written.status_code == 303
    assert "Søvndagbok" in read(hers, "/min-sti"), "from home in one tap"
    staff = workshop.house.browser(workshop.maren, staff=True)
    assert "Modul 0" not in read(staff, f"/pasient/{workshop.enrolment_id}") + read(staff, "/arbeidsliste")
    assert "Lagt til: Fra hyllen" in read(staff, f"/pasient/{workshop.enrolment_id}/lekser")

    assert send(staff, f"{way}/angre/1").status_code == 303
    assert workshop.sign_in().get(address).status_code == 404
    assert f"{WHY} Angret i dag" in read(staff, way)
    of_her = read(staff, f"/pasient/{workshop.enrolment_id}")
    assert "Øvelse lagt til" in of_her
    assert "Endring av øvelse angret" in of_her


def test_what_is_locked_for_her_stays_so_when_it_is_added(workshop: Workshop) -> None:
    staff = workshop.house.browser(workshop.maren, staff=True)
    way = f"/pasient/{workshop.enrolment_id}/sti"
    with workshop.house.work() as work:
        enrolment = work.session.get_one(Enrolment, workshop.enrolment_id)
        state_facts(work, workshop.house.actor(workshop.kari), enrolment, {"s0_eating": True})
    assert send(staff, f"{way}/{SHELF}", what="add/food-diary", why=WHY, seen="0").status_code == 303
    assert "Skriv matdagbok" in read(staff, f"/pasient/{workshop.enrolment_id}/las/workshop-eating")
    shown = workshop.sign_in().get(f"/moduler/{workshop.enrolment_id}/{SHELF}/food-diary")
    assert (shown.status_code, "Dette steget er låst" in shown.get_data(as_text=True)) == (403, True)
