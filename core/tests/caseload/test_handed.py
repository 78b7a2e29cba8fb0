"""Where a plugin's reason stands among Varde's own: each order and each count written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from varde.caseload.asked import ListAsked
from varde.caseload.board import bands_of
from varde.caseload.handed import Ranked, StandsFor, arranged
from varde.caseload.listed import CaseloadPage, caseload_of
from varde.caseload.models import CaseloadRow, own_reason
from varde.caseload.values import After, Column, Reason, Waits
from varde.kernel.assembly import assemble
from varde.kernel.catalogue import Catalogue
from varde.kernel.part import Part
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.parts import PARTS
from varde.testing.house import House, make_house, sample_only, sqlite_url

NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)
WORDS = Text("Ord", "Ord", "Word")
RISK, REFERRAL, UNANSWERED, DETERIORATION, WORSE, EXERCISE, OVERDUE, INACTIVE, PLAN, ON_TRACK = range(1, 11)


def nobody(_work: Work, _ids: Sequence[int]) -> Mapping[int, Waits]:
    return {}


def reason(after: After, of: object = nobody, key: str = "calm.reason", programme: str = "") -> Reason:
    return Reason(key, WORDS, after, of, WORDS, programme)  # type: ignore[arg-type]


def since(days: float) -> datetime:
    return NOW - timedelta(days=days)


def handed(after: After, days: float) -> StandsFor:
    return StandsFor(reason(after), Waits(WORDS, since(days)))


STANDINGS = (
    Ranked(1, "p", RISK, 5, since(1)),
    Ranked(2, "p", RISK, 2, since(1)),
    Ranked(3, "p", REFERRAL, 0, since(9)),
    Ranked(4, "p", UNANSWERED, 0, since(3)),
    Ranked(5, "p", UNANSWERED, 0, since(4)),
    Ranked(6, "p", PLAN, 0, since(2)),
    Ranked(7, "p", ON_TRACK, 0, None),
    Ranked(8, "p", ON_TRACK, 0, None),
)
ORDERS: dict[str, tuple[Mapping[int, StandsFor], list[int]]] = {
    "none": ({}, [2, 1, 3, 5, 4]),
    "behind danger": ({7: handed("risk", 1)}, [2, 1, 7, 3, 5, 4]),
    "behind what is unanswered": ({7: handed("unanswered", 99)}, [2, 1, 3, 5, 4, 7]),
    "by time waited": ({7: handed("referral", 1), 8: handed("referral", 2)}, [2, 1, 3, 8, 7, 5, 4]),
    "one with a plan": ({6: handed("inactive", 1)}, [2, 1, 3, 5, 4, 6]),
    "one who is moved up": ({4: handed("risk", 0)}, [2, 1, 4, 3, 5]),
}


@pytest.mark.parametrize("name", ORDERS)
def test_the_list_has_one_order(name: str) -> None:
    by_id, order = ORDERS[name]
    assert arranged(STANDINGS, by_id, ListAsked()) == order


def test_a_filter_shows_those_who_stand_for_it() -> None:
    by_id = {4: handed("risk", 0), 7: handed("inactive", 1)}
    assert arranged(STANDINGS, by_id, ListAsked("calm.reason")) == [4, 7]
    assert arranged(STANDINGS, by_id, ListAsked("unanswered")) == [5]
    assert arranged(STANDINGS, by_id, ListAsked("on_track")) == [8]
    assert arranged(STANDINGS, by_id, ListAsked("plan")) == [6]
    assert own_reason(ON_TRACK) == "on_track"
    assert own_reason(EXERCISE) == "exercise"


# --- in a house


class Listed:
    """Four patients of one therapist, and what plugins hand in for the list."""

    def __init__(self, house: House) -> None:
        self.house = house
        maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.actor = house.actor(maren, ("therapist", house.clinic))
        self.ids = [
            house.enrolled(house.person(name, "Nes"), maren, "sample") for name in ("Anne", "Berit", "Cato", "Dag")
        ]
        self.browser = house.browser(maren, staff=True)

    def with_values(self, *values: Reason | Column) -> None:
        catalogue = Catalogue(
            {k: v for k, v in self.house.platform.catalogue._values.items() if k not in (Reason, Column)}
        )
        for kind in (Reason, Column):
            catalogue = catalogue.with_values(kind, [value for value in values if isinstance(value, kind)])
        self.house.platform.catalogue = catalogue

    def page(self, **asked: object) -> CaseloadPage:
        with self.house.work() as work:
            return caseload_of(work, self.actor, **asked)  # type: ignore[arg-type]

    def shown(self, **asked: object) -> list[int]:
        return [row.enrolment_id for row in self.page(**asked).rows]


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    made = Listed(make_house(sqlite_url(tmp_path), catalogue=sample_only()))
    with made.house.work() as work:
        rows = update(CaseloadRow).values(risk_since=None, overdue_since=None)
        work.session.execute(rows)
        danger = (
            update(CaseloadRow).where(CaseloadRow.enrolment_id == made.ids[1]).values(risk_since=work.now, urgency=1)
        )
        work.session.execute(danger)
    return made


def waits_for(*ids: int) -> object:
    def of(_work: Work, asked: Sequence[int]) -> Mapping[int, Waits]:
        return {i: Waits(Text(f"Venter {i}", f"Ventar {i}"), NOW) for i in ids if i in asked}

    return of


def test_whoever_has_it_is_listed_counted_and_behind_danger(listed: Listed) -> None:
    anne, berit, cato, _dag = listed.ids
    listed.with_values(reason("risk", waits_for(anne, berit, cato)))
    page = listed.page()
    assert [row.enrolment_id for row in page.rows] == [berit, anne, cato], "danger is first, and stays danger"
    assert (page.counts["risk"], page.counts["calm.reason"], page.counts["on_track"]) == (1, 2, 1)
    assert (page.waiting, page.everybody) == (3, 4)
    assert listed.shown(reason="calm.reason") == [anne, cato]
    assert listed.shown(reason="risk") == [berit]
    assert listed.shown(reason="on_track") == [listed.ids[3]]
    with listed.house.work() as work:
        speech = work.speech("nb")
        bands = {band.key: band for band in bands_of(work, speech, page.rows, page.handed.by_id)}
    assert [line.row.enrolment_id for line in bands["now"].lines] == [berit]
    assert next((line.reason, line.why, line.waited) for line in bands["today"].lines) == (
        "calm.reason",
        f"Venter {anne}",
        "0 min",
    )


def test_a_reason_of_another_programme_is_not_asked(listed: Listed) -> None:
    listed.with_values(reason("risk", waits_for(*listed.ids), programme="lake"))
    assert listed.shown() == [listed.ids[1]]


def test_of_two_the_graver_is_the_one(listed: Listed) -> None:
    anne = listed.ids[0]
    both = (reason("inactive", waits_for(anne), "calm.late"), reason("referral", waits_for(anne), "calm.soon"))
    listed.with_values(*both)
    assert listed.page().handed.by_id[anne].reason.key == "calm.soon"


def test_a_search_finds_her_with_her_reason(listed: Listed) -> None:
    listed.with_values(reason("risk", waits_for(listed.ids[0])))
    page = listed.browser.get("/arbeidsliste?sok=Anne").text
    assert f"Venter {listed.ids[0]}" in page


def test_a_reason_that_is_new_is_marked_where_it_is_counted(listed: Listed) -> None:
    anne, berit, cato, _dag = listed.ids
    listed.with_values(reason("risk", waits_for(anne, cato)))
    with listed.house.work() as work:
        long_ago = update(CaseloadRow).where(CaseloadRow.enrolment_id == berit).values(risk_since=since(30))
        work.session.execute(long_ago)
    for query in ("", "?hvorfor=fresh"):
        page = listed.browser.get("/arbeidsliste" + query).text
        assert "2 er nye siden" in page, query
        assert page.count('<span class="fresh">ny</span>') == 2, query


def fails(*_asked: object) -> object:
    raise ZeroDivisionError


def of_rows(work: Work, *_asked: object) -> object:
    return work.session.connection().exec_driver_sql("SELECT x FROM no_such_table").all()


@pytest.mark.parametrize("of", [fails, of_rows, lambda *_asked: {1: "no"}, lambda *_asked: 7])
def test_one_that_fails_is_left_out_and_said(listed: Listed, of: object) -> None:
    sound = Column("calm.sound", Text("Ro", "Ro"), lambda _work, _speech, ids: dict.fromkeys(ids, "<b>rolig"))
    broken = Column("calm.broken", Text("Puls", "Puls"), lambda *_asked: {1: 7} if callable(of) else {})
    listed.with_values(reason("risk", of), sound, broken)
    with capture_logs() as lines:
        page = listed.browser.get("/arbeidsliste").text
    assert [(line["event"], line["key"]) for line in lines if line["log_level"] == "error"] == [
        ("handed_in_failed", "calm.reason"),
        ("handed_in_failed", "calm.broken"),
    ]
    assert "«Ord» kan ikke vises akkurat nå." in page
    assert "«Puls» kan ikke vises akkurat nå." in page
    assert "Berit" in page
    assert '<td role="cell" data-label="Ro">&lt;b&gt;rolig</td>' in page
    assert 'colspan="8"' in page


def test_a_column_has_a_dash_where_there_is_nothing(listed: Listed) -> None:
    listed.with_values(Column("calm.few", Text("Ro", "Ro"), lambda *_asked: {}))
    assert '<td role="cell" data-label="Ro">–</td>' in listed.browser.get("/arbeidsliste").text


def test_each_is_asked_once_whatever_the_number(listed: Listed) -> None:
    asked: list[Sequence[int]] = []

    def texts(_work: Work, _speech: Speech, ids: Sequence[int]) -> Mapping[int, str]:
        asked.append(ids)
        return {}

    def of(_work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
        asked.append(ids)
        return {i: Waits(WORDS, NOW) for i in ids}

    listed.with_values(reason("risk", of), Column("calm.c", WORDS, texts))
    listed.browser.get("/arbeidsliste")  # that she has looked is written down
    counts = []
    maren = listed.house.person("Mona", "By", ("therapist", listed.house.clinic))
    for _ in range(2):
        asked.clear()
        with listed.house.counted() as statements:
            listed.browser.get("/arbeidsliste")
        counts.append(len(statements))
        assert [sorted(ids) for ids in asked] == [sorted(listed.ids), sorted(listed.ids)]
        for name in ("Eva", "Finn", "Geir"):
            enrolment = listed.house.enrolled(listed.house.person(name, "Nes"), maren, "sample")
            with listed.house.work() as work:
                mine = {"therapist_id": listed.actor.person_id}
                work.session.execute(update(CaseloadRow).where(CaseloadRow.enrolment_id == enrolment).values(**mine))
            listed.ids.append(enrolment)
    assert counts[0] == counts[1]


def test_pages_follow_each_other(listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varde.caseload.listed.PAGE", 2)
    anne, berit, cato, dag = listed.ids
    listed.with_values(reason("risk", waits_for(anne, cato, dag)))
    assert (listed.shown(page=1), listed.shown(page=2), listed.shown(page=3)) == ([berit, anne], [cato, dag], [])
    assert (listed.page(page=1).has_next, listed.page(page=2).has_next) == (True, False)


# --- what the start refuses


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (reason("risk", key="risk"), "reason risk: the key must begin with the plugin's and a full stop."),
        (reason("risk", programme="nowhere"), "reason calm.reason: there is no programme nowhere."),
        (Reason("calm.x", Text("Ord", ""), "risk", nobody, WORDS), "reason calm.x: the title lacks nn."),
        (Column("calm.c", WORDS, fails, "nowhere"), "column calm.c: there is no programme nowhere."),  # type: ignore[arg-type]
        (Reason("calm.x", WORDS, "plan", nobody, WORDS), "reason calm.x: after"),  # type: ignore[arg-type]
        (Reason("calm.x", WORDS, "risk", nobody, WORDS, icon="bok"), "reason calm.x: icon"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_hold_together_is_refused(value: Reason | Column, sentence: str) -> None:
    _, faults = assemble([*PARTS, Part(key="calm", declares=(value,))])
    assert [fault for fault in faults if sentence in fault], faults
