"""One table of what rules may ask, and where. A rule that is taken says the same wherever it stands; any other is refused when the
programme is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.rules import check_alert
from varde.alerts.service import alerts_of
from varde.alerts.values import Alert
from varde.assessments.facts import check_conditions
from varde.assessments.planning import ask_now
from varde.assessments.score_facts import scored
from varde.assessments.service import open_sheet, submit
from varde.enrolments.models import Enrolment
from varde.kernel.catalogue import Catalogue
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.measurements.service import measure
from varde.modules.progress import finish_step, path_of, steps_from
from varde.plugin.caseload import known_of_many
from varde.programmes.check import check_programme
from varde.programmes.release import days_since_start, opened_by_therapist
from varde.programmes.release_check import check_releases
from varde.programmes.setting_facts import decided
from varde.programmes.values import Occasion, Programme, SafetyLock
from varde.rules.language import Criterion, Rule, all_of, evaluate, is_true, not_, one_of, when
from varde.scheduling.agenda import tick
from varde.series.facts import measured
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.series import BREATH
from varde.web.staff.alert_lines import facts_in_words

TITLE = Text("Krysset", "Kryssa", "Crossed")
RULES: Mapping[str, Rule] = {
    "score": when(scored("who-5", "total"), "<=", 28),
    "band": one_of(scored("who-5", "band"), "very_low"),
    "subscore": when(scored("who-5", "subscore", "raw"), "<=", 7),
    "flag": is_true(scored("phq-9", "flag", "item9_answered")),
    "answer": when(scored("phq-9", "answer", "q1"), ">=", 2),
    "days since answers": when(scored("who-5", "days_since"), "<", 40),
    "measurement": when(measured(BREATH.key, "mean", days=30), "<", 400),
    "zone": when(measured(BREATH.key, "days_in", "act", days=30), "==", 0),
    "setting": when(decided("days_before_view"), "==", 7),
    "safety fact": is_true("unsure"),
    "week": days_since_start(7),
    "by hand": opened_by_therapist(),
}
"""Each is true of Per in :func:`lived`, and none of them of somebody of whom nothing is known but the settings."""

PLACES = ("eligibility", "release", "lock", "condition", "answer", "measurement", "clock")
TABLE: Mapping[str, str] = {
    #                      eligibility release lock condition | alert on: answer measurement clock
    "score":              "-           x       -    x                     x      x           x",
    "band":               "-           x       -    x                     x      x           x",
    "subscore":           "-           x       -    x                     x      x           x",
    "flag":               "-           x       -    x                     x      x           x",
    "answer":             "-           x       -    x                     x      x           x",
    "days since answers": "-           x       -    x                     x      x           x",
    "measurement":        "-           x       -    x                     x      x           x",
    "zone":               "-           x       -    x                     x      x           x",
    "setting":            "-           x       -    x                     x      x           x",
    "safety fact":        "x           -       x    -                     -      -           -",
    "week":               "-           x       -    -                     -      -           -",
    "by hand":            "-           x       -    -                     -      -           -",
}  # fmt: skip
"""By hand. Settings are known to the eligibility under their own name (``fact_of``), and a score that is asked at the way in is a
fact of it with ``source="score"``. What the caseload's reasons ask is what alerts may ask, by the same function. Silence asks what
releases ask."""


def declared(rule: Rule, place: str, against: str = "") -> Catalogue:
    """The sample programme with this rule in one place, joined with what calls for it there."""
    catalogue, key = sample_only(), f"sample.{place}{against}"
    programme = catalogue.one(Programme, "sample")
    modules, eligibility = programme.modules, programme.eligibility
    facts = tuple(replace(fact, safety=fact.key == "unsure") for fact in eligibility.facts)
    programme = replace(programme, eligibility=replace(eligibility, facts=facts))
    match place:
        case "eligibility":
            criterion = Criterion("unsure", rule, Text("Vi ser på det.", "Vi ser på det.", "We look at it."))
            eligibility = replace(programme.eligibility, review=(criterion,))
            return catalogue.with_values(Programme, [replace(programme, eligibility=eligibility)])
        case "release":
            modules = (modules[0], replace(modules[-1], number=2, release=rule))
            return catalogue.with_values(Programme, [replace(programme, modules=modules)])
        case "lock":
            lock = SafetyLock("x", rule, False, "therapist", TITLE, TITLE, "Invented.")
            first = modules[0]
            steps = (*first.steps[:-1], replace(first.steps[-1], locks=(lock,)))
            modules = (replace(first, steps=steps), *modules[1:])
            return catalogue.with_values(Programme, [replace(programme, modules=modules)])
        case "condition":
            extra = Occasion("more", TITLE, ("who-5", "csq-8"), 2, on_demand="therapist", conditions=(("csq-8", rule),))
            return catalogue.with_values(Programme, [replace(programme, occasions=(*programme.occasions, extra))])
    joined = {
        "answer": ("csq-8", all_of(when("total", ">=", 8), rule)),
        "measurement": ("", all_of(when(measured(BREATH.key, "last"), ">=", 100), rule)),
        "clock": ("", all_of(when("days_inactive", ">=", 14), rule)),
    }[place]
    alert = Alert(key, TITLE, joined[1], "red", joined[0], "sample")
    return catalogue.with_values(Programme, [programme]).with_values(Alert, [alert])


def faults(catalogue: Catalogue) -> list[str]:
    """Every sentence that the start and ``plugin check`` would have about the sample's rules."""
    programme = catalogue.one(Programme, "sample")
    alerts = [fault for alert in catalogue.all(Alert).values() for fault in check_alert(alert, catalogue)]
    of_programme = check_programme(programme, {"who-5", "phq-9", "csq-8"}, catalogue)
    return [*of_programme, *check_releases(programme, catalogue), *check_conditions(programme, catalogue), *alerts]


