"""What an instrument asks and how it is counted, for those who use its scores: an index and a page for each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from varde.alerts.values import Alert
from varde.instruments.decisions import Decision
from varde.instruments.engine import counted
from varde.instruments.values import BandSet, Instrument, Item, Scale
from varde.instruments.words import (
    OPERATOR,
    context_in_words,
    ends_in_words,
    figure,
    flag_rule_in_words,
    label_of_scale,
    limit_in_words,
)
from varde.kernel.catalogue import Unknown
from varde.kernel.words import Text
from varde.programmes.values import Occasion, Programme
from varde.web.shell import http
from varde.web.shell.pages import audience, staff_nav
from varde.web.shell.pages import translate as _

bp = Blueprint("instruments", __name__)

LICENCE = {
    "free": Text("Fri bruk", "Fri bruk", "Free to use"),
    "permission": Text("Krever tillatelse", "Krev løyve", "Needs permission"),
    "fee": Text("Krever avtale og avgift", "Krev avtale og avgift", "Needs a contract and a fee"),
    "own": Text("Vår egen", "Vår eigen", "Our own"),
}
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
class Question:
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

    questions: tuple[Question, ...]
    rows: tuple[tuple[str, bool, str], ...]


MANY, ROW = 3, 6
"""More weekly occasions than ``MANY`` are said in one; up to ``MANY`` questions under ``ROW`` headings or more are said once."""


@dataclass(frozen=True, slots=True)
class Use:
    """A programme that asks this instrument, and when; one entry stands for a whole row of weeks."""

    programme: str
    occasions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A scale and how it is counted."""

    title: str
    items: str
    method: str
    missing: str


@dataclass(frozen=True, slots=True)
class Line:
    """One instrument in the index."""

    instrument: Instrument
    licence: str
    programmes: str
    proposed: int


@bp.get("/instrumenter")
@audience("staff")
def index() -> str:
    """Every instrument that is installed."""
    work, language = http.work(), http.language()
    users = {key: uses_of(key, work.catalogue.all(Programme)) for key in work.catalogue.all(Instrument)}
    lines = [
        Line(
            one,
            LICENCE[one.licence.mark].to(language),
            ", ".join(use.programme for use in users[key]),
            len(one.proposed),
        )
        for key, one in work.catalogue.all(Instrument).items()
    ]
    lines.sort(key=lambda line: line.instrument.title.to(language).lower())
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
    work, language = http.work(), http.language()
    if key not in work.catalogue.all(Instrument):
        raise Unknown(kind=_("Skjemaet"), key=key, known=", ".join(work.catalogue.all(Instrument)))
    one = work.catalogue.one(Instrument, key)
    asked = questions_of(one, language)
    watching = [alert for alert in work.catalogue.all(Alert).values() if alert.instrument == key]
    return render_template(
        "instruments/show.html",
        instrument=one,
        decision=work.catalogue.all(Decision).get(key),
        groups=_groups(asked),
        repeated=repeated_of(asked),
        parts=parts_of(one, language),
        bands=_bands(one, language),
        band_sets=[_band_set(one, special, language) for special in one.band_sets],
        flags=[flag_rule_in_words(one, flag, language) for flag in one.flags if flag.limit != one.caseness or flag.of],
        changes=changes_of(one, language),
        caseness=limit_in_words(one.caseness, language) if one.caseness else "",
        licence=LICENCE[one.licence.mark],
        licence_means=LICENCE_MEANS[one.licence.mark],
        uses=uses_of(key, work.catalogue.all(Programme)),
        alerts=[(alert.title, SEVERITY[alert.severity], alert.severity) for alert in watching],
        codes=[
            (code.system.upper() if code.system == "loinc" else "SNOMED CT", _code_of(one, code.of), code.code)
            for code in one.codes
        ],
        needs=[context_in_words(name, "", language)[0] for name in one.needs],
        figure=figure,
        nav=staff_nav("instruments"),
    )


def questions_of(instrument: Instrument, language: str) -> list[Question]:
    """The items with their answers and the points these add."""
    return [_question(instrument, item, language) for item in instrument.items]


