"""Mistakes in measures and questionnaires, and in rules of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .table import INSTRUMENTS, MEASURES, SAID, STOPS, Mistake, mistakes

OF_MEASURES = mistakes(
    MEASURES,
    "oops, measure oops.week: ",
    "Measure(",
    (
        ("occasion at the start", '"start"', '"begin"', STOPS, "there is no occasion begin."),
        ("occasion of follow-up", '"8w"', '"9w"', STOPS, "there is no occasion 9w."),
        ("programme", 'programme="oops"', 'programme="ops"', STOPS, "there is no programme ops."),
        ("instrument", 'instrument="oops-week"', 'instrument="week"', STOPS, "there is no instrument week."),
        ("scale", 'scale="oops-week"', 'scale="week"', STOPS, "week is no scale of oops-week."),
        ("subscore", 'scale="oops-week"', 'scale="oops-week.rest"', STOPS, "oops-week has no subscore rest."),
        ("band", '("light",)', '("lite",)', STOPS, "oops-week has no band lite."),
        ("band twice", '("moderate",)', '("light",)', STOPS, "a band stands in two severity steps."),
        ("better", "lower_", "higher_", STOPS, "direction is higher_better, and that of oops-week is lower_better."),
        ("range", "high=9", "high=27", STOPS, "goes from 0 to 27, and oops-week from 0 to 9."),
        ("track", "low=0,", 'low=0, tracks=("fast",),', STOPS, "there is no track fast."),
        ("response of nothing", '"points", 3', '"points", 0', STOPS, "a response of 0 or less is no response."),
        (
            "no rule for response",
            '    responder=Responder("points", 3),\n',
            "",
            STOPS,
            "a primary outcome needs a start occasion and a responder rule.",
        ),
        (
            "response in something else",
            '"points"',
            '"point"',
            STOPS,
            "responder: measure is 'point' and must be one of points, percent; did you mean points?",
            "Responder(",
        ),
        (
            "a comma is missing",
            '("light",)',
            '("light")',
            STOPS,
            "severity light: bands is 'light' and must be a tuple; is a comma missing?",
            "SeverityStep(",
        ),
    ),
)


def _rules(rows: Iterable[tuple[str, str, str]]) -> Iterator[Mistake]:
    """A rule of its own, written before the questionnaire that it belongs to."""
    for name, body, says in rows:
        rule = f"from varde.plugin.instruments import Outcome\n\n\ndef rule(values, context):\n    {body}  # this\n\n\n"
        made = f"{rule}WEEK = Instrument(\n    custom=rule,"
        yield Mistake(
            name,
            INSTRUMENTS,
            "WEEK = Instrument(",
            made,
            SAID,
            f"oops, instrument oops-week: its rule {says}",
            "WEEK = ",
        )


SCORED = 'return Outcome("scored", values.get("q1"), {0})'
OF_RULES = _rules(
    (
        (
            "it divides by what may be 0",
            'return Outcome("scored", 9 / values["q1"]) if "q1" in values else Outcome("not_scored")',
            "raises: ZeroDivisionError: division by zero ({this}), as for q1=0, q2=0, q3=0",
        ),
        (
            "it reads what may be missing",
            'return Outcome("scored", values["q1"])',
            "raises: KeyError: 'q1' ({this}), as for no answers",
        ),
        ("it leaves the program", "raise SystemExit(0)", "raises: SystemExit: 0 ({this}), as for no answers"),
        (
            "it never ends",
            "return rule(values, context)",
            "raises: RecursionError: maximum recursion depth exceeded ({this}), as for no answers",
        ),
        (
            "its error cannot be said",
            'raise type("Odd", (Exception,), {"__str__": lambda self: 1 / 0})',
            "raises: Odd: it does not say what ({this}), as for no answers",
        ),
        ("it gives a dictionary", "return {}", "gives a dict and must give an Outcome, as for no answers"),
        (
            "it gives more than the range",
            'return Outcome("scored", values["q1"] * 9) if "q1" in values else Outcome("not_scored")',
            "gives a total out of its range 0 to 9 (27), as for q1=3, q2=3, q3=3",
        ),
        (
            "it counts what is missing as nothing",
            'return Outcome("scored", sum(values.values()))',
            "gives a total (0) when nothing is answered, and missing is not zero, as for no answers",
        ),
        (
            "it gives what is no number",
            'return Outcome("scored", float("nan")) if values else Outcome("not_scored")',
            "gives the total nan, which is no number, as for q1=0, q2=0, q3=0",
        ),
        (
            "it invents a band",
            SCORED.format('band="awful"'),
            "gives the band awful, which is not declared, as for no answers",
        ),
        (
            "it gives a band of another total",
            SCORED.format('band="heavy" if "q1" in values else None'),
            "gives the band heavy to a total that lies in another (0), as for q1=0, q2=0, q3=0",
        ),
        (
            "it invents a flag",
            SCORED.format('flags={"alarm": True}'),
            "gives the flag alarm, which has no words, as for no answers",
        ),
        (
            "it invents a subscore",
            SCORED.format('{"rest": 4}'),
            "gives the subscore rest, which has no words, as for no answers",
        ),
        (
            "it invents a status",
            'return Outcome("done")',
            "gives the status done, which is none of scored, not_scored, excluded, as for no answers",
        ),
        (
            "it is of two minds",
            'rule.n = getattr(rule, "n", 0) + 1; return Outcome("scored", n_missing=rule.n)',
            "gives something else the second time, as for no answers",
        ),
        ("it counts backwards", SCORED.format("n_missing=-1"), "counts -1 as missing, as for no answers"),
    )
)
OF_QUESTIONNAIRES = mistakes(
    INSTRUMENTS,
    "oops, instrument oops-week: ",
    "WEEK = ",
    (
        (
            "what is added",
            "    total_range",
            '    sum_of=("rest",),\n    total_range',
            STOPS,
            "the total adds rest, which is not a subscale",
        ),
        ("a gap", '"moderate", 3', '"moderate", 4', STOPS, "bands light and moderate do not meet: 2 and 4"),
        (
            "no nynorsk",
            '"Litt", "Litt"',
            '"Litt", ""',
            STOPS,
            "item q1, choice 1: has no words in nn. The same 2 times more: item q2, choice 1, item q3, choice 1",
            "choices(",
        ),
        ("whose it is", '"varde-oops", ', '"", ', STOPS, "the licence does not say who holds the rights"),
        (
            "licence",
            '"own"',
            '"mine"',
            STOPS,
            "licence: mark is 'mine' and must be one of free, permission, fee, own",
            "Licence(",
        ),
        (
            "needs",
            "    total_range",
            '    needs=("shoes",),\n    total_range',
            STOPS,
            "it needs shoes, which nobody can give; choose from sex, age, agoraphobia, baseline_metres, position_coded",
        ),
        (
            "markup",
            '"Den siste uken"',
            '"Den <b>siste</b> uken"',
            SAID,
            "recall: a text holds <b>, which is shown as it stands",
            "recall=",
        ),
        (
            "Markdown",
            '"Den siste uken"',
            '"Den **siste** uken"',
            SAID,
            "recall: a text holds **, which is shown as it stands",
            "recall=",
        ),
        (
            "bokmål twice",
            '"Kor mykje har du merka til dette?"',
            '"Hvor mye har du merket til dette?"',
            SAID,
            "question: the nynorsk is word for word the bokmål",
            "question=",
        ),
    ),
)
