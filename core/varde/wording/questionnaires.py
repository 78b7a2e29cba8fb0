"""A FHIR R4 Questionnaire as it stands in a file: every text of it is read, refused or named as left out.

What its items are called here, and which answer stands for which code, is found in :mod:`varde.wording.fitting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from varde.kernel.errors import BadUsage
from varde.kernel.json_input import as_object
from varde.wording.answer_sets import AnswerSets, objects, text_of
from varde.wording.values import FormItem, Pack, PublishedForm, Words

OWN = "urn:varde:fhir/"
_ENDS = {"lower": "low_label", "upper": "high_label"}
_FOOT = ("footer", "legal")
_ELSEWHERE = "is not shown to patients"


def read_questionnaires(text: str) -> tuple[Pack, ...]:
    """The Questionnaires of a file in JSON, one, or all those of a Bundle.

    :raises BadUsage: it is not JSON, holds no Questionnaire, or something in one is not as FHIR has it.
    """
    resource = as_object(text, "it", "a Questionnaire")
    kind = resource.get("resourceType")
    if kind == "Questionnaire":
        return (_pack(resource, ()),)
    if kind != "Bundle":
        raise BadUsage(f"it is not a Questionnaire: its resourceType is {kind!r}.")
    faults: list[str] = []
    entries = [entry.get("resource") for entry in objects(resource, "entry", "", faults)]
    inside = [each for each in entries if isinstance(each, dict)]
    forms = [each for each in inside if each.get("resourceType") == "Questionnaire"]
    if not forms and not faults:
        faults.append("it is a Bundle without a Questionnaire in it.")
    packs = []
    for form in forms:
        try:
            packs.append(_pack(form, inside))
        except BadUsage as fault:
            faults += [f"{_name(form)}: {sentence}" for sentence in fault.faults]
    if faults:
        raise BadUsage(*faults)
    return tuple(packs)


def _name(form: Mapping[str, Any]) -> str:
    known = [str(form[key]) for key in ("name", "language") if form.get(key)]
    return f"the Questionnaire {' in '.join(known)}" if known else "a Questionnaire without a name"


def _pack(resource: Mapping[str, Any], beside: Iterable[Mapping[str, Any]]) -> Pack:
    reading = _FormReader(AnswerSets(resource, beside))
    faults = reading.faults
    title, version, language, licence, url, name, description, purpose = (
        _markup(resource, key, "", faults)
        for key in ("title", "version", "language", "copyright", "url", "name", "description", "purpose")
    )
    own = (url or "").startswith(OWN)
    languages = sorted(_other_languages(resource, language or ""))
    if languages:
        faults.append(
            f"it holds words in more than one language ({', '.join(languages)} as translations): give each language a "
            "Questionnaire of its own, alone or in a Bundle."
        )
    items, introduction = reading.read(resource, own=own)
    identifiers = [each.get("value") for each in objects(resource, "identifier", "", faults)]
    codes = tuple(_codes(resource, "", faults))
    if faults:
        raise BadUsage(*faults)
    end = re.split(r"[|?#]", url or "")[0].rstrip("/").rpartition("/")[2]
    names = tuple(dict.fromkeys(each for each in (end, name, *identifiers) if isinstance(each, str) and each))
    unread = [("description", None if own else description), ("purpose", purpose)]
    left_out = [f"the {name_of_text} {_ELSEWHERE}" for name_of_text, words in unread if words]
    form = PublishedForm(items, introduction, description if own else None, codes, own)
    return Pack(
        "fhir",
        Words((), title),
        names,
        version or "",
        language or "",
        licence or "",
        form,
        (*left_out, *reading.left_out),
    )


def _other_languages(value: object, language: str) -> set[str]:
    """The languages of translations anywhere in it, the form's own left out."""
    languages: set[str] = set()
    level = [value]
    while level:
        part_of_form = level.pop()
        if isinstance(part_of_form, list):
            level += part_of_form
        elif isinstance(part_of_form, dict):
            level += part_of_form.values()
            if str(part_of_form.get("url")).endswith("/StructureDefinition/translation"):
                parts = [part for part in objects(part_of_form, "extension", "", []) if part.get("url") == "lang"]
                languages |= {str(part.get("valueCode") or part.get("valueString")) for part in parts}
            designations = objects(part_of_form, "designation", "", [])
            languages |= {str(each["language"]) for each in designations if each.get("language")}
    return {tag for tag in languages if tag.lower()[:2] != language.lower()[:2]}


def _codes(resource: Mapping[str, Any], where: str, faults: list[str]) -> Iterator[str]:
    for coding in objects(resource, "code", where, faults):
        code = text_of(coding, "code", where, faults)
        if code:
            yield code


Path = tuple[str, ...]
"""What stands over a question: the texts of the groups it is in, and those shown just before it, outermost first."""


