"""Sample figures for the charts: the 2023 report's numbers where it has them, invented ones where it has none."""

from __future__ import annotations

from varde.benefits.figures.rules import (
    Average,
    FlowStep,
    GroupSeries,
    MeanTrajectory,
    PairedChange,
    Proportion,
    Satisfaction,
    SeverityLevel,
    SeverityShift,
)
from varde.benefits.figures.statistics import Moments, wilson
from varde.benefits.values import Measure
from varde.charts import charts
from varde.charts.values import Hidden, Why
from varde.instruments.values import Responder
from varde.kernel.words import Text

SYMPTOMS = Measure(
    "demo.symptoms",
    "demo",
    Text("Plager", "Plager"),
    "sss",
    "sss",
    "start",
    ("3m", "6m"),
    "lower_better",
    0,
    500,
    primary=True,
    responder=Responder("points", 50),
)
CSQ = Measure(
    "demo.csq", "demo", Text("Tilfredshet", "Tilfredsheit"), "csq", "csq", None, ("3m",), "higher_better", 8, 32
)
SMALL, DERIVABLE = Hidden(Why.SMALL), Hidden(Why.DERIVABLE)
HIDDEN = Average(SMALL, SMALL, SMALL, None)
NAMES = {"all": "Alle", "responder": "Respondere", "non_responder": "Ikke-respondere"}
SHORT = {"all": "Alle", "responder": "Resp.", "non_responder": "Ikke-resp."}
OCCASIONS = {"start": "Start", "3m": "3 md.", "6m": "6 md."}
STEPS = {"referred": "Henvist", "eligible": "Kunne få plass", "started": "Begynte", "answered:3m": "Svarte etter 3 md."}


def average(n: int, mean: float, sd: float) -> Average:
    moments = Moments.from_summary(n, mean, sd)
    return Average(n, mean, sd, moments.ci95)


def share(k: int, n: int) -> Proportion:
    return Proportion(k, n, "paired", k / n, wilson(k, n))


def moving(*series: tuple[str, list[Average]]) -> charts.Chart:
    figure = MeanTrajectory(
        SYMPTOMS,
        tuple(GroupSeries(g, tuple(zip(OCCASIONS, points, strict=True))) for g, points in series),  # type: ignore[arg-type]
    )
    return charts.trajectory(figure, title="IBS-SSS over tid", names=NAMES, occasions=OCCASIONS, heading="Gruppe")


RESPONDERS = [average(376, 280, 86), average(184, 184, 109), average(94, 222, 97)]
NON_RESPONDERS = [average(315, 241, 92), average(315, 265, 93), average(168, 237, 100)]
TRAJECTORY = moving(("responder", RESPONDERS), ("non_responder", NON_RESPONDERS))
TRAJECTORY_HIDDEN = moving(("responder", [RESPONDERS[0], HIDDEN, HIDDEN]), ("non_responder", NON_RESPONDERS))
TRAJECTORY_ALL = moving(("all", NON_RESPONDERS))

LEVELS = (Text("Ingen eller mild", "Ingen eller mild"), Text("Moderat", "Moderat"), Text("Alvorlig", "Alvorleg"))


def stacked(*counts: tuple[Proportion, Proportion]) -> charts.Chart:
    levels = tuple(SeverityLevel(str(i), LEVELS[i], *pair) for i, pair in enumerate(counts))
    return charts.severity(
        SeverityShift(SYMPTOMS, "3m", "responder", 192, levels),
        title="Alvorlighet hos respondere",
        language="nb",
        start="Start",
        later="3 måneder",
        heading="Grad",
        hidden="skjult",
    )


SEVERITY = stacked((share(21, 192), share(84, 192)), (share(90, 192), share(93, 192)), (share(81, 192), share(15, 192)))
GONE = Proportion(SMALL, 40, "paired", SMALL, None)
ALSO_GONE = Proportion(DERIVABLE, 40, "paired", DERIVABLE, None)
SEVERITY_HIDDEN = stacked((GONE, share(20, 40)), (ALSO_GONE, share(12, 40)), (share(25, 40), share(8, 40)))

