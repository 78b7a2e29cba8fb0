"""Invented enrolments for the benefit tests: whatever a patient might be like."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.counting.operation import AlertFact, OperationFacts, VisitFact, WayThrough
from varde.benefits.values import Measure, SeverityStep, Subscale
from varde.instruments.values import ReliableChange, Responder
from varde.kernel.words import Text

SYMPTOMS = Measure(
    key="demo.symptoms",
    programme="demo",
    title=Text("Plager", "Plager"),
    instrument="sss",
    scale="sss",
    start_occasion="start",
    follow_up=("3m", "6m"),
    direction="lower_better",
    low=0,
    high=500,
    primary=True,
    responder=Responder("points", 50),
    reliable_change=ReliableChange(50, "example"),
    cutoff=175,
    severity=(
        SeverityStep("light", Text("Lett", "Lett"), ("none", "mild")),
        SeverityStep("hard", Text("Tung", "Tung"), ("severe",)),
    ),
    subscales=(Subscale("sss.pain", Text("Smerte", "Smerte")),),
)
SATISFACTION = Measure(
    key="demo.satisfaction",
    programme="demo",
    title=Text("Tilfredshet", "Tilfredsheit"),
    instrument="csq",
    scale="csq",
    start_occasion=None,
    follow_up=("3m",),
    direction="higher_better",
    low=8,
    high=32,
)
MEASURES = (SYMPTOMS, SATISFACTION)
MONDAY = date(2025, 1, 6)


def band(total: float) -> str:
    return "none" if total < 75 else ("mild" if total < 175 else "severe")


def symptoms(occasion: str, total: float | None) -> ScoreFact:
    return ScoreFact("sss", occasion, total, None if total is None else band(total))


def patient(
    start: float | None, later: float | None = None, last: float | None = None, **facts: object
) -> EnrolmentFacts:
    """One who started on the given scores; None is not answered."""
    given = {"start": start, "3m": later, "6m": last}
    scores = tuple(symptoms(occasion, total) for occasion, total in given.items() if total is not None)
    enrolment = EnrolmentFacts(
        1,
        "demo",
        None,
        MONDAY,
        True,
        MONDAY + timedelta(days=20),
        frozenset(s.occasion for s in scores),
        scores,
        MEASURES,
    )
    return replace(enrolment, **facts)  # type: ignore[arg-type]


totals = st.none() | st.integers(0, 500).map(float) | st.floats(0, 500, allow_subnormal=False)


@st.composite
def enrolments(draw: st.DrawFn) -> EnrolmentFacts:
    given = draw(st.fixed_dictionaries({"start": totals, "3m": totals, "6m": totals}))
    scores = [symptoms(o, t) for o, t in given.items() if t is not None or draw(st.booleans())]
    if draw(st.booleans()):
        scores.append(ScoreFact("csq", "3m", draw(st.floats(8, 32))))
        scores += [ScoreFact("sss.pain", o, draw(st.floats(0, 100))) for o in ("start", "3m")]
    referred = MONDAY + timedelta(days=draw(st.integers(0, 90)))
    wait = draw(st.none() | st.integers(-3, 200))
    return EnrolmentFacts(
        organisation_id=draw(st.integers(1, 2)),
        programme="demo",
        track=draw(st.sampled_from([None, "a", "b"])),
        referred=referred,
        eligible=draw(st.booleans()),
        started=None if wait is None else referred + timedelta(days=wait),
        answered=frozenset(s.occasion for s in scores),
        scores=tuple(scores),
        measures=MEASURES,
    )


TWO_MODULES = WayThrough(
    (("know", ("read", "try")), ("move", ("plan", "walk")), ("more", ("extra",))),
    frozenset({"know", "move"}),
    frozenset({"move"}),
)
moments = st.integers(0, 60 * 24 * 90).map(
    lambda minutes: datetime(2026, 3, 2, 11, tzinfo=UTC) + timedelta(minutes=minutes)
)
operations = st.builds(
    OperationFacts,
    zone=st.just(ZoneInfo("Europe/Oslo")),
    started=st.none() | st.just(date(2026, 3, 2)),
    ended=st.none() | st.just(date(2026, 5, 2)),
    left=st.booleans(),
    answer_by=st.none() | moments,
    answered_at=st.none() | moments,
    promised_by=st.none() | st.just(date(2026, 3, 1)),
    replies=st.lists(st.tuples(moments, moments).map(sorted).map(tuple), max_size=4).map(tuple),
    alerts=st.lists(
        st.builds(AlertFact, st.sampled_from(("red", "amber")), moments, st.none() | moments, st.booleans()), max_size=4
    ).map(tuple),
    minutes=st.none() | st.integers(0, 100_000),
    way=st.sampled_from((TWO_MODULES, WayThrough())),
    done=st.frozensets(st.sampled_from(("know", "move", "more"))),
    steps=st.dictionaries(st.sampled_from(("know", "move")), st.sets(st.sampled_from(("read", "try", "plan", "walk")))),
    visits=st.lists(
        st.builds(VisitFact, st.sampled_from(("video", "home")), st.sampled_from(("attended", "missed")), moments),
        max_size=4,
    ).map(tuple),
)
"""What may have been done in an enrolment, whatever it is."""