def _question(instrument: Instrument, item: Item, language: str) -> Question:
    answers = [
        (words.to(language), str(code), figure(counted(item, code), language) if item.scored else "")
        for code, words in item.choices
    ]
    if item.kind == "boolean":
        points = [figure(counted(item, code), language) if item.scored else "" for code in (1, 0)]
        answers = [(_("Ja"), "1", points[0]), (_("Nei"), "0", points[1])]
    span = "" if answers else _span(item, language)
    gate = next((one.label.to(language) for one in instrument.items if one.key == item.gate), "")
    heading = item.heading.to(language) if item.heading else ""
    return Question(item, item.label.to(language), heading, tuple(answers), span, gate)


def _span(item: Item, language: str) -> str:
    low, high = figure(item.low, language), figure(item.high, language)
    unit = f" {item.unit.to(language)}" if item.unit else ""
    if item.kind == "days":
        return _("Skritt for hver dag, %(low)s–%(high)s", low=low, high=high)
    words = _("Helt tall, %(low)s–%(high)s", low=low, high=high)
    if item.kind in ("vas", "number"):
        words = _("Tall, %(low)s–%(high)s", low=low, high=high)
    if item.step:
        words += ", " + _("i steg på %(n)s", n=item.step)
    ends = [end.to(language) for end in (item.low_label, item.high_label) if end]
    return words + unit + (f" ({' – '.join(ends)})" if ends else "")


