"""Handed-in responses as FHIR R4: one QuestionnaireResponse each, and one Observation for the score.

Nothing in them names a person. The subject is the enrolment, by a number that means something only in this installation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

from varde.assessments.models import Response
from varde.exchange.courses import CourseTold
from varde.exchange.fhir.questionnaires import (
    DATE,
    HEADING,
    STEPS,
    URL_BASE,
    WORN,
    Resource,
    choice_coding,
    codes_of,
    exact,
    extension,
    questionnaire_url,
    under_headings,
)
from varde.instruments.answers import REFUSED, items_of
from varde.instruments.values import Instrument, Item
from varde.instruments.words import flag_in_words, label_of_scale
from varde.kernel.words import Text

CATEGORY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ABSENT_BECAUSE = {"not_scored": "unknown", "excluded": "not-applicable", "invalid": "error"}
"""Why there is no total: too much is unanswered, or the instrument's own rule takes the response out."""
NO_LANGUAGE = "nb"
IMPORTED = "Imported from an earlier system"
_BAND = Text("Nivå", "Nivå", "Band")


def response_of(
    response: Response,
    instrument: Instrument,
    *,
    place: str,
    url_base: str = URL_BASE,
    occasion: str = "",
    course: CourseTold | None = None,
) -> Resource:
    """A handed-in response as a QuestionnaireResponse, ready for JSON.

    ``instrument`` has the words that were shown; ``place`` is the installation's own address, which makes its numbers
    unlike those of any other. ``occasion`` is what it is called outside, when that is not its own name; ``course`` is told
    with it. What was recorded by a therapist has the patient as its source and the therapist as its author; what was imported
    has neither.

    :raises ValueError: the response is a draft.
    """
    at = _handed_in(response)
    resource: Resource = {
        "resourceType": "QuestionnaireResponse",
        "id": _id(response),
        "extension": _extensions(response, occasion or response.occasion, course, f"{url_base}/StructureDefinition"),
        "identifier": {"system": f"{place}/fhir/response", "value": str(response.id)},
        "questionnaire": f"{questionnaire_url(response.instrument, url_base)}|{response.version}",
        # "amended" and "corrected" are what FHIR calls an answer that was corrected after it was handed in, and its score.
        "status": "completed" if response.corrected_at is None else "amended",
        "subject": _patient(response, place),
        "authored": at,
        **_told(response, place),
    }
    if response.language:
        resource["language"] = response.language
    items = _by_heading(instrument, _answered(response, instrument, url_base))
    # FHIR has no empty lists: an imported total has no answers.
    return {**resource, "item": items} if items else resource


def _extensions(response: Response, occasion: str, course: CourseTold | None, base: str) -> list[Resource]:
    """The occasion; when the course began and ended, and its track; and what was known besides the answers."""
    extensions: list[Resource] = [extension("occasion", "Code", occasion, base)]
    if course is not None:
        parts: list[Resource] = [{"url": "started", "valueDate": course.started.isoformat()}]
        parts += [{"url": "ended", "valueDate": course.ended.isoformat()}] if course.ended else []
        parts += [{"url": "track", "valueCode": course.track}] if course.track else []
        extensions.append({"url": f"{base}/course", "extension": parts})
    known = [{"url": name, **_value(value)} for name, value in (response.context or {}).items() if value is not None]
    return [*extensions, {"url": f"{base}/context", "extension": known}] if known else extensions


