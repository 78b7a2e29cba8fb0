"""A referral form in three steps. All its fields are in one form, so nothing that was typed depends on which step is shown; the
page hides the steps that are not. Without scripts each move is a form that is sent, and a draft that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from varde.kernel.words import Text
from varde.web.shell.referral_form import Question

SHOWN, WANTED = "steg", "til"
"""Fields of the form itself: the step that was looked at, and the one that a button leads to."""
OF_THE_STEPS = (SHOWN, WANTED)
FIRST, SECOND, LAST = 1, 2, 3
_OF_FIRST = ("nin", "given_name", "family_name", "born")

TITLES: dict[bool, tuple[Text, Text, Text]] = {
    False: (
        Text("Passer det for deg?", "Passar det for deg?", "Is it for you?"),
        Text("Plagene dine", "Plagene dine", "Your complaints"),
        Text("Kontakt og send", "Kontakt og send", "Contact, and send"),
    ),
    True: (
        Text("Pasienten", "Pasienten", "The patient"),
        Text("Opplysninger", "Opplysningar", "Facts"),
        Text("Kontakt og send", "Kontakt og send", "Contact, and send"),
    ),
}
"""What each step is called, for a person herself and for a clinician."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Which of the three is shown, and which questions stand on the first two."""

    shown: int
    titles: tuple[Text, Text, Text]
    first: tuple[Question, ...]
    second: tuple[Question, ...]


def steps_of(questions: Sequence[Question], shown: int, *, clinician: bool) -> Steps:
    """A person says first what is yes or no about her; a clinician says first who it is about."""
    first = () if clinician else tuple(question for question in questions if _is_plain(question))
    second = tuple(question for question in questions if question not in first)
    return Steps(shown, TITLES[clinician], first, second)


def step_of(control: str, questions: Sequence[Question], *, clinician: bool) -> int:
    """The step that this control stands on; the last for what stands on none."""
    if control in _OF_FIRST:
        return FIRST
    steps = steps_of(questions, FIRST, clinician=clinician)
    if control in {question.name for question in steps.first}:
        return FIRST
    return SECOND if control == "hope" or control in {question.name for question in steps.second} else LAST


def shown_after(faults: Iterable[int], wanted: int | None) -> int:
    """The step to show when those in ``faults`` have something wrong: the first of them before the one that is ``wanted``; every
    one of them when the whole is sent (None)."""
    before = [step for step in faults if wanted is None or step < wanted]
    return min(before, default=LAST if wanted is None else wanted)


def wanted_step(form: Mapping[str, Sequence[str]]) -> int | None:
    """Where a button of the form leads; None when the whole is sent."""
    text = next(iter(form.get(WANTED, ())), "")
    return int(text) if text in ("1", "2", "3") else None


def looked_at(form: Mapping[str, Sequence[str]]) -> int:
    """The step that was shown when the form was sent."""
    text = next(iter(form.get(SHOWN, ())), "")
    return int(text) if text in ("1", "2", "3") else FIRST


def without_steps(form: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What was filled in."""
    return {name: values for name, values in form.items() if name not in OF_THE_STEPS}


def _is_plain(question: Question) -> bool:
    """Yes or no, or the choice that decides what is asked later."""
    if question.kind != "radios":
        return False
    return question.fact.kind == "boolean" or (question.fact.kind == "choice" and question.fact.source == "asked")