@dataclass(slots=True)
class _FormReader:
    """What was read so far of one Questionnaire, in its order. Where a text belongs is decided by what stands after it."""

    sets: AnswerSets
    asked: list[tuple[FormItem, Path]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def read(self, resource: Mapping[str, Any], *, own: bool) -> tuple[tuple[FormItem, ...], str | None]:
        """The items, and what is said before them. What stands over every item of a form is said once, before them all;
        our own headings stand where they stood."""
        self._level(resource, ())
        paths = [path for item, path in self.asked if not item.computed]
        shared = 0 if own else _shared(paths)
        items = tuple(replace(item, heading=_joined(path[shared:])) for item, path in self.asked)
        return items, _joined([*self.before, *(paths[0][:shared] if paths else ())])

    def _level(self, parent: Mapping[str, Any], above: Path) -> None:
        shown: Path = ()
        waiting = False
        for place, item in enumerate(objects(parent, "item", "", self.faults), start=1):
            kind, key = item.get("type"), item.get("linkId")
            where = f"item {key}: "
            # A group that repeats is one item of ours: the same few figures for every day.
            divides = kind == "group" and item.get("repeats") is not True
            if kind == "display" or (divides and not _asks(item)):
                shown = (shown if waiting else ()) + self._texts(item, where, first=not above)
                waiting = bool(shown)
                continue
            waiting = False
            if divides:
                text = _markup(item, "text", where, self.faults)
                self._level(item, (*above, *shown, *([text] if text else [])))
            elif isinstance(key, str) and key:
                self.asked.append((self._item(key, item), (*above, *shown)))
                if kind != "group":
                    self._level({**item, "item": _questions(item)}, (*above, *shown))
            else:
                self.faults.append(f"item number {place} of {parent.get('linkId', 'the Questionnaire')} has no linkId.")
        if waiting:
            self.left_out += [f"“{words[:60]}” stands after the last item it could be shown before" for words in shown]

    def _texts(self, item: Mapping[str, Any], where: str, *, first: bool) -> Path:
        """Texts that are only shown, of one item and those in it; () when they stand at the foot or before everything."""
        texts = [text for text in (_markup(item, "text", where, self.faults),) if text]
        if _control(item) in _FOOT:
            self.left_out += [f"“{text[:60]}” stands at the foot of the form" for text in texts]
            return ()
        inner = (self._texts(each, where, first=first) for each in objects(item, "item", where, self.faults))
        if first and not any(not asked.computed for asked, _ in self.asked):
            self.before += texts
            return tuple(text for each in inner for text in each)
        return (*texts, *(text for each in inner for text in each))

    def _item(self, key: str, item: Mapping[str, Any]) -> FormItem:
        where = f"item {key}: "
        faults = self.faults
        said: dict[str, list[str]] = {"label": [], "low_label": [], "high_label": []}
        text, prefix = _markup(item, "text", where, faults), text_of(item, "prefix", where, faults)
        if text is not None:
            said["label"].append(f"{prefix} {text}" if prefix else text)
        for shown in objects(item, "item", where, []):
            words = _markup(shown, "text", where, faults) if shown.get("type") == "display" else None
            if words:
                said[_ENDS.get(_control(shown), "label")].append(words)
        options = self.sets.options_of(item, where, faults)
        ends = {name: _joined(texts) for name, texts in said.items()}
        if text == "" and not prefix:
            ends["label"] = ends["label"] or ""
        return FormItem(
            key, options=options, codes=tuple(_codes(item, where, faults)), computed=_computed(item), **ends
        )


def _shared(paths: list[Path]) -> int:
    """How many of the outermost texts all paths have in common."""
    if not paths:
        return 0
    shortest = min(map(len, paths))
    return next((n for n in range(shortest) if len({path[n] for path in paths}) > 1), shortest)


def _joined(texts: Iterable[str]) -> str | None:
    return "\n".join(texts) or None


def _asks(item: Mapping[str, Any]) -> bool:
    """Whether anything is asked in this group; a group with something odd in it is looked into."""
    inner = item.get("item", [])
    if not isinstance(inner, list) or not all(isinstance(each, dict) for each in inner):
        return True
    return any(
        each.get("type") != "display" and (each.get("type") != "group" or each.get("repeats") is True or _asks(each))
        for each in inner
    )


def _questions(item: Mapping[str, Any]) -> object:
    """What is in a question besides texts that are only shown, which were read with it."""
    inner = item.get("item", [])
    if not isinstance(inner, list):
        return inner
    return [each for each in inner if not (isinstance(each, dict) and each.get("type") == "display")]


def _markup(item: Mapping[str, Any], name: str, where: str, faults: list[str]) -> str | None:
    """A text; where there is only one with markup, that one, as it is written."""
    plain = text_of(item, name, where, faults)
    beside = item.get(f"_{name}")
    if plain or not isinstance(beside, dict):
        return plain
    for rendering in objects(beside, "extension", where, faults):
        if str(rendering.get("url")).endswith(("/rendering-markdown", "/rendering-xhtml")):
            return text_of(rendering, "valueMarkdown", where, faults) or text_of(
                rendering, "valueString", where, faults
            )
    return plain


def _control(shown: Mapping[str, Any]) -> str:
    """How this text is to be shown: ``lower`` or ``upper`` at an end of the answer above it, ``help``, ``footer`` ..."""
    for control in objects(shown, "extension", "", []):
        concept = control.get("valueCodeableConcept")
        if str(control.get("url")).endswith("/questionnaire-itemControl") and isinstance(concept, dict):
            return next((str(coding.get("code")) for coding in objects(concept, "coding", "", [])), "")
    return ""


_WORKED_OUT = ("-calculatedExpression", "/cqf-calculatedValue")


def _computed(item: Mapping[str, Any]) -> bool:
    extensions = objects(item, "extension", "", [])
    hidden = any(
        str(e.get("url")).endswith("/questionnaire-hidden") and e.get("valueBoolean") is True for e in extensions
    )
    worked_out = any(str(each.get("url")).endswith(_WORKED_OUT) for each in extensions)
    return hidden or worked_out or item.get("readOnly") is True
