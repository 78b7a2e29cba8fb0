"""What an instrument asks and how it is counted, for those who use its scores: an index and a page for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from varde.alerts.values import Alert
from varde.instruments.decisions import Decision
from varde.instruments.engine import counted
from varde.instruments.values import Instrument, Item
from varde.instruments.words import LICENCE, NO, YES, context_in_words, figure, flag_rule_in_words, limit_in_words
from varde.kernel.catalogue import Unknown
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.web.shell import http
from varde.web.shell.pages import audience, staff_nav
from varde.web.staff import words
from varde.web.staff.instrument_lines import band_set_of, bands_of, changes_of, code_of, parts_of, uses_of

bp = Blueprint("instruments", __name__)

LICENCE_MEANS = {
    "free": Text(
        "Ordlyden kan brukes og vises uten å spørre.",
        "Ordlyden kan brukast og visast utan å spørje.",
        "The wording may be used and shown without asking.",
    ),
    "permission": Text(
        "Rettighetshaveren må gi tillatelse før den offisielle ordlyden vises.",
        "Rettshavaren må gi løyve før den offisielle ordlyden blir vist.",
        "The holder must give permission before the official wording is shown.",
    ),
    "fee": Text(
        "Den offisielle ordlyden krever en avtale og en avgift.",
        "Den offisielle ordlyden krev ein avtale og ei avgift.",
        "The official wording needs a contract and a fee.",
    ),
    "own": Text("Ordlyden er vår egen.", "Ordlyden er vår eigen.", "The wording is our own."),
}
SEVERITY = {
    "amber": Text("Gult varsel", "Gult varsel", "Amber alert"),
    "red": Text("Rødt varsel", "Raudt varsel", "Red alert"),
    "critical": Text("Kritisk varsel", "Kritisk varsel", "Critical alert"),
}


@dataclass(frozen=True, slots=True)
class InstrumentQuestion:
    """One item; ``answers`` are words, code and the points it adds ("" when it is not counted)."""

    item: Item
    label: str
    heading: str
    answers: tuple[tuple[str, str, str], ...]
    span: str
    gate: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """Questions that are asked under every heading. A row: the heading, whether it is about safety, and its only question
    where the others are not asked."""

    questions: tuple[InstrumentQuestion, ...]
    rows: tuple[tuple[str, bool, str], ...]


MOST_KINDS, FEWEST_ROWS = 3, 6
"""Up to ``MOST_KINDS`` questions under ``FEWEST_ROWS`` headings or more are said once."""


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """One instrument in the index."""

    instrument: Instrument
    licence: str
    programmes: str
    proposed: int


@bp.get("/instrumenter")
@audience("staff")
def index() -> str:
    """Every instrument that is installed."""
    work, speech = http.work(), http.speech()
    users = {key: uses_of(speech, key, work.catalogue.all(Programme)) for key in work.catalogue.all(Instrument)}
    lines = [
        InstrumentLine(
            instrument,
            speech.say(LICENCE[instrument.licence.mark]),
            ", ".join(use.programme for use in users[key]),
            len(instrument.proposed),
        )
        for key, instrument in work.catalogue.all(Instrument).items()
    ]
    lines.sort(key=lambda line: speech.say(line.instrument.title).lower())
    waiting = [line for line in lines if line.proposed]
    only = request.args.get("vis") == "forslag"
    return render_template(
        "instruments/index.html",
        lines=waiting if only else lines,
        only=only,
        every=len(lines),
        waiting=len(waiting),
        nav=staff_nav("instruments"),
    )


@bp.get("/instrument/<key>")
@audience("staff")
def show(key: str) -> str:
    """One instrument with every rule. :raises Unknown: there is none."""
    work, speech = http.work(), http.speech()
    if key not in work.catalogue.all(Instrument):
        raise Unknown(kind=words.QUESTIONNAIRE, key=key, known=", ".join(work.catalogue.all(Instrument)))
    instrument = work.catalogue.one(Instrument, key)
    asked = questions_of(speech, instrument)
    watching = [alert for alert in work.catalogue.all(Alert).values() if alert.instrument == key]
    return render_template(
        "instruments/show.html",
        instrument=instrument,
        decision=work.catalogue.all(Decision).get(key),
        groups=_groups(asked),
        repeated=repeated_of(asked),
        parts=parts_of(speech, instrument),
        bands=bands_of(speech, instrument),
        band_sets=[band_set_of(speech, instrument, special) for special in instrument.band_sets],
        flags=[
            flag_rule_in_words(instrument, flag, speech.language)
            for flag in instrument.flags
            if flag.limit != instrument.caseness or flag.of
        ],
        changes=changes_of(speech, instrument),
        caseness=limit_in_words(instrument.caseness, speech.language) if instrument.caseness else "",
        licence=LICENCE[instrument.licence.mark],
        licence_means=LICENCE_MEANS[instrument.licence.mark],
        uses=uses_of(speech, key, work.catalogue.all(Programme)),
        alerts=[(alert.title, SEVERITY[alert.severity], alert.severity) for alert in watching],
        codes=[
            (
                code.system.upper() if code.system == "loinc" else "SNOMED CT",
                code_of(speech, instrument, code.of),
                code.code,
            )
            for code in instrument.codes
        ],
        needs=[context_in_words(name, "", speech.language)[0] for name in instrument.needs],
        figure=figure,
        nav=staff_nav("instruments"),
    )


def questions_of(speech: Speech, instrument: Instrument) -> list[InstrumentQuestion]:
    """The items with their answers and the points these add."""
    return [_question(speech, instrument, item) for item in instrument.items]


def _question(speech: Speech, instrument: Instrument, item: Item) -> InstrumentQuestion:
    answers = [
        (speech.say(label), str(code), figure(counted(item, code), speech.language) if item.scored else "")
        for code, label in item.choices
    ]
    if item.yes_or_no and not item.own:
        points = [figure(counted(item, code), speech.language) if item.scored else "" for code in (1, 0)]
        answers = [(speech.say(YES), "1", points[0]), (speech.say(NO), "0", points[1])]
    span = "" if answers else _span(speech, item)
    gate = next((speech.say(other_item.label) for other_item in instrument.items if other_item.key == item.gate), "")
    heading = speech.say(item.heading) if item.heading else ""
    return InstrumentQuestion(item, speech.say(item.label), heading, tuple(answers), span, gate)


def _span(speech: Speech, item: Item) -> str:
    if item.own:
        return ""
    low, high = figure(item.low, speech.language), figure(item.high, speech.language)
    unit = f" {speech.say(item.unit)}" if item.unit else ""
    if item.by_day:
        return speech.say(words.STEPS_EACH_DAY, low=low, high=high)
    limits = speech.say(words.WHOLE_NUMBER, low=low, high=high)
    if item.takes.fractions:
        limits = speech.say(words.NUMBER, low=low, high=high)
    if item.step:
        limits += ", " + speech.say(words.IN_STEPS, n=item.step)
    ends = [speech.say(end) for end in (item.low_label, item.high_label) if end]
    return limits + unit + (f" ({' – '.join(ends)})" if ends else "")


def _groups(questions: Sequence[InstrumentQuestion]) -> list[list[InstrumentQuestion]]:
    """Items in a row under one heading with the same answers and points, so that the answers are said once."""
    groups: list[list[InstrumentQuestion]] = []
    for question in questions:
        last = groups[-1][-1] if groups else None
        if last and question.answers and _alike(last) == _alike(question):
            groups[-1].append(question)
        else:
            groups.append([question])
    return groups


def repeated_of(questions: Sequence[InstrumentQuestion]) -> Repeated | None:
    """The same few questions under every heading (NEQ, MIA, LSAS), so that they and their answers are said once; else None."""
    rows: dict[str, list[InstrumentQuestion]] = {}
    for question in questions:
        rows.setdefault(question.heading, []).append(question)
    kinds = list({(question.label, question.item.choices): question for question in reversed(questions)}.values())[::-1]
    if (
        "" in rows
        or len(kinds) > MOST_KINDS
        or len(rows) < FEWEST_ROWS
        or not all(question.answers for question in questions)
    ):
        return None
    lines = [
        (heading, any(question.item.safety for question in row), row[0].label if len(row) == 1 < len(kinds) else "")
        for heading, row in rows.items()
    ]
    return Repeated(tuple(kinds), tuple(lines))


def _alike(question: InstrumentQuestion) -> tuple[object, ...]:
    """What items share when their answers are said once; a turned item may stand among others."""
    item = question.item
    return item.kind, item.choices, item.low, item.high, item.multiplier, item.offset, item.scored, question.heading
