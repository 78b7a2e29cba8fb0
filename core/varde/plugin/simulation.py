"""What plausible people of a programme are like, for the demo: how many, how ill, what they answer and write, and those by name.

All of them are invented. Nothing here is read by a Varde that treats patients.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.plugin.fitting import fitting_facts
from varde.plugin.simulated_answers import simulated_answers
from varde.series.rules import Figures
from varde.series.values import Series

__all__ = [
    "Answering",
    "Burden",
    "CastPatient",
    "CastTherapist",
    "Clinic",
    "InventedEntry",
    "Measuring",
    "PacedSound",
    "QuestionAndAnswer",
    "Simulation",
    "as_burdened",
    "as_measured",
    "fitting_facts",
    "simulated_answers",
]

Answering = Callable[[Instrument, str, float, Random], dict[str, object]]
"""What a person answers: the instrument, the occasion's key, her burden then (0 none, 1 worst), and chance with a seed.
The same seed gives the same answers."""


Measuring = Callable[[Series, float, Random], Figures]
"""What a person measures: the series, her burden then (0 none, 1 worst), and chance with a seed. One number for each component."""


def as_measured(series: Series, burden: float, chance: Random) -> Figures:
    """Numbers inside what is plausible, the lower the more burdened she is."""
    figures: list[float] = []
    step = 10.0**-series.decimals
    for component in series.components:
        low, high = component.plausible
        usual = chance.gauss(low + (high - low) * (0.75 - 0.4 * burden), (high - low) * 0.03)
        most = figures[-1] - step if series.falling and figures else high
        figures.append(round(min(max(usual, low), high, most), series.decimals))
    return tuple(figures)


def as_burdened(instrument: Instrument, occasion: str, burden: float, chance: Random) -> dict[str, object]:  # noqa: ARG001
    """Answers spread around the burden, on whatever occasion."""
    return simulated_answers(instrument, burden, chance)


@dataclass(frozen=True, slots=True)
class QuestionAndAnswer:
    """What a patient writes to her therapist, and what is answered."""

    question: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class InventedEntry:
    """What somebody writes in an exercise: ``answers`` by field, a :class:`Text` in her language, and of a field that takes a day
    how many days from then. Of the others numbers and choices are left to chance, and no words are. ``answered`` is what her
    therapist answers; None: she may share it or not, and is answered something that always fits."""

    answers: Mapping[str, object]
    answered: Text | None = None


@dataclass(frozen=True, slots=True)
class Burden:
    """How ill people are at the ``start``, 0 to 1, and how much of it has ``eased`` at the end; each a mean, with
    ``start_spread`` and ``eased_spread`` around it."""

    start: float = 0.54
    start_spread: float = 0.17
    eased: float = 0.11
    eased_spread: float = 0.17


@dataclass(frozen=True, slots=True)
class Clinic:
    """Where the demo's patients are treated: under the demo's hospital, or its municipality when that owns the programme."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class CastTherapist:
    """Somebody to sign in as who treats patients. ``number`` is the first nine digits of a synthetic identity number, and
    ``said`` what the demo's sign-in says of her. ``besides`` are roles she holds beside the therapist's."""

    key: str
    given_name: str
    family_name: str
    number: str
    born: date
    said: str
    title: str
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CastPatient:
    """Somebody to sign in as who is treated, and where she stands: ``steps`` steps done, on day ``day`` of week ``week``.

    ``asks`` was written on the evening before the last working day, and answered on that; ``writes`` a few hours ago, and
    waits. ``in_danger``: her latest
    form calls for a clinician at once. ``plan``: she has become worse, and this is what her therapist wrote to do about it
    yesterday. ``track``: the one she is put on, where that is another than her answers point to. ``number`` and ``said``
    are as of a :class:`CastTherapist`, and ``hope`` what she wrote when she referred herself. ``keeps`` are
    the exercises, as ``<module>/<step>``, that she still writes in when the demo is
    opened.
    """

    key: str
    given_name: str
    family_name: str
    number: str
    born: date
    said: str
    week: int
    steps: int
    asks: QuestionAndAnswer
    day: int = 4
    hope: str = ""
    writes: Text | None = None
    in_danger: bool = False
    plan: Text | None = None
    track: str = ""
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PacedSound:
    """A sound that the demo makes for the ``slot`` of a ``step`` of a ``module``: a tone that is ``rising`` for so many seconds and
    ``falling`` for so many, in so many ``rounds``. ``rise`` and ``fall`` are the captions meanwhile, and ``transcript`` is what
    there is to hear."""

    module: str
    step: str
    slot: str
    title: Text
    rising: int
    falling: int
    rounds: int
    rise: Text
    fall: Text
    transcript: Text


@dataclass(frozen=True, slots=True)
class Simulation:
    """The invented people of one programme.

    They are treated at ``clinic``, are as ill as ``burden`` says, and answer as ``answers`` gives. ``share`` is how large
    the cohort is, 1.0 being all that was asked. ``questions`` and ``entries`` (what is written in exercises) are chosen
    from by chance; without any, the demo has words that fit everybody. ``measures`` are the numbers of what the programme
    measures. ``written`` is what is written in the exercise of a step (``<module>/<step>``, or the step alone), entry by entry;
    an exercise that is not there has ``entries``. The first of ``therapists`` treats the ``patients``; without any, the demo
    invents one. ``sounds`` stand in slots.
    """

    programme: str
    clinic: Clinic
    share: float = 0.1
    burden: Burden = Burden()
    answers: Answering = as_burdened
    questions: tuple[QuestionAndAnswer, ...] = ()
    entries: tuple[Text, ...] = ()
    measures: Measuring = as_measured
    written: Mapping[str, tuple[InventedEntry, ...]] = field(default_factory=dict)
    therapists: tuple[CastTherapist, ...] = ()
    patients: tuple[CastPatient, ...] = ()
    sounds: tuple[PacedSound, ...] = ()

    @property
    def key(self) -> str:
        return self.programme

    def written_in(self, module: str, step: str) -> tuple[InventedEntry, ...]:
        """What is written in this exercise, the first entry first; nothing where the programme has no such words."""
        return self.written.get(f"{module}/{step}") or self.written.get(step, ())