QUALITY = [
    ("Nedstemthet", 44.9, 63.5),
    ("Matunngåelse", 29.4, 44.6),
    ("Kroppsbilde", 43.3, 58.0),
    ("Aktivitetsnivå", 44.8, 58.9),
    ("Helsebekymring", 52.2, 65.7),
    ("Relasjoner", 70.2, 59.8),
    ("Seksuell aktivitet", 0.0, 100.0),
    ("Uendret", 50.0, 50.2),
]


def changed(name: str, start: float, later: float) -> PairedChange:
    return PairedChange(name, Text(name, name), 204, average(204, start, 20), average(204, later, 20), None)


SUBSCALES = charts.dumbbell(
    [*(changed(*row) for row in QUALITY), PairedChange("x", Text("Få svar", "Få svar"), SMALL, HIDDEN, HIDDEN, None)],
    title="Livskvalitet hos respondere",
    language="nb",
    low=0,
    high=100,
    columns=["Område", "Start", "3 md.", "Endring"],
)

FLOW = charts.flow(
    [
        FlowStep("referred", share(861, 861)),
        FlowStep("eligible", share(790, 861)),
        FlowStep("started", Proportion(DERIVABLE, 861, "referred", DERIVABLE, None)),
        FlowStep("answered:3m", share(499, 861)),
    ],
    title="Fra henvist til svart",
    names=STEPS,
    columns=["Steg", "Personer", "Av henviste"],
)


def satisfied(everyone: Average, responders: Average, others: Average) -> charts.Chart:
    return charts.satisfaction(
        Satisfaction(CSQ, "3m", everyone, responders, others, None),
        title="Tilfredshet, CSQ-8",
        names=NAMES,
        short=SHORT,
        columns=["Gruppe", "Snitt", "n"],
    )


SATISFACTION = satisfied(average(484, 22, 4.3), average(184, 22.9, 4.3), average(295, 21.5, 4.3))
SATISFACTION_EDGE = satisfied(average(484, 31, 1), average(184, 31.9, 0.5), average(295, 31.2, 0.5))
SATISFACTION_HIDDEN = satisfied(average(40, 22, 4.3), HIDDEN, Average(DERIVABLE, DERIVABLE, DERIVABLE, None))

WAITING = charts.bars(
    [
        charts.Bar("1. kv.", 41, ("96",)),
        charts.Bar("2. kv.", 33, ("104",)),
        charts.Bar("3. kv.", SMALL, ("<5",)),
        charts.Bar("4. kv.", 19, ("94",)),
    ],
    title="Median ventetid i dager per kvartal",
    columns=["Kvartal", "Dager", "n"],
)
MONTHS = charts.bars(
    [charts.Bar(f"{m:02}.2025", 20 + 7 * (m % 5)) for m in range(1, 13)],
    title="Måned for måned",
    columns=["Måned", "Dager"],
)
TREND = charts.trend(
    [
        charts.TrendPoint("Start", 298, date="21. sep."),
        charts.TrendPoint("Uke 4", 271, date="18. okt."),
        charts.TrendPoint("Uke 8", 236, date="15. nov."),
        charts.TrendPoint("Uke 13", planned=True, note="Neste skjema"),
        charts.TrendPoint("Uke 26", planned=True),
    ],
    title="IBS-SSS per måling",
    columns=["Måling", "Dato", "Skår", "Endring"],
    low=0,
    high=500,
    band=(248, 348),
    band_label="Endring inne i båndet kan være tilfeldig",
)
PAIN = charts.trend(
    [charts.TrendPoint(f"Uke {week}", value) for week, value in enumerate([7, 7, 6, 7, None, 5, 5, 4, 5], 1)],
    title="Magesmerter uke for uke",
    columns=["Uke", "Smerter", "Endring"],
    low=0,
    high=10,
    height=150,
)

EVERY_CHART = {
    "tj": TRAJECTORY,
    "tjh": TRAJECTORY_HIDDEN,
    "tja": TRAJECTORY_ALL,
    "sv": SEVERITY,
    "svh": SEVERITY_HIDDEN,
    "ql": SUBSCALES,
    "fl": FLOW,
    "cs": SATISFACTION,
    "cse": SATISFACTION_EDGE,
    "csh": SATISFACTION_HIDDEN,
    "vt": WAITING,
    "md": MONTHS,
    "rc": TREND,
    "tr": PAIN,
}
