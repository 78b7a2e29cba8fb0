"""An instrument as a FHIR R4 (4.0.1) Questionnaire: plain values in, plain JSON values out.

Every answer choice is a code of a code system of its item, with the score it adds as ``ordinalValue``. How answers become
totals stands in an extension of our own, since R4 has none for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from varde.instruments.answers import items_of
from varde.instruments.engine import counted
from varde.instruments.values import Band, Instrument, Item, Scale
from varde.kernel.words import Text
from varde.wording.rules import introduction_of

Resource = dict[str, Any]

URL_BASE = "urn:varde:fhir"
"""The same in every installation: an instrument at one version is one thing wherever it is asked."""
TERMINOLOGIES = {"loinc": "http://loinc.org", "snomed": "http://snomed.info/sct"}
STANDARD = "http://hl7.org/fhir/StructureDefinition"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
HEADING = "heading-"
DATE, STEPS, WORN = "date", "steps", "wear_h"
"""What each day of a ``days`` item has; its question is ``{item}.date``, ``{item}.steps`` or ``{item}.wear_h``."""

_DATE = Text("Dato", "Dato", "Date")
_STEPS = Text("Skritt", "Steg", "Steps")
_WORN = Text("Timer med måleren på", "Timar med målaren på", "Hours the counter was worn")
_HOURS_A_DAY = 24


def questionnaire_of(instrument: Instrument, language: str, *, url_base: str = URL_BASE) -> Resource:
    """The Questionnaire in ``language`` (nb, nn or en), ready for JSON. Nothing is required: missing answers are allowed.

    ``url`` ends with the instrument's key and each ``linkId`` is an item's key; headings become groups, whose linkIds are
    ``heading-1`` and so on. An instrument with only a total has one item, ``total``.
    """
    licence = instrument.licence
    questionnaire = {
        "resourceType": "Questionnaire",
        "id": instrument.key,
        "language": language,
        "extension": [_scoring(instrument, language, url_base)],
        "url": questionnaire_url(instrument.key, url_base),
        "identifier": [{"system": f"{url_base}/instrument", "value": instrument.key}],
        "version": instrument.version,
        "name": f"Varde_{instrument.key.replace('-', '_')}",
        "title": instrument.title.to(language),
        "status": "active",
        "experimental": False,
        "subjectType": ["Patient"],
        "description": introduction_of(instrument, language),
        "copyright": ". ".join(part.rstrip(".") for part in (licence.holder, licence.note) if part) + ".",
        "code": codes_of(instrument, "panel"),
        "item": [*_intro_item(instrument, language), *_items(instrument, language, url_base)],
    }
    return _without_empty(questionnaire)


def questionnaire_url(key: str, url_base: str = URL_BASE) -> str:
    """The canonical address of an instrument's Questionnaire, without a version."""
    return f"{url_base}/Questionnaire/{key}"


def codes_of(instrument: Instrument, of: str) -> list[Resource]:
    """The codings of the whole instrument (``panel``), its ``total``, or one item."""
    return [{"system": TERMINOLOGIES[c.system], "code": c.code} for c in instrument.codes if c.of == of]


def choice_coding(
    key: str, item: Item, code: int, language: str | None = None, *, url_base: str = URL_BASE
) -> Resource:
    """An answer as a coding in the code system of this item of the instrument ``key``; with its words when a language is
    given and the item has such a choice."""
    coding: Resource = {"system": f"{url_base}/CodeSystem/{key}/{item.key}", "code": str(code)}
    words = dict(item.choices).get(code) if language else None
    return coding if words is None or language is None else {**coding, "display": words.to(language)}


def exact(number: float) -> float:
    """A number as JSON has it: at most 4 decimals, and none when it is whole."""
    short = round(float(number), 4)
    return int(short) if short.is_integer() else short


def extension(name: str, kind: str, value: object, base: str = STANDARD) -> Resource:
    """An extension with one value: ``extension("minValue", "Integer", 0)``."""
    return {"url": f"{base}/{name}", f"value{kind}": value}


def _part(name: str, kind: str, value: object) -> Resource:
    """A part of an extension of ours."""
    return {"url": name, f"value{kind}": value}


