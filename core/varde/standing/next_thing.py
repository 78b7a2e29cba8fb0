"""The one next thing a patient can do, decided from plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["applied", "declined", "left", "start", "paused", "answer", "step", "rest", "over", "finished"]


@dataclass(frozen=True, slots=True)
class AgendaForm:
    """A questionnaire on the agenda: from when to when it can be answered, and what is left of it. ``put_off``: she has
    chosen a later day, which has not come. ``again``: it is one day of a diary, which has a line of its own."""

    agenda_id: int
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    done: bool = False
    put_off: bool = False
    again: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered now."""
        return not self.done and self.opens_at <= now and (self.closes_at is None or now <= self.closes_at)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides: the enrolment's state, whether it was declined, what is open, and whether a step is ahead."""

    state: str
    declined: bool = False
    access_until: datetime | None = None
    forms: tuple[AgendaForm, ...] = ()
    step_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What to do. ``form`` is the questionnaire when there is one to answer; ``or_step`` that the path may come first,
    because the questionnaire can wait inside its window."""

    kind: Kind
    form: AgendaForm | None = None
    or_step: bool = False


_BY_STATE: dict[str, Kind] = {"referred": "applied", "screening": "applied", "waiting": "start", "paused": "paused"}


def next_thing(situation: Situation, now: datetime) -> Next:
    """Begin; else answer what is open, the one due first; else the next step; else rest until something opens. A
    questionnaire that is put off comes after the next step, and so does a day of a diary, after all that waits longer.

    A completed enrolment still has its follow-up questionnaires, and one that was left has those that are asked of it still:
    "left" with the form. Nothing is asked of one that is paused.
    """
    if situation.state in _BY_STATE:
        return Next(_BY_STATE[situation.state])
    opened = sorted(
        (f for f in situation.forms if f.is_open(now)), key=lambda f: (f.again, f.put_off, f.due_at, f.agenda_id)
    )
    if situation.state == "discontinued":
        if situation.declined:
            return Next("declined")
        return Next("left", opened[0] if opened else None)
    over = situation.access_until is not None and now > situation.access_until
    step = situation.step_ahead and not over
    if opened and not ((opened[0].put_off or opened[0].again) and step):
        return Next("answer", opened[0], step)
    if situation.state == "completed":
        return Next("finished")
    if step:
        return Next("step")
    return Next("over" if over else "rest")
