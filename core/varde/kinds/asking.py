"""What is asked together: fields with their kinds, read from one form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from varde.kernel.words import Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, Unfit, kept

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a patient fills in: ``kind`` is how it is asked and answered, as ``LongText()``. ``renamed_from`` are keys it had
    before."""

    key: str
    kind: AnswerKind
    label: Text
    hint: Text | None = None
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRead:
    """What a form sent: ``values`` by key, ``faults`` by the name of the control, and names that belong to no answer."""

    values: Mapping[str, Any]
    faults: Mapping[str, Text]
    unknown: tuple[str, ...]


def named(key: str, control: str) -> str:
    """What a control is called on the page, which is its id too."""
    return f"{key}-{control}" if control else key


def owner(control: str, keys: Collection[str]) -> str | None:
    """The answer that a control belongs to, by what it is called on the page: the longest of these keys that it begins with. None
    when it belongs to none."""
    key = control
    while key not in keys and "-" in key:
        key = key.rpartition("-")[0]
    return key if key in keys else None


def split(form: Mapping[str, T], keys: Collection[str]) -> tuple[dict[str, dict[str, T]], list[str]]:
    """The controls of each answer, and the names that belong to none."""
    sent: dict[str, dict[str, T]] = {key: {} for key in keys}
    unknown = []
    for name, values in form.items():
        key = owner(name, sent)
        if key is None:
            unknown.append(name)
        else:
            sent[key][name[len(key) + 1 :]] = values
    return sent, unknown


def read_all(kinds: Mapping[str, AnswerKind], form: Mapping[str, Sequence[str]]) -> FormRead:
    """Every answer that a form sent, each read by its kind."""
    sent, unknown = split(form, kinds)
    values: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for key, controls in sent.items():
        unknown += [named(key, control) for control in controls if not kinds[key].has(control)]
        try:
            value = kinds[key].read({name: texts for name, texts in controls.items() if kinds[key].has(name)})
        except Unfit as unfit:
            faults |= {named(key, control): rule for control, rule in unfit.of.items()}
        else:
            if value is not None:
                values[key] = value
    return FormRead(values, faults, tuple(unknown))


def written_out(kinds: Mapping[str, AnswerKind], values: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """What a form holds that shows these values: what :func:`read_all` reads as the same."""
    return {
        named(key, control): texts
        for key, kind in kinds.items()
        if values.get(key) is not None
        for control, texts in _controls(kind, values[key]).items()
    }


def _controls(kind: AnswerKind, stored: Any) -> Controls:
    value = kept(kind, stored)
    return {"": (str(stored),)} if value is REFUSED else kind.controls(value)


def values_of(fields: Iterable[Field], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values as their kinds have them now. What a kind no longer takes, or no field asks for, stays as it was stored."""
    kinds = {field.key: field.kind for field in fields}
    now = {key: kept(kinds[key], value) if key in kinds else REFUSED for key, value in stored.items()}
    return {key: stored[key] if value is REFUSED else value for key, value in now.items()}


def said_of(field: Field, form: Mapping[str, Sequence[str]], language: str) -> str:
    """What a form sent of one answer, in words; what cannot be read stands as it was typed. "" when nothing was filled in."""
    controls = split(form, {field.key})[0][field.key]
    try:
        value = field.kind.read(controls)
    except Unfit:
        return " ".join(text for texts in controls.values() for text in texts if text)
    return "" if value is None else field.kind.say(value, language)


def pressed(kinds: Mapping[str, AnswerKind], form: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]] | None:
    """What the form holds after one of the buttons of an answer was pressed; None when none was."""
    sent, _ = split(form, kinds)
    for key, controls in sent.items():
        after: Controls | None = kinds[key].pressed(controls)
        if after is not None:
            own = {named(key, control) for control in controls}
            untouched = {name: values for name, values in form.items() if name not in own}
            return untouched | {named(key, control): texts for control, texts in after.items()}
    return None