@pytest.mark.parametrize(
    ("kind", "place", "known"),
    [
        (kind, place, cell == "x")
        for kind, row in TABLE.items()
        for place, cell in zip(PLACES, row.split(), strict=True)
    ],
)
def test_what_may_be_asked_where(kind: str, place: str, known: bool) -> None:
    said = faults(declared(RULES[kind], place))
    assert bool(said) is not known, said
    if not known:
        assert all(len(sentence) < 200 and not sentence.endswith(".") for sentence in said)
        assert any(key in said[0] for key in ("not declared", "safety fact", "lock")), said


def test_every_kind_and_place_has_a_cell() -> None:
    assert set(TABLE) == set(RULES)
    assert {len(row.split()) for row in TABLE.values()} == {len(PLACES)}


def test_the_page_for_authors_has_the_same_table() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "plugin-author" / "rules.md"
    rows = re.findall(r"^\| ([a-z ]+) \| (.*) \|$", page.read_text(encoding="utf-8"), re.M)
    written = {kind: cells.replace("|", " ").split() for kind, cells in rows}
    assert written == {kind: cells.split() for kind, cells in TABLE.items()}


# --- the same rule says the same


WHO_5 = {f"q{n}": 1 for n in range(1, 6)}
PHQ_9 = {f"q{n}": 2 for n in range(1, 11)}
CSQ_8 = {f"q{n}": 3 for n in range(1, 9)}


class Lived:
    """Per, who has answered and measured, and then let the days go; and Kari, of whom nothing is known."""

    def __init__(self, tmp_path: Path, catalogue: Catalogue) -> None:
        self.house: House = make_house(sqlite_url(tmp_path), catalogue=catalogue)
        hanne = self.house.person("Hanne", "Lie", ("therapist", self.house.clinic))
        self.therapist = self.house.actor(hanne, ("therapist", self.house.clinic))
        per, kari = self.house.person("Per", "Moe"), self.house.person("Kari", "Nes")
        self.per, self.kari = self.house.enrolled(per, hanne, "sample"), self.house.enrolled(kari, hanne, "sample")
        self.actors = {self.per: self.house.actor(per), self.kari: self.house.actor(kari)}
        self.answer(self.per, "start", "who-5", WHO_5)
        self.answer(self.per, "start", "phq-9", PHQ_9)
        for flow in (380, 390, 385):
            self.measures(self.per, flow)
            self.house.clock.move(hours=1)

    def answer(self, enrolment_id: int, occasion: str, instrument: str, answers: Mapping[str, object]) -> None:
        with self.house.work() as work:
            submit(work, self.actors[enrolment_id], self.sheet(work, enrolment_id, occasion), instrument, answers)

    def sheet(self, work, enrolment_id: int, occasion: str):  # type: ignore[no-untyped-def]
        from varde.scheduling.models import AgendaItem

        query = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == occasion)
        agenda_id = work.session.scalars(query.order_by(AgendaItem.occurrence.desc())).first()
        assert agenda_id is not None
        return open_sheet(work, self.actors[enrolment_id], agenda_id, write=True)

    def measures(self, enrolment_id: int, flow: float) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            measure(work, self.actors[enrolment_id], enrolment, BREATH, (flow,), confirmed=True)

    def raised(self, enrolment_id: int, alert: str) -> bool:
        with self.house.work() as work:
            query = select(RaisedAlert.id).where(RaisedAlert.enrolment_id == enrolment_id, RaisedAlert.alert == alert)
            return work.session.scalars(query).first() is not None

    def said_of_alert(self, enrolment_id: int, alert: str) -> list[tuple[str, str]]:
        with self.house.work() as work:
            (view,) = [each for each in alerts_of(work, enrolment_id) if each.row.alert == alert]
            return facts_in_words(work, Speech("en", work.zone, work.now), view)

    def days(self, count: int) -> None:
        for _ in range(count):
            self.house.clock.move(days=1)
            while tick(self.house.platform):
                pass


