"""The answers of a FHIR question: options of its own, or a value set that stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from varde.kernel.words import Text
from varde.wording import words
from varde.wording.values import Option

_NUMBERS = ("ordinalValue", "itemWeight", "iso21090-CO-value")
_VALUE = "value"


def text_of(table: Mapping[str, Any], name: str, where: Text, faults: list[Text]) -> str | None:
    """The text under this name, or None; something else there is a fault."""
    text = table.get(name)
    if text is not None and not isinstance(text, str):
        faults.append(words.TEXT_IN_QUOTES.filled(where=where, name=name))
        return None
    return text


def objects(resource: Mapping[str, Any], name: str, where: Text, faults: list[Text]) -> list[dict[str, Any]]:
    """The list of objects under this name; something else there is a fault."""
    listed = resource.get(name, [])
    if isinstance(listed, list) and all(isinstance(each, dict) for each in listed):
        return listed
    faults.append(words.LIST_OF_OBJECTS.filled(where=where, name=name))
    return []


class AnswerSets:
    """The value sets and code systems that stand in a Questionnaire, or beside it in a Bundle."""

    def __init__(self, resource: Mapping[str, Any], beside: Iterable[Mapping[str, Any]]) -> None:
        self._sets: dict[str, Mapping[str, Any]] = {}
        self._systems: dict[str, Mapping[str, Any]] = {}
        inside = [each for each in objects(resource, "contained", words.NOWHERE, []) if isinstance(each.get("id"), str)]
        named = [("#" + each["id"], each) for each in inside] + [("", each) for each in beside]
        for reference, each in named:
            kept = {"ValueSet": self._sets, "CodeSystem": self._systems}.get(str(each.get("resourceType")))
            for key in (reference, each.get("url")):
                if kept is not None and isinstance(key, str) and key:
                    kept.setdefault(key, each)

    def options_of(self, item: Mapping[str, Any], where: Text, faults: list[Text]) -> tuple[Option, ...]:
        """The answers of a question, in the order of the file; () when it has none."""
        own = objects(item, "answerOption", where, faults)
        reference = text_of(item, "answerValueSet", where, faults)
        if own and reference:
            faults.append(words.TWO_SETS.filled(where=where))
        if reference is None:
            return tuple(option for each in own for option in _own_option(each, where, faults))
        value_set = self._sets.get(reference) or self._sets.get(reference.split("|")[0])
        if value_set is None:
            faults.append(words.SET_ELSEWHERE.filled(where=where, reference=reference[:100]))
            return ()
        try:
            return self._options_in(value_set, where, faults)
        except _Unreadable as unreadable:
            faults.append(words.SET_UNREADABLE.filled(where=where, reference=reference[:100], why=unreadable.why))
            return ()

    def _options_in(self, value_set: Mapping[str, Any], where: Text, faults: list[Text]) -> tuple[Option, ...]:
        expansion, compose = value_set.get("expansion"), value_set.get("compose")
        expanded = tuple(_contained(expansion, where, faults)) if isinstance(expansion, dict) else ()
        try:
            composed = tuple(self._composed(compose, where, faults)) if isinstance(compose, dict) else ()
        except _Unreadable:
            if not expanded:
                raise
            composed = ()
        worded = {(option.system, option.code): option.words for option in composed}
        for option in expanded:
            if worded.get((option.system, option.code), option.words) != option.words:
                raise _Unreadable(words.OTHER_WORDS.filled(code=option.code))
        if not expanded and not composed:
            raise _Unreadable(words.NO_CONCEPTS)
        numbers = {option.code: option.number for option in composed}
        return (
            tuple(replace(option, number=_first(option.number, numbers.get(option.code))) for option in expanded)
            or composed
        )

    def _composed(self, compose: Mapping[str, Any], where: Text, faults: list[Text]) -> Iterator[Option]:
        if compose.get("exclude"):
            raise _Unreadable(words.EXCLUDES)
        for include in objects(compose, "include", where, faults):
            if include.get("filter") or include.get("valueSet"):
                raise _Unreadable(words.PUT_TOGETHER)
            system = text_of(include, "system", where, faults) or ""
            known = {option.code: option for option in _concepts(self._systems.get(system, {}), system, where, faults)}
            listed = tuple(_concepts(include, system, where, faults))
            if not listed and not known:
                raise _Unreadable(words.SYSTEM_ALONE.filled(system=system[:100]))
            for option in listed or tuple(known.values()):
                of_system = known.get(option.code, option)
                number = _first(option.number, of_system.number)
                yield replace(option, words=option.words or of_system.words, number=number)


class _Unreadable(Exception):
    """Why the answers of a value set cannot be known."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.to("en"))


def _first(number: float | None, substitute: float | None) -> float | None:
    return substitute if number is None else number


def _contained(parent: Mapping[str, Any], where: Text, faults: list[Text]) -> Iterator[Option]:
    for each in objects(parent, "contains", where, faults):
        if each.get("abstract") is not True:
            yield _option(each, each, text_of(each, "system", where, faults) or "", where, faults)
        yield from _contained(each, where, faults)


def _concepts(parent: Mapping[str, Any], system: str, where: Text, faults: list[Text]) -> Iterator[Option]:
    for each in objects(parent, "concept", where, faults):
        yield _option(each, each, system, where, faults)
        yield from _concepts(each, system, where, faults)


def _own_option(option: Mapping[str, Any], where: Text, faults: list[Text]) -> Iterator[Option]:
    number, coding, written = option.get("valueInteger"), option.get("valueCoding"), option.get("valueString")
    if isinstance(number, int) and not isinstance(number, bool):
        yield Option(str(number), str(number), number_beside(option, {}, where, faults))
    elif isinstance(coding, dict):
        yield _option(option, coding, text_of(coding, "system", where, faults) or "", where, faults)
    elif isinstance(written, str):
        beside = option.get("_valueString")
        number = number_beside(option, beside if isinstance(beside, dict) else {}, where, faults)
        if number is None:
            faults.append(words.NO_CODE_NOR_NUMBER.filled(where=where, words=written))
        yield Option("", written, number)
    else:
        faults.append(words.NO_VALUE.filled(where=where))


def _option(
    option: Mapping[str, Any], coding: Mapping[str, Any], system: str, where: Text, faults: list[Text]
) -> Option:
    code, written = (text_of(coding, name, where, faults) or "" for name in ("code", "display"))
    number = number_beside(option, coding, where, faults)
    if not code and number is None:
        faults.append(words.NO_CODE.filled(where=where, words=written))
    return Option(code, written, number, system)


def number_beside(
    option: Mapping[str, Any], coding: Mapping[str, Any], where: Text, faults: list[Text]
) -> float | None:
    """The number that is said to stand for an answer, on the option or on its coding; two that differ are a fault."""
    parts = [*objects(option, "extension", words.NOWHERE, []), *objects(coding, "extension", words.NOWHERE, [])]
    numbers = {value for part in parts if str(part.get("url")).endswith(_NUMBERS) for value in _numbers(part)}
    of_concept = [
        part for part in objects(coding, "property", words.NOWHERE, []) if str(part.get("code")).endswith(_NUMBERS)
    ]
    numbers |= {value for part in of_concept for value in _numbers(part)}
    if len(numbers) > 1:
        low, high = (f"{number:g}" for number in (min(numbers), max(numbers)))
        faults.append(words.TWO_NUMBERS.filled(where=where, low=low, high=high))
    return min(numbers, default=None)


def _numbers(part: Mapping[str, Any]) -> Iterator[float]:
    for name in ("valueDecimal", "valueInteger"):
        value = part.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield float(value) if abs(value) < 1e9 else float("inf")
