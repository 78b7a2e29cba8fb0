"""What a rule may know of the newest answers to an instrument: ``score:phq-9:total``, ``score:phq-9:band``,
``score:phq-9:subscore.<key>``, ``score:phq-9:flag.<key>``, ``score:phq-9:answer.<item>`` and ``score:phq-9:days_since``.

Of what was handed in for the enrolment, in its newest version. What was not answered, or could not be scored, is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import select, union_all

from varde.assessments.facts import ANSWER, FLAG, declared_facts, number_subscores
from varde.assessments.models import Response
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.fact_sources import FactSource
from varde.programmes.values import Programme
from varde.rules.facts import Fact

SCORE = "score"
Figure = Literal["total", "band", "subscore", "flag", "answer", "days_since"]
FIGURES: tuple[str, ...] = get_args(Figure)
OF_ONE = ("subscore", "flag", "answer")
_NAME = re.compile(r"score:([a-z0-9-]+):([a-z_]+)(?:\.([A-Za-z0-9_-]+))?")


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    instrument: str
    figure: str
    of: str


def scored(instrument: str, figure: Figure, of: str = "") -> str:
    """The name of a fact, to be put in a rule: ``when(scored("phq-9", "total"), ">=", 10)``.

    ``figure`` is the ``total`` or ``band``, the ``subscore``, ``flag`` or ``answer`` named ``of``, or the whole ``days_since`` the
    newest answers, 0 on the same day.
    """
    return f"{SCORE}:{instrument}:{figure}" + (f".{of}" if of else "")


def declared(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    """The fact of that name, or what is wrong with it in one sentence."""
    match = _NAME.fullmatch(name)
    if match is None:
        return f"fact '{name}' does not have the form score:<instrument>:<what>, as scored() writes it"
    asked = _Asked(name, match[1], match[2], match[3] or "")
    instrument = catalogue.all(Instrument).get(asked.instrument)
    if instrument is None:
        return f"fact '{name}': there is no instrument {asked.instrument}"
    if programme is not None and asked.instrument not in _asked_by(programme):
        return f"fact '{name}': {programme.key} does not ask {asked.instrument}"
    if asked.figure not in FIGURES:
        return f"fact '{name}': nobody works out {asked.figure}; choose from {', '.join(FIGURES)}"
    if bool(asked.of) != (asked.figure in OF_ONE):
        return f"fact '{name}': {asked.figure} is {'of one thing, which must be named' if not asked.of else 'of the whole'}"
    return _fact(asked, instrument)


def _asked_by(programme: Programme) -> set[str]:
    return {key for occasion in programme.occasions for key in occasion.every_instrument}


def _fact(asked: _Asked, instrument: Instrument) -> Fact | str:
    label = _LABELS["days_since" if asked.figure == "days_since" else ""].filled(name=instrument.title)
    words = Text(*(label.to(code) for code in LANGUAGES))
    if asked.figure == "days_since":
        return Fact(asked.name, "count", words, low=0, source="score")
    if asked.figure == "subscore":
        if asked.of not in number_subscores(instrument):
            return f"fact '{asked.name}': {instrument.key} has no subscore '{asked.of}'"
        return Fact(asked.name, "number", words, source="score")
    key = {"flag": FLAG + asked.of, "answer": ANSWER + asked.of}.get(asked.figure, asked.figure)
    fact = next((fact for fact in declared_facts(instrument) if fact.key == key), None)
    if fact is None:
        return f"fact '{asked.name}': {instrument.key} has no {asked.figure}" + (f" '{asked.of}'" if asked.of else "")
    return replace(
        fact, key=asked.name, label=words if asked.figure in ("total", "band") else fact.label, source="score"
    )


_LABELS = {
    "": Text("{name}", "{name}", "{name}"),
    "days_since": Text(
        "{name}, dager siden sist", "{name}, dagar sidan sist", "{name}, days since it was last answered"
    ),
}


# --- what they are


def values(work: Work, enrolment_id: int, names: Collection[str], as_of: datetime) -> dict[str, object]:
    """What is known of an enrolment. One statement."""
    asked = [_Asked(name, match[1], match[2], match[3] or "") for name in names if (match := _NAME.fullmatch(name))]
    newest = _newest(work, enrolment_id, {each.instrument for each in asked}, as_of)
    today = as_of.astimezone(work.zone).date()
    known = {each.name: _value(each, newest.get(each.instrument), today, work) for each in asked}
    return {name: value for name, value in known.items() if value is not None}


def _newest(work: Work, enrolment_id: int, instruments: Collection[str], as_of: datetime) -> Mapping[str, Any]:
    """By instrument the newest answers that were handed in by then."""
    columns = [getattr(Response, name) for name in ("instrument", *_COLUMNS)]
    each = [
        select(*columns)
        .where(Response.enrolment_id == enrolment_id, Response.instrument == instrument, Response.submitted_at <= as_of)
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
        .subquery()
        for instrument in sorted(instruments)
    ]
    rows = work.session.execute(union_all(*(select(one_of) for one_of in each))) if each else ()
    return {row.instrument: row for row in rows}


_COLUMNS = ("total", "band", "subscores", "flags", "answers", "submitted_at")


def _value(asked: _Asked, response: Any, today: date, work: Work) -> object:
    if response is None:
        return None
    match asked.figure:
        case "days_since":
            return (today - response.submitted_at.astimezone(work.zone).date()).days
        case "subscore":
            return response.subscores.get(asked.of)
        case "flag":
            return response.flags.get(asked.of)
        case "answer":
            return response.answers.get(asked.of)
    value: object = getattr(response, asked.figure)
    return value


SOURCE = FactSource(SCORE, declared, values)