def _without_empty(resource: Resource) -> Resource:
    """FHIR has no empty lists and no empty text."""
    return {key: value for key, value in resource.items() if value not in ("", [], None)}


# --- items


def _intro_item(instrument: Instrument, language: str) -> list[Resource]:
    """What is asked about every item, for whoever shows the form."""
    words = introduction_of(instrument, language)
    return [{"linkId": "introduction", "type": "display", "text": words}] if words else []


def under_headings(instrument: Instrument) -> Iterator[tuple[str, Text | None, tuple[Item, ...]]]:
    """The items in rows with one heading each: the linkId of its group, the heading, the items. ("", None) when there is
    no heading."""
    number = 0
    for heading, row in groupby(items_of(instrument), key=lambda item: item.heading):
        number += heading is not None
        yield f"{HEADING}{number}" if heading else "", heading, tuple(row)


def _items(instrument: Instrument, language: str, url_base: str) -> Iterator[Resource]:
    for link, heading, row in under_headings(instrument):
        items = [_item(instrument, item, language, url_base) for item in row]
        if heading is None:
            yield from items
        else:
            yield {"linkId": link, "type": "group", "text": heading.to(language), "item": items}


def _item(instrument: Instrument, item: Item, language: str, url_base: str) -> Resource:
    about: Resource = {
        "linkId": item.key,
        "code": codes_of(instrument, item.key) if instrument.kind == "full" else codes_of(instrument, "total"),
        "text": item.label.to(language),
    }
    if item.own:
        return _without_empty({**about, **item.takes.fhir_item(language), "required": False})
    if item.by_day:
        return _without_empty({**about, "type": "group", "repeats": True, "item": _of_a_day(item, language)})
    return _without_empty(
        {
            "extension": _extensions(item, language, url_base),
            **about,
            "type": _type(item),
            "enableWhen": _when(instrument, item, url_base),
            "required": False,
            "answerOption": [_option(instrument.key, item, code, language, url_base) for code, _ in item.choices],
            "item": _ends(item, language),
        }
    )


def _type(item: Item) -> str:
    if item.takes.coded:
        return "boolean" if item.yes_or_no else "choice"
    return "decimal" if item.takes.fractions else "integer"


def _option(key: str, item: Item, code: int, language: str, url_base: str) -> Resource:
    coding = choice_coding(key, item, code, language, url_base=url_base)
    if not item.scored:
        return {"valueCoding": coding}
    score = extension("ordinalValue", "Decimal", exact(counted(item, code)))
    return {"valueCoding": {"extension": [score], **coding}}


def _extensions(item: Item, language: str, url_base: str) -> list[Resource]:
    if item.takes.coded:
        return []
    extensions = _limits(item.low, item.high, whole=not item.takes.fractions)
    if item.shape == "slider" or item.step:
        extensions.append(_control("slider"))
    if item.step:
        extensions.append(extension("questionnaire-sliderStepValue", "Integer", item.step))
    if item.unit:
        extensions.append(extension("questionnaire-unit", "Coding", {"display": item.unit.to(language)}))
    if item.scored and (item.reverse or item.multiplier != 1 or item.offset):
        parts = [
            _part("reverse", "Boolean", item.reverse),
            _part("multiplier", "Integer", item.multiplier),
            _part("offset", "Integer", item.offset),
        ]
        extensions.append({"url": f"{url_base}/StructureDefinition/counted", "extension": parts})
    return extensions


def _limits(low: float, high: float, *, whole: bool) -> list[Resource]:
    kind = "Integer" if whole else "Decimal"
    ends = (("minValue", low), ("maxValue", high))
    return [extension(name, kind, exact(end)) for name, end in ends if math.isfinite(end)]


def _control(code: str) -> Resource:
    return extension("questionnaire-itemControl", "CodeableConcept", {"coding": [{"system": CONTROLS, "code": code}]})


def _ends(item: Item, language: str) -> list[Resource]:
    """What stands at the two ends of a line."""
    ends = (("low", "lower", item.low_label), ("high", "upper", item.high_label))
    return [
        {"extension": [_control(control)], "linkId": f"{item.key}.{end}", "text": words.to(language), "type": "display"}
        for end, control, words in ends
        if words is not None
    ]