def _groups(questions: Sequence[Question]) -> list[list[Question]]:
    """Items in a row under one heading with the same answers and points, so that the answers are said once."""
    groups: list[list[Question]] = []
    for one in questions:
        last = groups[-1][-1] if groups else None
        if last and one.answers and _alike(last) == _alike(one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def repeated_of(questions: Sequence[Question]) -> Repeated | None:
    """The same few questions under every heading (NEQ, MIA, LSAS), so that they and their answers are said once; else None."""
    rows: dict[str, list[Question]] = {}
    for one in questions:
        rows.setdefault(one.heading, []).append(one)
    kinds = list({(one.label, one.item.choices): one for one in reversed(questions)}.values())[::-1]
    if "" in rows or len(kinds) > MANY or len(rows) < ROW or not all(one.answers for one in questions):
        return None
    lines = [
        (heading, any(one.item.safety for one in row), row[0].label if len(row) == 1 < len(kinds) else "")
        for heading, row in rows.items()
    ]
    return Repeated(tuple(kinds), tuple(lines))


def _alike(one: Question) -> tuple[object, ...]:
    """What items share when their answers are said once; a turned item may stand among others."""
    item = one.item
    return item.kind, item.choices, item.low, item.high, item.multiplier, item.offset, item.scored, one.heading


# --- scoring


def parts_of(instrument: Instrument, language: str) -> list[Part]:
    """The total and the subscales: what is counted, how, and how many answers may be missing."""
    scales = [*([instrument.total] if instrument.total else []), *instrument.subscales]
    parts = [_part(instrument, scale, language) for scale in scales]
    if instrument.sum_of:
        names = ", ".join(label_of_scale(instrument, key, language) for key in instrument.sum_of)
        parts.insert(
            0, Part(_("Sum"), "", _("Summen av %(names)s.", names=names), _("Skåres når alle delene er skåret."))
        )
    return parts


def _part(instrument: Instrument, scale: Scale, language: str) -> Part:
    size = len(scale.items)
    if scale.method == "sum":
        method = _("Summen av svarene.")
        if scale.max_missing:
            method += " " + _("Mangler noen, ganges gjennomsnittet av de andre med antall spørsmål.")
        if scale.factor != 1:
            method += " " + _("Ganges med %(n)s.", n=figure(scale.factor, language))
    elif scale.method == "mean":
        method = _("Gjennomsnittet av svarene.")
    else:
        zero, hundred = (figure(end, language) for end in scale.ends)
        method = _("Gjennomsnittet regnet om, så %(zero)s blir 0 og %(hundred)s blir 100.", zero=zero, hundred=hundred)
    if scale.max_missing:
        missing = _("Skåres når høyst %(n)s av %(size)s svar mangler.", n=scale.max_missing, size=size)
    else:
        missing = _("Skåres bare når alle svar er gitt.")
    numbers = {item.key: place for place, item in enumerate(instrument.items, start=1)}
    listed = _runs([numbers[key] for key in scale.items if key in numbers])
    return Part(
        label_of_scale(instrument, scale.key, language),
        _("Spørsmål nr. %(numbers)s, %(n)s i alt", numbers=listed, n=size),
        method,
        missing,
    )


def _runs(numbers: Sequence[int]) -> str:
    """“1–9, 12”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _bands(instrument: Instrument, language: str) -> list[tuple[str, str]]:
    return [
        (band.label.to(language), ends_in_words(band, language, whole=instrument.whole)) for band in instrument.bands
    ]


def _band_set(instrument: Instrument, special: BandSet, language: str) -> tuple[str, list[tuple[str, str]]]:
    name, value = context_in_words(special.key, special.value, language)
    lines = [(band.label.to(language), ends_in_words(band, language, whole=instrument.whole)) for band in special.bands]
    return f"{name}: {value}", lines


def changes_of(instrument: Instrument, language: str) -> list[tuple[str, str, str]]:
    """How a change is read: the rule's key (as in ``proposed``), its name, and the rule in words."""
    found = []
    rule = instrument.responder
    if rule is not None:
        amount = figure(rule.amount, language)
        words = {"operator": OPERATOR[rule.operator].to(language), "n": amount}
        if rule.measure == "points":
            said = _("%(operator)s %(n)s poeng bedre enn ved start", **words)
        else:
            said = _("%(operator)s %(n)s prosent bedre enn ved start", **words)
        if rule.direction:
            said += ", " + (_("lavere er bedre") if rule.direction == "lower_better" else _("høyere er bedre"))
        found.append(("responder", _("Respons"), said))
    if instrument.reliable_change is not None:
        change = instrument.reliable_change
        words = {"operator": OPERATOR[change.operator].to(language), "n": figure(change.points, language)}
        said = _("%(operator)s %(n)s poeng", **words)
        if language == "en":  # where the figure is from is kept in English only, as in the clinical documents
            basis = _("Grunnlag: %(basis)s", basis=change.basis)
            said += f". {basis}"
        found.append(("reliable_change", _("Mer enn det som kan være tilfeldig"), said))
    if instrument.smallest_change is not None:
        said = _("%(n)s poeng", n=figure(instrument.smallest_change, language))
        found.append(("smallest_change", _("Minste endring som betyr noe"), said))
    if instrument.jacobson_truax is not None:
        given = instrument.jacobson_truax
        said = _(
            "reliabilitet %(r)s, friske %(mean)s (SD %(sd)s), grense %(cutoff)s",
            r=figure(given.reliability, language),
            mean=figure(given.functional_mean, language),
            sd=figure(given.functional_sd, language),
            cutoff=given.cutoff,
        )
        found.append(("", "Jacobson-Truax", said))
    return found


def _code_of(instrument: Instrument, of: str) -> str:
    if of in ("panel", "total"):
        return {"panel": _("Hele skjemaet"), "total": _("Sum")}[of]
    return next((item.label.to(http.language()) for item in instrument.items if item.key == of), of)


def uses_of(key: str, programmes: Mapping[str, Programme]) -> list[Use]:
    """The programmes that ask this instrument, and at which occasions, with the tracks when not everybody is asked."""
    found = []
    for programme in programmes.values():
        asking = [one for one in programme.occasions if key in one.every_instrument]
        if asking:
            found.append(Use(programme.title.to(http.language()), tuple(_occasions(programme, asking, key))))
    return found


def _occasions(programme: Programme, asking: Sequence[Occasion], key: str) -> list[str]:
    """The occasions in their order, a long row that differs only in its week (or number) said once."""
    language, rows = http.language(), defaultdict[tuple[str, str], list[Occasion]](list)
    for one in asking:
        alike = re.sub(r"\d+", "#", one.title.to(language))
        rows[alike if alike != one.title.to(language) else one.key, _tracks(programme, one, key, language)].append(one)
    said = []
    for (_alike_title, tracks), row in rows.items():
        if len(row) <= MANY:
            said += [one.title.to(language) + tracks for one in row]
        else:
            last = re.findall(r"\d+", row[-1].title.to(language))[-1]
            words = _("%(first)s til %(last)s (%(n)s ganger)", first=row[0].title.to(language), last=last, n=len(row))
            said.append(words + tracks)
    return said


def _tracks(programme: Programme, occasion: Any, key: str, language: str) -> str:
    asked = [track for track in programme.tracks if key in occasion.asked(track.key)]
    if occasion.tracks:
        asked = [track for track in asked if track.key in occasion.tracks]
    if not asked or len(asked) == len(programme.tracks):
        return ""
    return f" ({', '.join(track.title.to(language) for track in asked)})"
