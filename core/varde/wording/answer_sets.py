"""The answers of a FHIR question: options of its own, or a value set that stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from varde.wording.values import Option

_NUMBERS = ("ordinalValue", "itemWeight", "iso21090-CO-value")
_VALUE = "value"


def text_of(table: Mapping[str, Any], name: str, where: str, faults: list[str]) -> str | None:
    """The text under this name, or None; something else there is a fault."""
    text = table.get(name)
    if text is not None and not isinstance(text, str):
        faults.append(f"{where}“{name}” must be text in quotes.")
        return None
    return text


def objects(resource: Mapping[str, Any], name: str, where: str, faults: list[str]) -> list[dict[str, Any]]:
    """The list of objects under this name; something else there is a fault."""
    listed = resource.get(name, [])
    if isinstance(listed, list) and all(isinstance(each, dict) for each in listed):
        return listed
    faults.append(f"{where}“{name}” must be a list of objects.")
    return []


class AnswerSets:
    """The value sets and code systems that stand in a Questionnaire, or beside it in a Bundle."""

    def __init__(self, resource: Mapping[str, Any], beside: Iterable[Mapping[str, Any]]) -> None:
        self._sets: dict[str, Mapping[str, Any]] = {}
        self._systems: dict[str, Mapping[str, Any]] = {}
        inside = [each for each in objects(resource, "contained", "", []) if isinstance(each.get("id"), str)]
        named = [("#" + each["id"], each) for each in inside] + [("", each) for each in beside]
        for reference, each in named:
            kept = {"ValueSet": self._sets, "CodeSystem": self._systems}.get(str(each.get("resourceType")))
            for key in (reference, each.get("url")):
                if kept is not None and isinstance(key, str) and key:
                    kept.setdefault(key, each)

    def options_of(self, item: Mapping[str, Any], where: str, faults: list[str]) -> tuple[Option, ...]:
        """The answers of a question, in the order of the file; () when it has none."""
        own = objects(item, "answerOption", where, faults)
        reference = text_of(item, "answerValueSet", where, faults)
        if own and reference:
            faults.append(f"{where}it has both answerOption and answerValueSet.")
        if reference is None:
            return tuple(option for each in own for option in _own_option(each, where, faults))
        value_set = self._sets.get(reference) or self._sets.get(reference.split("|")[0])
        if value_set is None:
            faults.append(
                f"{where}its answers are the value set {reference[:100]}, which is not in the file: put it in “contained”, "
                "or beside the Questionnaire in a Bundle."
            )
            return ()
        try:
            return self._options_in(value_set, where, faults)
        except _Unreadable as unreadable:
            faults.append(f"{where}the value set {reference[:100]} cannot be read: {unreadable}.")
            return ()

    def _options_in(self, value_set: Mapping[str, Any], where: str, faults: list[str]) -> tuple[Option, ...]:
        expansion, compose = value_set.get("expansion"), value_set.get("compose")
        expanded = tuple(_contained(expansion, where, faults)) if isinstance(expansion, dict) else ()
        try:
            composed = tuple(self._composed(compose, where, faults)) if isinstance(compose, dict) else ()
        except _Unreadable:
            if not expanded:
                raise
            composed = ()
        words = {(option.system, option.code): option.words for option in composed}
        for option in expanded:
            if words.get((option.system, option.code), option.words) != option.words:
                raise _Unreadable(f"“compose” and “expansion” have other words for {option.code}")
        if not expanded and not composed:
            raise _Unreadable("it has neither “compose” with concepts nor “expansion”")
        numbers = {option.code: option.number for option in composed}
        return (
            tuple(replace(option, number=_first(option.number, numbers.get(option.code))) for option in expanded)
            or composed
        )

    def _composed(self, compose: Mapping[str, Any], where: str, faults: list[str]) -> Iterator[Option]:
        if compose.get("exclude"):
            raise _Unreadable("it leaves out answers with “exclude”")
        for include in objects(compose, "include", where, faults):
            if include.get("filter") or include.get("valueSet"):
                raise _Unreadable("it is put together with “filter” or “valueSet”")
            system = text_of(include, "system", where, faults) or ""
            known = {option.code: option for option in _concepts(self._systems.get(system, {}), system, where, faults)}
            listed = tuple(_concepts(include, system, where, faults))
            if not listed and not known:
                raise _Unreadable(f"it names the code system {system[:100]} and none of its concepts")
            for option in listed or tuple(known.values()):
                of_system = known.get(option.code, option)
                number = _first(option.number, of_system.number)
                yield replace(option, words=option.words or of_system.words, number=number)


class _Unreadable(Exception):
    """Why the answers of a value set cannot be known."""


def _first(number: float | None, substitute: float | None) -> float | None:
    return substitute if number is None else number


def _contained(parent: Mapping[str, Any], where: str, faults: list[str]) -> Iterator[Option]:
    for each in objects(parent, "contains", where, faults):
        if each.get("abstract") is not True:
            yield _option(each, each, text_of(each, "system", where, faults) or "", where, faults)
        yield from _contained(each, where, faults)


def _concepts(parent: Mapping[str, Any], system: str, where: str, faults: list[str]) -> Iterator[Option]:
    for each in objects(parent, "concept", where, faults):
        yield _option(each, each, system, where, faults)
        yield from _concepts(each, system, where, faults)


def _own_option(option: Mapping[str, Any], where: str, faults: list[str]) -> Iterator[Option]:
    number, coding, words = option.get("valueInteger"), option.get("valueCoding"), option.get("valueString")
    if isinstance(number, int) and not isinstance(number, bool):
        yield Option(str(number), str(number), number_beside(option, {}, where, faults))
    elif isinstance(coding, dict):
        yield _option(option, coding, text_of(coding, "system", where, faults) or "", where, faults)
    elif isinstance(words, str):
        beside = option.get("_valueString")
        number = number_beside(option, beside if isinstance(beside, dict) else {}, where, faults)
        if number is None:
            faults.append(
                f"{where}the answer “{words}” has neither a code nor an ordinalValue, and order does not say which it is."
            )
        yield Option("", words, number)
    else:
        faults.append(f"{where}an answerOption has neither valueCoding, valueInteger nor valueString.")


def _option(option: Mapping[str, Any], coding: Mapping[str, Any], system: str, where: str, faults: list[str]) -> Option:
    code, words = (text_of(coding, name, where, faults) or "" for name in ("code", "display"))
    number = number_beside(option, coding, where, faults)
    if not code and number is None:
        faults.append(f"{where}the choice “{words}” has no code.")
    return Option(code, words, number, system)


def number_beside(option: Mapping[str, Any], coding: Mapping[str, Any], where: str, faults: list[str]) -> float | None:
    """The number that is said to stand for an answer, on the option or on its coding; two that differ are a fault."""
    parts = [*objects(option, "extension", "", []), *objects(coding, "extension", "", [])]
    numbers = {value for part in parts if str(part.get("url")).endswith(_NUMBERS) for value in _numbers(part)}
    of_concept = [part for part in objects(coding, "property", "", []) if str(part.get("code")).endswith(_NUMBERS)]
    numbers |= {value for part in of_concept for value in _numbers(part)}
    if len(numbers) > 1:
        listed = " and ".join(f"{number:g}" for number in sorted(numbers))
        faults.append(f"{where}an answer has two numbers beside it, {listed}.")
    return min(numbers, default=None)


def _numbers(part: Mapping[str, Any]) -> Iterator[float]:
    for name in ("valueDecimal", "valueInteger"):
        value = part.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield float(value) if abs(value) < 1e9 else float("inf")