def _when(instrument: Instrument, item: Item, url_base: str) -> list[Resource]:
    """Asked unless the gate was answered with no; an unanswered gate closes nothing, and so it is with ``!=``."""
    if not item.gate:
        return []
    gate = instrument.item(item.gate)
    condition: Resource = {"question": gate.key, "operator": "!="}
    match gate.kind:
        case "choice":
            no: Resource = {"answerCoding": choice_coding(instrument.key, gate, 0, url_base=url_base)}
        case "boolean":
            no = {"answerBoolean": False}
        case "integer":
            no = {"answerInteger": 0}
        case _:
            no = {"answerDecimal": 0}
    return [{**condition, **no}]


def _of_a_day(item: Item, language: str) -> list[Resource]:
    parts: tuple[tuple[str, str, Text, list[Resource]], ...] = (
        (DATE, "date", _DATE, []),
        (STEPS, "integer", _STEPS, _limits(item.low, item.high, whole=True)),
        (WORN, "decimal", _WORN, _limits(0, _HOURS_A_DAY, whole=False)),
    )
    return [
        _without_empty(
            {
                "extension": limits,
                "linkId": f"{item.key}.{name}",
                "text": words.to(language),
                "type": kind,
                "required": False,
            }
        )
        for name, kind, words, limits in parts
    ]


# --- scoring


def _scoring(instrument: Instrument, language: str, url_base: str) -> Resource:
    """Direction, total, scales, bands, and the rules that a clinical owner has yet to confirm."""
    parts: list[Resource] = []
    if instrument.direction:
        parts.append(_part("direction", "Code", instrument.direction))
    if total := _total(instrument):
        parts.append({"url": "total", "extension": total})
    parts += [{"url": "scale", "extension": _scale(scale, language)} for scale in instrument.subscales]
    parts += [{"url": "band", "extension": _band(band, language)} for band in instrument.bands]
    parts += [_part("proposed", "Code", rule) for rule in instrument.proposed]
    parts += [_part("needs", "Code", name) for name in instrument.needs]
    # An extension must have something in it, and every instrument has a version of its rules.
    parts.append(_part("version", "String", instrument.version))
    return {"url": f"{url_base}/StructureDefinition/scoring", "extension": parts}


def _total(instrument: Instrument) -> list[Resource]:
    parts = [_part("code", "Coding", coding) for coding in codes_of(instrument, "total")]
    if instrument.total_range:
        low, high = instrument.total_range
        parts.append(_part("range", "Range", _range(low, high)))
    if instrument.total is not None:
        parts += _how(instrument.total)
    return [*parts, *(_part("scale", "Code", key) for key in instrument.sum_of)]


def _scale(scale: Scale, language: str) -> list[Resource]:
    label = [_part("label", "String", scale.label.to(language))] if scale.label else []
    return [_part("key", "Code", scale.key), *label, *_how(scale)]


def _how(scale: Scale) -> Sequence[Resource]:
    factor = [_part("factor", "Integer", scale.factor)] if scale.factor != 1 else []
    ends = [_part("ends", "Range", _range(*sorted(scale.ends)))] if scale.method == "percent" else []
    return [
        _part("method", "Code", scale.method),
        *factor,
        *ends,
        _part("maxMissing", "Integer", scale.max_missing),
        *(_part("item", "String", key) for key in scale.items),
    ]


def _band(band: Band, language: str) -> list[Resource]:
    parts = [_part("key", "Code", band.key), _part("label", "String", band.label.to(language))]
    if band.low is None or band.high is None:
        return parts
    parts.append(_part("range", "Range", _range(band.low, band.high)))
    opened = (("openLow", band.open_low), ("openHigh", band.open_high))
    return [*parts, *(_part(name, "Boolean", True) for name, is_open in opened if is_open)]


def _range(low: float, high: float) -> Resource:
    ends = (("low", low), ("high", high))
    return {name: {"value": exact(end)} for name, end in ends if math.isfinite(end)}