def answers_of(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by item that a QuestionnaireResponse made here holds: the way back."""
    answers: dict[str, Any] = {}
    for item in resource.get("item", []):
        link = item["linkId"]
        if link.startswith(HEADING):
            answers.update(answers_of(item))
        elif "answer" in item:
            values = [_value_in(answer) for answer in item["answer"]]
            answers[link] = values if len(values) > 1 else values[0]
        else:
            # Days: one item each, or one with nothing in it when there are none.
            answers.setdefault(link, []).extend([_day_in(item)] if "item" in item else [])
    return answers


def observations_of(
    response: Response, instrument: Instrument, *, place: str, url_base: str = URL_BASE
) -> list[Resource]:
    """The score as one Observation: the total as its value; subscores, band and flags as its components.

    A total that could not be computed says why instead. Nothing for a response that was never scored.

    :raises ValueError: the response is a draft.
    """
    at = _handed_in(response)
    if response.status is None:
        return []
    language = response.language or NO_LANGUAGE
    observation: Resource = {
        "resourceType": "Observation",
        "id": f"{_id(response)}-score",
        "identifier": [{"system": f"{place}/fhir/score", "value": str(response.id)}],
        "status": "final" if response.corrected_at is None else "corrected",
        "category": [{"coding": [CATEGORY]}],
        "code": {
            "coding": [*codes_of(instrument, "total"), _own_code(instrument.key, "total", url_base)],
            "text": instrument.title.to(language),
        },
        "subject": _patient(response, place),
        "effectiveDateTime": at,
        "derivedFrom": [{"reference": f"QuestionnaireResponse/{_id(response)}"}],
    }
    if response.total is not None:
        observation["valueQuantity"] = {"value": exact(response.total), **_unit(instrument, language)}
    elif response.status in ABSENT_BECAUSE:
        observation["dataAbsentReason"] = _absent(ABSENT_BECAUSE[response.status])
    components = [*_components(response, instrument, language, url_base)]
    if components:
        observation["component"] = components
    return [observation] if observation.keys() & {"valueQuantity", "dataAbsentReason", "component"} else []


def _unit(instrument: Instrument, language: str) -> dict[str, str]:
    """What the total is counted in; nothing where it is points."""
    if instrument.unit is None:
        return {}
    coded = {"system": "http://unitsofmeasure.org", "code": instrument.ucum} if instrument.ucum else {}
    return {"unit": instrument.unit.to(language), **coded}


def _handed_in(response: Response) -> str:
    if response.submitted_at is None:
        raise ValueError(f"response {response.id} is a draft")
    return response.submitted_at.isoformat()


def _id(response: Response) -> str:
    return f"response-{response.id}"


# --- who


def _patient(response: Response, place: str) -> Resource:
    return _somebody("Patient", f"{place}/fhir/enrolment", response.enrolment_id)


def _told(response: Response, place: str) -> Resource:
    """Who answered, and who wrote it down."""
    if response.mode == "import":
        return {"author": {"display": IMPORTED}}
    patient = _patient(response, place)
    if response.mode == "therapist" and response.by_id is not None:
        return {"author": _somebody("Practitioner", f"{place}/fhir/person", response.by_id), "source": patient}
    return {"author": patient, "source": patient}


def _somebody(kind: str, system: str, number: int) -> Resource:
    return {"type": kind, "identifier": {"system": system, "value": str(number)}}


# --- answers


def _answered(response: Response, instrument: Instrument, url_base: str) -> Iterator[Resource]:
    """The answers in the instrument's order, then those to items that it had in an earlier version."""
    known = {item.key: item for item in items_of(instrument)}
    answers = {key: value for key, value in response.answers.items() if value is not None}
    for key in (*(key for key in known if key in answers), *(key for key in answers if key not in known)):
        value, item = answers[key], known.get(key)
        if item is not None and item.own and item.takes.accept(value) is not REFUSED:
            answers_of_item = item.takes.fhir(value, response.language or NO_LANGUAGE)
            yield {"linkId": key, "answer": [*answers_of_item]}
        elif isinstance(value, list):
            yield from ({"linkId": key, "item": _day(key, day)} for day in value) if value else [{"linkId": key}]
        else:
            yield {"linkId": key, "answer": [_answer(response, item, value, url_base)]}


def _answer(response: Response, item: Item | None, value: Any, url_base: str) -> Resource:
    if item is not None and item.takes.coded and not item.yes_or_no and not isinstance(value, str):
        return {
            "valueCoding": choice_coding(
                response.instrument, item, int(value), response.language or NO_LANGUAGE, url_base=url_base
            )
        }
    if isinstance(value, bool) or (item is not None and item.yes_or_no):
        return {"valueBoolean": bool(value)}
    if isinstance(value, str):
        return {"valueString": value}
    if item is not None and not item.takes.fractions and float(value).is_integer():
        return {"valueInteger": int(value)}
    return {"valueDecimal": value}


def _day(key: str, day: Mapping[str, Any]) -> list[Resource]:
    """What is known about one day. FHIR has no empty lists, so a day without anything is a question without an answer."""
    on, steps, worn = day.get(DATE), day.get(STEPS), day.get(WORN)
    parts: list[Resource] = []
    if on is not None:
        parts.append({"linkId": f"{key}.{DATE}", "answer": [{"valueDate": on}]})
    if steps is not None:
        parts.append({"linkId": f"{key}.{STEPS}", "answer": [{"valueInteger": int(steps)}]})
    if worn is not None:
        parts.append({"linkId": f"{key}.{WORN}", "answer": [{"valueDecimal": worn}]})
    return parts or [{"linkId": f"{key}.{STEPS}"}]


def _day_in(item: Mapping[str, Any]) -> dict[str, Any]:
    known = {
        part["linkId"].rpartition(".")[2]: _value_in(part["answer"][0]) for part in item["item"] if "answer" in part
    }
    dated = {DATE: known[DATE]} if DATE in known else {}
    return {STEPS: known.get(STEPS), WORN: known.get(WORN), **dated}


def _value_in(answer: Mapping[str, Any]) -> Any:
    [value] = answer.values()
    if not isinstance(value, dict):
        return value
    code = value.get("value", value.get("code"))
    return int(code) if isinstance(code, str) and code.isascii() and code.isdigit() else code


def _by_heading(instrument: Instrument, answered: Iterator[Resource]) -> list[Resource]:
    """The answers in the groups that the Questionnaire has them in; a group nobody answered in is left out."""
    group_of = {item.key: link for link, _, items in under_headings(instrument) for item in items}
    items_of_form: list[Resource] = []
    for link, row in groupby(answered, key=lambda answer: group_of.get(answer["linkId"], "")):
        items = list(row)
        items_of_form += [{"linkId": link, "item": items}] if link else items
    return items_of_form


# --- scores


def _own_code(instrument: str, part: str, url_base: str) -> Resource:
    return {"system": f"{url_base}/CodeSystem/score", "code": f"{instrument}.{part}"}


def _components(response: Response, instrument: Instrument, language: str, url_base: str) -> Iterator[Resource]:
    def part(name: str, words: str) -> Resource:
        return {"code": {"coding": [_own_code(instrument.key, name, url_base)], "text": words}}

    for key, value in response.subscores.items():
        yield {**part(key, label_of_scale(instrument, key, language)), **_value(value)}
    if response.band is not None:
        band = {"valueCodeableConcept": _band(response.band, instrument, language, url_base)}
        yield {**part("band", _BAND.to(language)), **band}
    for key, value in response.flags.items():
        yield {**part(f"flag.{key}", flag_in_words(instrument, key, value, language)[0]), **_value(value)}


def _band(key: str, instrument: Instrument, language: str, url_base: str) -> Resource:
    coding = {"system": f"{url_base}/CodeSystem/{instrument.key}/band", "code": key}
    bands = chain(instrument.bands, *(special.bands for special in instrument.band_sets))
    label = next((band.label.to(language) for band in bands if band.key == key), "")
    return {"coding": [{**coding, "display": label} if label else coding]}


def _value(value: Any) -> Resource:
    """A subscore or a flag under the type that it has."""
    match value:
        case None:
            return {"dataAbsentReason": _absent("unknown")}
        case bool():
            return {"valueBoolean": value}
        case int() | float():
            return {"valueQuantity": {"value": exact(value)}}
        case str():
            return {"valueString": value} if value else {"dataAbsentReason": _absent("unknown")}
        case Sequence() if value:
            return {"valueString": ", ".join(map(str, value))}
        case _:
            return {"dataAbsentReason": _absent("not-applicable")}


def _absent(code: str) -> Resource:
    return {"coding": [{"system": ABSENT, "code": code}]}
