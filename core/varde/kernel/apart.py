"""What a plugin runs in the house: under names of its own, with what it is told, and apart, so that it stops nobody else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import structlog

from varde.kernel.assembly import everything, taken
from varde.kernel.events import Event, Listener, Subscription
from varde.kernel.part import Part
from varde.kernel.work import Work

RUNS = ("jobs", "agenda_handlers", "clock_tasks")
LONGEST_NAME = {"jobs": 80, "agenda_handlers": 30, "clock_tasks": 80}
"""What the columns hold that a name is stored in."""
log = structlog.get_logger("varde.plugins")


def running_faults(part: Part, *, of_core: bool) -> Iterator[str]:
    """A sentence for each name that is not the plugin's own, or too long, and for each job that cannot take the news it
    subscribes to. What cannot be asked for is said elsewhere."""
    about = f"The part {part.key} ({part.origin})"
    # A value that is none of its kind is said to be so elsewhere.
    subscriptions = [each for each in taken(part, "subscriptions", []) if isinstance(each, Subscription)]
    for name in () if of_core else RUNS:
        values = taken(part, name, []) + ([each.job for each in subscriptions] if name == "jobs" else [])
        keys = [value.key for value in values if isinstance(getattr(value, "key", None), str)]
        for key in dict.fromkeys(keys):
            if not key.startswith(f"{part.key}."):
                yield f"{about}: {key} among {name} must begin with {part.key}."
            elif len(key) > LONGEST_NAME[name]:
                yield f"{about}: {key} among {name} is longer than {LONGEST_NAME[name]} letters."
    yield from _door_faults(part, about)
    for subscription in subscriptions:
        try:
            news = {field.name: None for field in fields(subscription.event)}
            inspect.signature(subscription.job.run).bind(None, **news)
        except TypeError as fault:
            yield f"{about}: {subscription.job.name} cannot take {subscription.event.__name__}: {fault}."


def _door_faults(part: Part, about: str) -> Iterator[str]:
    """A sentence for every door that cannot be opened, and for what is none."""
    seen: set[str] = set()
    for door in taken(part, "doors", []):
        if not callable(getattr(door, "faults", None)):
            yield f"{about} has a {type(door).__name__} among its doors; it must be a Door."
            continue
        if door.key in seen:
            yield f"{about} has two doors with the key {door.key}."
        seen.add(door.key)
        yield from (f"{about}, door {door.key}: {fault}." for fault in door.faults())


def kept_apart(part: Part, listener: Listener) -> Listener:
    """The listener of a plugin. When it raises, what it wrote is undone, and the change that it heard of goes on: a patient's
    answer is not lost because a plugin stumbles over it."""

    def hear(work: Work, event: Event) -> None:
        try:
            with work.apart():
                listener.hear(work, event)
        except Exception:
            sentence = f"A listener of {part.key} failed at {type(event).__name__}; what it keeps may be out of date."
            log.exception("listener_failed", part=part.key, sentence=sentence)

    return Listener(listener.event, hear)


def listeners_of(part: Part, faults: list[str], *, of_core: bool) -> list[Any]:
    """The listeners of a part, as they are to be told."""
    listeners = everything([part], "listeners", faults, Listener)
    return listeners if of_core else [kept_apart(part, listener) for listener in listeners]
