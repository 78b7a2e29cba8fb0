"""What a rule may know of the newest answers to an instrument: ``score:phq-9:total``, ``score:phq-9:band``,
``score:phq-9:subscore.<key>``, ``score:phq-9:flag.<key>``, ``score:phq-9:answer.<item>`` and ``score:phq-9:days_since``.

Of what was handed in for the enrolment, in its newest version. What was not answered, or could not be scored, is unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from varde.assessments.facts import ANSWER, FLAG, declared_facts, number_subscores
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import LANGUAGES, Text
from varde.programmes.values import Programme
from varde.rules.facts import Fact

SCORE = "score"
Figure = Literal["total", "band", "subscore", "flag", "answer", "days_since"]
FIGURES: tuple[str, ...] = get_args(Figure)
OF_ONE = ("subscore", "flag", "answer")
_NAME = re.compile(r"score:([a-z0-9-]+):([a-z_]+)(?:\.([A-Za-z0-9_-]+))?")


@dataclass(frozen=True, slots=True)
class AskedScore:
    """A fact that a rule asks for; ``of`` is the subscore, the flag or the item."""

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


def read_name(name: str) -> AskedScore | None:
    """What a name asks for; None when it is none of ours."""
    match = _NAME.fullmatch(name)
    return AskedScore(name, match[1], match[2], match[3] or "") if match else None


def declared(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    """The fact of that name, or what is wrong with it in one sentence."""
    asked = read_name(name)
    if asked is None:
        return f"fact '{name}' does not have the form score:<instrument>:<what>, as scored() writes it"
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


def _fact(asked: AskedScore, instrument: Instrument) -> Fact | str:
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
