"""The lines that ``varde export responses`` writes, read back as the rows of a file of answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from varde.exchange.csv.response_rows import CONTEXT, cell_of
from varde.exchange.csv.table import LegacyFault, ReadTable, Row
from varde.exchange.fhir.questionnaires import URL_BASE
from varde.exchange.fhir.responses import answers_of
from varde.instruments.answers import TOTAL
from varde.instruments.values import NEEDS

RESPONSE, OBSERVATION = "QuestionnaireResponse", "Observation"


class _NotOurs(Exception):
    """A line that no export of ours writes, in words that follow “a response without”."""


def read_resources(raw: bytes, zone: ZoneInfo) -> ReadTable:
    """A row for each answer of each QuestionnaireResponse; its total, from the Observation of it, when it has none. Rows are
    numbered by line."""
    rows: list[Row] = []
    faults: list[LegacyFault] = []
    resources: list[tuple[int, Mapping[str, Any]]] = []
    for number, line in enumerate(raw.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            resource = json.loads(line)
        except (ValueError, RecursionError):
            resource = None
        if not isinstance(resource, dict) or resource.get("resourceType") not in (RESPONSE, OBSERVATION):
            sentence = f"this line is no {RESPONSE} and no {OBSERVATION} in JSON."
            faults.append(LegacyFault("resource", sentence, number))
            continue
        resources.append((number, resource))
    totals = dict(_totals(resources))
    for number, resource in resources:
        if resource["resourceType"] == RESPONSE:
            try:
                rows += _rows(number, resource, totals, zone)
            except _NotOurs as fault:
                faults.append(LegacyFault("resource", f"a response without {fault}.", number))
    if not rows and not faults:
        faults.append(LegacyFault("empty", "The file has no responses."))
    return ReadTable(rows, faults)


def _totals(resources: list[tuple[int, Mapping[str, Any]]]) -> Iterator[tuple[str, Any]]:
    """By the reference to a response its total."""
    for _number, resource in resources:
        value = _at(resource, "valueQuantity", "value")
        source = _at(resource, "derivedFrom", 0, "reference")
        if isinstance(source, str) and isinstance(value, int | float):
            yield source, value


def _rows(number: int, resource: Mapping[str, Any], totals: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Row]:
    url, _, version = _text(resource, "questionnaire", name="its questionnaire").partition("|")
    extended = _extended(resource)
    cells = {
        "person": _text(resource, "subject", "identifier", "value", name="a subject"),
        "started": _text(extended, "course", "started", name="the start of its course"),
        "ended": _at(extended, "course", "ended") or "",
        "running": "" if _at(extended, "course", "ended") else "true",
        "track": _at(extended, "course", "track") or "",
        "occasion": _text(extended, "occasion", name="an occasion"),
        "date": _day(_text(resource, "authored", name="a time"), zone),
        "instrument": url.rpartition("/")[2],
        "version": version,
        **{CONTEXT + name: str(cell_of(_at(extended, "context", name))) for name in NEEDS},
    }
    try:
        answers = answers_of(resource)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise _NotOurs("answers that can be read") from None
    if not answers:
        answers = {TOTAL: totals.get(f"{RESPONSE}/{resource.get('id')}")}
    for item, answer in answers.items():
        yield Row(number, {**cells, "item": item, "answer": str(cell_of(answer))})


def _extended(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The values of our extensions by the last part of their address; those with parts as a mapping."""
    extended: dict[str, Any] = {}
    for each in resource.get("extension") or []:
        if not isinstance(each, dict) or not str(each.get("url", "")).startswith(URL_BASE):
            continue
        name = str(each["url"]).rpartition("/")[2]
        extended[name] = {str(part.get("url")): _value(part) for part in each.get("extension") or []} or _value(each)
    return extended


def _value(part: Mapping[str, Any]) -> Any:
    value = next((value for name, value in part.items() if name.startswith("value")), None)
    return value.get("value") if isinstance(value, dict) else value


def _at(value: Any, *path: str | int) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _text(value: Any, *path: str | int, name: str) -> str:
    text = _at(value, *path)
    if not isinstance(text, str) or not text:
        raise _NotOurs(name)
    return text


def _day(written: str, zone: ZoneInfo) -> str:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise _NotOurs("a time") from None
    return (at.astimezone(zone) if at.tzinfo else at).date().isoformat()