def by_release(lived: Lived, enrolment_id: int) -> bool:
    with lived.house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        for step in path_of(work, enrolment, "nb").modules[0].module.steps:
            finish_step(work, enrolment, path_of(work, enrolment, "nb").modules[0], step)
        opened = path_of(work, enrolment, "nb").modules[-1].status != "locked"
        waits = {key: day is not None for key, day in steps_from(work, [enrolment]).items()}
    assert waits == {enrolment_id: opened}, "silence asks what the page asks"
    return opened


def by_condition(lived: Lived, enrolment_id: int) -> bool:
    with lived.house.work() as work:
        ask_now(work, lived.therapist, work.session.get_one(Enrolment, enrolment_id), "more")
    with lived.house.work() as work:
        return "csq-8" in lived.sheet(work, enrolment_id, "more").instruments


def by_answer(lived: Lived, enrolment_id: int) -> bool:
    lived.days(1)
    with lived.house.work() as work:
        ask_now(work, lived.therapist, work.session.get_one(Enrolment, enrolment_id), "satisfied")
    lived.answer(enrolment_id, "satisfied", "csq-8", CSQ_8)
    return lived.raised(enrolment_id, "sample.answer")


def by_measurement(lived: Lived, enrolment_id: int) -> bool:
    lived.measures(enrolment_id, 388)
    return lived.raised(enrolment_id, "sample.measurement")


def by_clock(lived: Lived, enrolment_id: int) -> bool:
    lived.days(20)
    return lived.raised(enrolment_id, "sample.clock")


def by_reason(lived: Lived, enrolment_id: int, rule: Rule) -> bool:
    with lived.house.work() as work, lived.house.counted() as statements:
        known = known_of_many(work, [lived.per, lived.kari], [rule])
    assert len(statements) == 1
    return evaluate(rule, known[enrolment_id]) is True


LOOKED_AT: Mapping[str, Callable[[Lived, int], bool]] = {
    "release": by_release,
    "condition": by_condition,
    "answer": by_answer,
    "measurement": by_measurement,
    "clock": by_clock,
}
WRITTEN = {
    "score": ("WHO-5: well-being", "20"),
    "measurement": ("Measure your breath, mean of 30 days", "385"),
    "setting": ("How many days pass before the view opens.", "7"),
}
SATISFIED = Occasion("satisfied", TITLE, ("csq-8",), 2, on_demand="therapist")


def with_satisfied(catalogue: Catalogue) -> Catalogue:
    programme = catalogue.one(Programme, "sample")
    return catalogue.with_values(Programme, [replace(programme, occasions=(*programme.occasions, SATISFIED))])


@pytest.mark.parametrize("place", list(LOOKED_AT))
@pytest.mark.parametrize("kind", ["score", "flag", "measurement", "setting"])
def test_a_rule_says_the_same_wherever_it_stands(kind: str, place: str, tmp_path: Path) -> None:
    rule = RULES[kind]
    lived = Lived(tmp_path, with_satisfied(declared(rule, place)))
    of_kari = kind == "setting"
    assert by_reason(lived, lived.per, rule)
    assert by_reason(lived, lived.kari, rule) is of_kari
    assert LOOKED_AT[place](lived, lived.per)
    if place in ("answer", "clock", "measurement") and kind in WRITTEN:
        assert WRITTEN[kind] in lived.said_of_alert(lived.per, f"sample.{place}")
    if (kind, place) != ("measurement", "measurement"):
        assert LOOKED_AT[place](lived, lived.kari) is of_kari


@pytest.mark.parametrize("place", list(LOOKED_AT))
def test_and_its_opposite_says_the_opposite(place: str, tmp_path: Path) -> None:
    lived = Lived(tmp_path, with_satisfied(declared(not_(RULES["score"]), place)))
    assert not LOOKED_AT[place](lived, lived.per)
    assert not LOOKED_AT[place](lived, lived.kari)  # nothing is known of her: unknown is neither
