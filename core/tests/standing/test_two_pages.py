"""The patient's page and the therapist's, side by side: what both say of the same person is the same, and right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import close_alert, open_alerts
from varde.assessments.planning import ask_now
from varde.assessments.service import open_sheet, submit
from varde.caseload.models import CaseloadRow
from varde.caseload.service import mark_silent, reason_of
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.modules.progress import finish_step, path_of
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import BEGINNING, House, all_samples, make_house, sqlite_url
from varde.testing.statements import statements

FULL = 100


@dataclass
class Story:
    """One patient and her therapist, and what their pages say."""

    house: House
    maren: Person
    patient: Person
    enrolment_id: int

    @property
    def therapist(self) -> Actor:
        return self.house.actor(self.maren, ("therapist", self.house.clinic))

    def listed(self) -> CaseloadRow:
        """Her row of the caseload, as it is now."""
        with self.house.work() as work:
            return work.session.get_one(CaseloadRow, self.enrolment_id)

    def days(self, number: float) -> None:
        """Let the clock run, once a day and at the end."""
        while number > 0:
            self.house.clock.move(days=min(1.0, number))
            number -= 1
            while tick(self.house.platform):
                pass
            with self.house.work() as work:
                mark_silent(work)

    def ask(self, occasion: str) -> None:
        with self.house.work() as work:
            ask_now(work, self.therapist, work.session.get_one(Enrolment, self.enrolment_id), occasion)

    def answer(self, occasion: str, totals: Mapping[str, int]) -> None:
        """Hand in some instruments of the newest of these occasions, each with this total."""
        with self.house.work() as work:
            query = select(AgendaItem.id).where(
                AgendaItem.enrolment_id == self.enrolment_id, AgendaItem.key == occasion
            )
            item = work.session.scalars(query.order_by(AgendaItem.id.desc())).first()
            assert item is not None
            patient = self.house.actor(self.patient)
            sheet = open_sheet(work, patient, item, write=True)
            for key, total in totals.items():
                submit(work, patient, sheet, key, answers(work.catalogue.one(Instrument, key), total))

    def finish_what_is_open(self) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment_id)
            while (view := path_of(work, enrolment, "nb").here) is not None and view.next_step is not None:
                finish_step(work, enrolment, view, view.next_step)
                work.session.flush()

    def close_alerts(self) -> None:
        with self.house.work() as work:
            for raised, _declared in open_alerts(work, self.enrolment_id):
                close_alert(work, self.therapist, raised, "Ringte og snakket om det.")

    def alerts(self) -> list[str]:
        with self.house.work() as work:
            query = select(RaisedAlert.alert).where(RaisedAlert.enrolment_id == self.enrolment_id)
            return list(work.session.scalars(query.order_by(RaisedAlert.id)))

    def by_patient(self) -> dict[str, str]:
        browser = self.house.browser(self.patient)
        return statements(browser.get(f"/min-sti/{self.enrolment_id}").get_data(as_text=True))

    def by_list(self) -> dict[str, str]:
        """What the caseload says of her, wherever she stands on it."""
        page = self.house.browser(self.maren, staff=True).get("/arbeidsliste?sok=Solheim").get_data(as_text=True)
        return statements(page.split("<tbody", 1)[1])

    def by_therapist(self) -> dict[str, str]:
        browser, record = self.house.browser(self.maren, staff=True), f"/pasient/{self.enrolment_id}"
        pages = [browser.get(f"{record}{more}").get_data(as_text=True) for more in ("", "/skjemaer")]
        return statements("".join(pages))

    def agreed(self) -> dict[str, str]:
        """What all pages say together; whatever two of them say must be the same."""
        together: dict[str, str] = {}
        for page in (self.by_patient(), self.by_list(), self.by_therapist()):
            for key in together.keys() & page.keys():
                assert together[key] == page[key], f"{key}: two pages say {together[key]} and {page[key]}"
            together |= page
        return together


def answers(instrument: Instrument, total: int) -> dict[str, object]:
    """Answers whose total is this: the first questions as high as they go, the rest as low."""
    if instrument.key == "weather":
        shares = {key: min(FULL, max(0, total - FULL * place)) for place, key in enumerate(LAKE)}
        tens = max(0, total - FULL * len(LAKE)) // 10
        return {"rain_now": 1, "wind_now": 1, "rain_days": tens, **shares}
    items = items_of(instrument)
    given: dict[str, object] = {}
    left = total - sum(int(item.low) for item in items)
    for item in items:
        more = min(int(item.high - item.low), max(0, left))
        given[item.key], left = int(item.low) + more, left - more
    return given


LAKE = ("rain_sev", "wind_sev", "boots", "life")


def story(
    folder: Path, programme: str = "lake", track: str | None = None, at: datetime = BEGINNING, url: str = ""
) -> Story:
    house = make_house(url or sqlite_url(folder), at=at, catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid = house.person("Ingrid", "Solheim")
    return Story(house, maren, ingrid, house.enrolled(ingrid, maren, programme, track))


# --- where change is counted from -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "start", "later", "change", "way", "alerted"),
    [
        (450, 120, 300, "180", "worse", True),
        (20, 120, 100, "-20", "same", False),
        (300, 300, 200, "-100", "better", False),
        (20, 300, None, None, "", False),
    ],
)
def test_an_extra_form_before_the_start_moves_no_start(
    tmp_path: Path, extra: int, start: int, later: int | None, change: str | None, way: str, alerted: bool
) -> None:
    ingrid = story(tmp_path)
    ingrid.ask("extra-weather")
    ingrid.answer("extra-weather", {"weather": extra})
    ingrid.days(1)
    ingrid.answer("start", {"weather": start})
    if later is not None:
        ingrid.days(88)
        ingrid.answer("3m", {"weather": later})
    agreed = ingrid.agreed()
    assert agreed.get("change:weather") == change
    assert agreed["way:weather"] == way
    assert ("lake.weather-worse" in ingrid.alerts()) is alerted
    if change is None:
        assert agreed["start:weather"] == str(start)
    elif alerted:
        assert "Det er tyngre nå" in ingrid.house.browser(ingrid.patient).get("/min-sti").get_data(as_text=True)


def test_who_never_answered_at_the_start_is_counted_from_the_first_answer(tmp_path: Path) -> None:
    ingrid = story(tmp_path)
    ingrid.ask("extra-weather")
    ingrid.answer("extra-weather", {"weather": 250})
    ingrid.days(88)
    ingrid.answer("3m", {"weather": 300})
    assert ingrid.agreed()["change:weather"] == "50"
    assert ingrid.agreed()["way:weather"] == "worse"
    assert "lake.weather-worse" in ingrid.alerts(), (
        "exactly the limit, and counted from the extra form as the pages count"
    )
    patient, therapist = ingrid.house.browser(ingrid.patient), ingrid.house.browser(ingrid.maren, staff=True)
    assert "enn første gang du svarte" in patient.get("/min-sti").get_data(as_text=True)
    assert "siden første gang" in therapist.get(f"/pasient/{ingrid.enrolment_id}").get_data(as_text=True)


# --- worse ----------------------------------------------------------------------------------------------------------


def test_nobody_is_on_track_while_worse(tmp_path: Path) -> None:
    ingrid = story(tmp_path)
    ingrid.answer("start", {"weather": 200, "outlook": 34})
    ingrid.days(88)
    ingrid.answer("3m", {"weather": 280})
    assert ingrid.agreed()["reason"] == "deterioration"
    ingrid.close_alerts()
    assert ingrid.agreed()["reason"] == "worse"
    ingrid.answer("3m", {"csq-8": 20})  # another form says nothing about this one
    ingrid.days(1)
    assert (ingrid.agreed()["reason"], ingrid.agreed()["change:weather"]) == ("worse", "80")
    page = ingrid.house.browser(ingrid.maren, staff=True).get("/arbeidsliste").get_data(as_text=True)
    assert "Opp 80 poeng siden start. Det er 80 poeng verre, mer enn grensen på 50." in page
    with ingrid.house.work() as work:
        pause(work, ingrid.therapist, work.session.get_one(Enrolment, ingrid.enrolment_id))
    assert ingrid.agreed()["reason"] == "worse"
    with ingrid.house.work() as work:
        resume(work, ingrid.therapist, work.session.get_one(Enrolment, ingrid.enrolment_id))
    ingrid.ask("extra-weather")
    ingrid.answer("extra-weather", {"weather": 249})
    assert (ingrid.agreed()["reason"], ingrid.agreed()["way:weather"]) == ("on_track", "same")


def test_worse_by_one_form_is_worse_although_another_is_not(tmp_path: Path) -> None:
    tor = story(tmp_path, "ridge", "north")
    tor.answer("start", {"phq-9": 12, "gad-7": 4})
    tor.days(7)
    tor.answer("week-1", {"gad-7": 12, "phq-9": 11})
    tor.close_alerts()
    assert tor.agreed()["reason"] == "worse"
    assert tor.listed().worse_by == ("gad-7",)
    page = tor.house.browser(tor.maren, staff=True).get("/arbeidsliste").get_data(as_text=True)
    assert "Opp 8 poeng siden start." in page
    tor.days(7)
    tor.answer("week-2", {"phq-9": 20})
    tor.close_alerts()
    tor.answer("week-2", {"gad-7": 4})
    assert tor.listed().worse_by == ("phq-9",)
    assert tor.agreed()["reason"] == "worse"
    tor.days(7)
    tor.answer("week-3", {"phq-9": 12, "gad-7": 4})
    assert (tor.listed().worse, tor.listed().worse_since) == ("", None)


def test_the_row_follows_on_either_database(tmp_path: Path, database_url: str) -> None:
    ingrid = story(tmp_path, url=database_url)
    ingrid.ask("extra-weather")
    ingrid.answer("extra-weather", {"weather": 100})
    ingrid.answer("start", {"weather": 200, "outlook": 34})
    ingrid.finish_what_is_open()
    ingrid.days(1)
    ingrid.answer("extra-weather", {"footing": 20, "gear": 20})
    ingrid.days(7)
    ingrid.ask("extra-weather")
    ingrid.answer("extra-weather", {"weather": 250})
    ingrid.close_alerts()
    assert (ingrid.listed().worse, reason_of(ingrid.listed())) == (";weather;", "worse")
    ingrid.days(15)
    assert ingrid.listed().inactive_since is not None
    ingrid.house.platform.engine.dispose()


# --- silence --------------------------------------------------------------------------------------------------------


def test_who_has_done_all_that_is_open_is_silent_to_nobody(tmp_path: Path) -> None:
    ingrid = story(tmp_path)
    ingrid.answer("start", {"weather": 200, "outlook": 34})
    ingrid.finish_what_is_open()
    for wait in (8, 15):  # the second module opens after a week, the third after three
        ingrid.days(wait)
        ingrid.finish_what_is_open()
    for _ in range(6):  # until day 65; the fourth opens on day 70
        ingrid.days(7)
        assert (reason_of(ingrid.listed()), ingrid.alerts()) == ("on_track", [])
    ingrid.days(6)
    assert reason_of(ingrid.listed()) == "on_track", "it opened yesterday"
    ingrid.days(13)
    assert ingrid.agreed()["reason"] == "inactive", "it has stood open for a fortnight"
    assert ingrid.agreed()["silence"] == "14"
    assert "lake.inactive" not in ingrid.alerts()
    ingrid.finish_what_is_open()
    assert reason_of(ingrid.listed()) == "on_track"


def test_who_stopped_is_silent_to_both(tmp_path: Path) -> None:
    per = story(tmp_path, "village")
    with per.house.work() as work:
        for item in work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "assessment")):
            item.state, item.act_at = "done", None
    per.days(13)
    assert (reason_of(per.listed()), per.alerts()) == ("on_track", [])
    per.days(1)
    assert per.alerts() == ["village.inactive"], "the programme's own limit is a fortnight too"
    assert per.listed().inactive_since is not None
    per.close_alerts()
    assert per.agreed()["silence"] == "14"


def test_a_late_form_is_something_that_waits_while_it_can_be_answered(tmp_path: Path) -> None:
    ingrid = story(tmp_path)
    ingrid.finish_what_is_open()  # the second module opens on day 7, and the start form is due from the first day
    ingrid.days(13)
    ingrid.close_alerts()
    assert reason_of(ingrid.listed()) == "overdue"
    assert ingrid.listed().inactive_since is None
    ingrid.days(1)
    assert ingrid.agreed()["reason"] == "overdue"
    assert ingrid.listed().inactive_since is not None, "fourteen days since the first"
    ingrid.days(8)
    assert ingrid.agreed()["silence"] == "15", "the form is closed; the module has waited since day 7"


# --- weeks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-09-21 21:00", "1"),
        ("2026-09-27 21:59", "1"),
        ("2026-09-27 22:00", "2"),
        ("2026-10-25 22:59", "5"),
        ("2026-10-25 23:00", "6"),
    ],
)
def test_both_pages_count_the_same_week(tmp_path: Path, now: str, week: str) -> None:
    at = datetime(2026, 9, 21, 20, 30, tzinfo=UTC)
    ingrid = story(tmp_path, at=at)
    ingrid.house.clock.move(seconds=(datetime.fromisoformat(now).replace(tzinfo=UTC) - at).total_seconds())
    assert ingrid.by_patient()["week"] == ingrid.by_therapist()["week"] == week


def test_no_page_counts_weeks_in_a_pause(tmp_path: Path) -> None:
    ingrid = story(tmp_path)
    with ingrid.house.work() as work:
        pause(work, ingrid.therapist, work.session.get_one(Enrolment, ingrid.enrolment_id))
    ingrid.days(3)
    agreed = ingrid.agreed()
    assert "week" not in agreed
    assert agreed["next"] == "paused"
    with ingrid.house.work() as work:
        resume(work, ingrid.therapist, work.session.get_one(Enrolment, ingrid.enrolment_id))
    assert ingrid.agreed()["week"] == "1"


# --- danger and replies ---------------------------------------------------------------------------------------------


def test_a_danger_is_one_on_the_list_and_on_the_page(tmp_path: Path) -> None:
    tor = story(tmp_path, "ridge", "north")
    tor.answer("start", {"phq-9": 27})
    assert tor.by_list()["danger"] == tor.by_therapist()["danger"] == "yes"
    assert tor.agreed()["reason"] == "risk"


def test_a_reply_is_due_on_the_same_day_everywhere(tmp_path: Path) -> None:
    ingrid = story(tmp_path)
    with ingrid.house.work() as work:
        patient = ingrid.house.actor(ingrid.patient)
        write(work, patient, work.session.get_one(Enrolment, ingrid.enrolment_id), "Skal jeg prøve igjen?", "k")
    for days, value in ((0, "2026-09-23"), (2.2, "2026-09-23"), (1, "2026-09-23 late")):
        ingrid.days(days)
        pages = (ingrid.by_patient(), ingrid.by_list(), ingrid.by_therapist())
        assert [page["reply"] for page in pages] == [value] * 3
