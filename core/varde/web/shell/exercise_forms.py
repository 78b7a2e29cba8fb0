"""The fields of an exercise, drawn where they are asked for: by Varde's own form, or by the template that its kind brings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from flask import Flask, current_app
from markupsafe import Markup

from varde.kinds.asking import owner
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise
from varde.web.shell import http
from varde.web.shell.controls import control

_PLACE = "varde_exercise_faces"
OURS = "varde/exercise.html"
Sent = Mapping[str, Sequence[str]]
"""What a form sent, or shows: the values of each control, by its name."""


class ExerciseFace(Protocol):
    """What draws the exercises of one plugin."""

    def fill(self, template: str, values: Mapping[str, Any]) -> str:
        """A template of the plugin's, with everything escaped."""
        ...

    def file(self, name: str) -> str:
        """The address of one of the plugin's files."""
        ...


def draw_exercises_with(app: Flask, plugin: str, face: ExerciseFace) -> None:
    """Templates that are named ``<plugin>/<file>`` are drawn by this face."""
    cast(dict[str, ExerciseFace], app.extensions.setdefault(_PLACE, {}))[plugin] = face


@dataclass(frozen=True, slots=True)
class DrawnField:
    """One field as the page has it: its key, what is asked in words, and its controls as safe HTML. ``needed``: every entry
    answers it."""

    key: str
    label: str
    control: Markup
    needed: bool


def drawn_fields(
    step: Exercise, form: Sent, errors: Mapping[str, str], *, folded: bool = False, only: Collection[str] | None = None
) -> Markup:
    """The fields with what stands in them.

    :param form: every control of the page and what it holds; :param errors: the sentence of each control that is wrong.
    :param folded: those that are not needed are folded away, unless something stands in one or is wrong with it.
    :param only: no other fields than these, and none of them folded.
    """
    speech = http.speech()
    needed = step.kind.needed if isinstance(step.kind, DatedEntries) else ()
    by_key = {field.key: field for field in step.fields}
    ordered = [*(by_key[key] for key in needed), *(field for field in step.fields if field.key not in needed)]
    if only is not None:
        needed, ordered = (), [field for field in step.fields if field.key in only]
    fields = [
        DrawnField(
            field.key,
            speech.say(field.label),
            control(field.kind, field.key, field.label, form, errors, hint=field.hint),
            field.key in needed or not needed,
        )
        for field in ordered
    ]
    optional = [field.key for field in fields if not field.needed]
    touched = {name for name, texts in form.items() if any(texts)} | errors.keys()
    values = {
        "title": speech.say(step.title),
        "fields": fields,
        "folded": folded and all(owner(name, optional) is None for name in touched),
        "language": speech.language,
    }
    # The templates escape whatever is filled in.
    return Markup(_draw(step.kind.template, values))  # noqa: S704


def _draw(template: str, values: Mapping[str, Any]) -> str:
    if template:
        return _face(template).fill(template, values)
    return current_app.jinja_env.get_template(OURS).render(values)


def _face(template: str) -> ExerciseFace:
    return cast(dict[str, ExerciseFace], current_app.extensions[_PLACE])[template.partition("/")[0]]


def files_of(step: Exercise) -> tuple[list[str], list[str]]:
    """The addresses of the styles and of the scripts that an exercise brings."""
    kind = step.kind
    if not kind.template:
        return [], []
    face = _face(kind.template)
    return [face.file(name) for name in kind.styles], [face.file(name) for name in kind.scripts]


def first_of(form: Sent, name: str) -> str:
    """What one control holds; "" when it is not there."""
    return form[name][0] if form.get(name) else ""
