"""From an alert to a talk and what came of it: the appointment, who is told, the history, and when the alert is closed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.call_ins import call_in, say_outcome
from varde.alerts.errors import AgreedNeeded, AlreadyClosed, NoCallIn, NotNowInCall, OutcomeOfCall
from varde.alerts.models import AlertEvent, RaisedAlert
from varde.alerts.service import NOTE_PLACE, alert_of, close_alert, raise_alert
from varde.alerts.values import Alert
from varde.appointments.errors import NotThen
from varde.enrolments.models import Enrolment
from varde.notifications.models import Delivery
from varde.scheduling.models import Appointment
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

AGREED = "Vi prøver en kortere tur i stedet."


class Silent:
    """Tor has been silent; Sara is his therapist."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.sara = house.person("Sara", "Holm", ("therapist", house.clinic))
        self.tor = house.person("Tor", "Vik")
        self.enrolment_id = house.enrolled(self.tor, self.sara, "sample")
        self.alert_id = self.alert("sample.inactive")
        house.platform.drain()

    def alert(self, kind: str) -> int:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment_id)
            cause = f"test:{work.session.query(RaisedAlert).count()}"
            return raise_alert(work, enrolment, work.catalogue.one(Alert, kind), cause, {}).id

    def call(self, alert_id: int, way: str = "phone", days: int = 1) -> int:
        with self.house.work() as work:
            enrolment, row = (
                work.session.get_one(Enrolment, self.enrolment_id),
                alert_of(work, self.enrolment_id, alert_id),
            )
            begins = work.now + timedelta(days=days)
            return call_in(work, self.house.actor(self.sara), enrolment, row, way, begins).id

    def say(self, alert_id: int, outcome: str, said: str = AGREED, *, keep: bool = False) -> None:
        with self.house.work() as work:
            enrolment, row = (
                work.session.get_one(Enrolment, self.enrolment_id),
                alert_of(work, self.enrolment_id, alert_id),
            )
            say_outcome(work, self.house.actor(self.sara), enrolment, row, outcome, said, keep=keep)

    def history(self, alert_id: int) -> list[tuple[str, str]]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(AlertEvent).where(AlertEvent.alert_id == alert_id).order_by(AlertEvent.id)
            )
            return [
                (row.kind, work.vault.open(NOTE_PLACE, row.note_sealed) if row.note_sealed else "")
                for row in rows
                if row.kind != "raised"
            ]

    def states(self, alert_id: int, appointment_id: int) -> tuple[str, str]:
        with self.house.work() as work:
            alert = work.session.get_one(RaisedAlert, alert_id)
            return alert.state, work.session.get_one(Appointment, appointment_id).state

    def told(self) -> list[str]:
        """What Tor was told of, oldest first."""
        with self.house.work() as work:
            mine = select(Delivery.notice).where(Delivery.person_id == self.tor.id).order_by(Delivery.id)
            return list(work.session.scalars(mine))

    def later(self, **by: int) -> None:
        self.house.clock.set(self.house.clock.now() + timedelta(**by))

    @property
    def page(self) -> str:
        return f"/pasient/{self.enrolment_id}/varsler"

    def post(self, client: FlaskClient, deed: str, **form: str) -> int:
        sent = {"csrf_token": token(client), **form}
        return client.post(f"{self.page}/{self.alert_id}/innkalling{deed}", data=sent).status_code


def make_silent(folder: Path) -> Silent:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    house.clock.move(days=7, hours=1)  # to the next Monday
    return Silent(house)


@pytest.fixture
def silent(tmp_path: Path) -> Silent:
    return copied(make_silent, tmp_path)


def test_each_outcome_on_the_alert_and_on_the_appointment(silent: Silent) -> None:
    """By hand: beforehand or after, what is said, whether it is kept open, and how the alert and the appointment stand."""
    rows = (
        (2, "held", AGREED, False, ("closed", "attended")),
        (2, "held", AGREED, True, ("opened", "attended")),
        (2, "not_reached", "", False, ("opened", "missed")),
        (2, "declined", AGREED, False, ("closed", "attended")),
        (0, "declined", AGREED, True, ("opened", "cancelled")),
        (0, "declined", AGREED, False, ("closed", "cancelled")),
    )
    for days, outcome, said, keep, stand in rows:
        alert_id = silent.alert("sample.inactive")
        appointment_id = silent.call(alert_id)
        silent.later(days=days)
        silent.say(alert_id, outcome, said, keep=keep)
        assert silent.states(alert_id, appointment_id) == stand, (outcome, keep)
        deeds = [("opened", ""), ("called_in", str(appointment_id)), (outcome, said)]
        assert silent.history(alert_id) == deeds + [("closed", "")] * (stand[0] == "closed"), (outcome, keep)
        silent.later(days=7 - days)


def test_what_does_not_fit_changes_nothing(silent: Silent) -> None:
    alert_id = silent.alert_id
    for outcome in ("held", "not_reached", "declined"):
        with pytest.raises(NotNowInCall):
            silent.say(alert_id, outcome)
    for way in ("home", "pigeon"):
        with pytest.raises(NotThen):
            silent.call(alert_id, way)
    with pytest.raises(NoCallIn):
        silent.call(silent.alert("sample.worse"))
    assert silent.history(alert_id) == []
    silent.call(alert_id)
    with pytest.raises(NotNowInCall):
        silent.call(alert_id, days=4)
    silent.later(days=2)
    with pytest.raises(AgreedNeeded):
        silent.say(alert_id, "held", "Ja.")
    with pytest.raises(OutcomeOfCall):
        silent.say(alert_id, "called_in")
    assert [kind for kind, _ in silent.history(alert_id)] == ["opened", "called_in"]
    with silent.house.work() as work:
        row = alert_of(work, silent.enrolment_id, alert_id)
        close_alert(work, silent.house.actor(silent.sara), row, "Snakket med Tor i går.")
    with pytest.raises(AlreadyClosed):
        silent.say(alert_id, "held")


def test_three_times_without_an_answer_and_then_a_talk(silent: Silent) -> None:
    client = silent.house.browser(silent.sara, staff=True)
    advice = "Skriv en melding om at dere har prøvd"
    for tries in (1, 2, 3):
        day = silent.house.clock.now() + timedelta(days=1)
        assert silent.post(client, "", way="phone", day=f"{day:%Y-%m-%d}", clock="11.00") == 303
        assert "Hvordan gikk det?" in client.get(silent.page).get_data(as_text=True)
        silent.later(days=1, hours=4 if tries == 1 else 0)
        client = silent.house.browser(silent.sara, staff=True)
        assert silent.post(client, "/utfall", outcome="not_reached", agreed="") == 303
        page = client.get(silent.page).get_data(as_text=True)
        assert (advice in page, "Kall inn Tor" in page) == (tries == 3, True), tries
    assert silent.told().count("booked") == 3
    day = silent.house.clock.now() + timedelta(days=1)
    assert silent.post(client, "", way="video", day=f"{day:%Y-%m-%d}", clock="11.00") == 303
    assert silent.post(client, "", way="video", day=f"{day:%Y-%m-%d}", clock="13.00") == 409
    silent.later(days=1)
    client = silent.house.browser(silent.sara, staff=True)
    assert silent.post(client, "/utfall", outcome="held", agreed="") == 422
    assert silent.post(client, "/utfall", outcome="held", agreed=AGREED) == 303
    page = client.get(silent.page).get_data(as_text=True)
    assert AGREED in page
    assert "Lukket" in page
    assert silent.post(client, "/utfall", outcome="held", agreed=AGREED) == 409
