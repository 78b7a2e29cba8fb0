"""A FHIR R4 Questionnaire as it stands in a file: every text of it is read, refused or named as left out.

What its items are called here, and which answer stands for which code, is found in :mod:`varde.wording.fitting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from varde.kernel.json_input import JsonRefused, as_object
from varde.kernel.words import Text
from varde.wording import words as said
from varde.wording import words_of_items
from varde.wording.answer_sets import AnswerSets, objects, text_of
from varde.wording.errors import PackRefused
from varde.wording.values import FormItem, Pack, PublishedForm, Words

OWN = "urn:varde:fhir/"
_ENDS = {"lower": "low_label", "upper": "high_label"}
_FOOT = ("footer", "legal")


def read_questionnaires(text: str) -> tuple[Pack, ...]:
    """The Questionnaires of a file in JSON, one, or all those of a Bundle.

    :raises PackRefused: it is not JSON, holds no Questionnaire, or something in one is not as FHIR has it.
    """
    try:
        resource = as_object(text, said.THE_FILE, said.A_FORM)
    except JsonRefused as fault:
        raise PackRefused(fault.text) from None
    kind = resource.get("resourceType")
    if kind == "Questionnaire":
        return (_pack(resource, ()),)
    if kind != "Bundle":
        raise PackRefused(said.NO_FORM.filled(kind=repr(kind)))
    faults: list[Text] = []
    entries = [entry.get("resource") for entry in objects(resource, "entry", said.NOWHERE, faults)]
    inside = [each for each in entries if isinstance(each, dict)]
    forms = [each for each in inside if each.get("resourceType") == "Questionnaire"]
    if not forms and not faults:
        faults.append(said.EMPTY_BUNDLE)
    packs = []
    for form in forms:
        try:
            packs.append(_pack(form, inside))
        except PackRefused as fault:
            named = form_named(str(form.get("name") or ""), str(form.get("language") or ""))
            faults += [said.OF_FORM.filled(form=named, fault=sentence) for sentence in fault.texts]
    if faults:
        raise PackRefused(*faults)
    return tuple(packs)


def form_named(name: str, tag: str) -> Text:
    """One Questionnaire among several, by the name and the language that it says it has; "" for what it does not say."""
    if name and tag:
        return said.FORM.filled(named=said.NAME_IN.filled(name=name, tag=tag))
    return said.FORM.filled(named=name or tag) if name or tag else said.UNNAMED_FORM


def _pack(resource: Mapping[str, Any], beside: Iterable[Mapping[str, Any]]) -> Pack:
    reading = _FormReader(AnswerSets(resource, beside))
    faults = reading.faults
    title, version, language, licence, url, name, description, purpose = (
        _markup(resource, key, said.NOWHERE, faults)
        for key in ("title", "version", "language", "copyright", "url", "name", "description", "purpose")
    )
    own = (url or "").startswith(OWN)
    languages = sorted(_other_languages(resource, language or ""))
    if languages:
        faults.append(said.TRANSLATIONS.filled(languages=", ".join(languages)))
    items, introduction = reading.read(resource, own=own)
    identifiers = [each.get("value") for each in objects(resource, "identifier", said.NOWHERE, faults)]
    codes = tuple(_codes(resource, said.NOWHERE, faults))
    if faults:
        raise PackRefused(*faults)
    end = re.split(r"[|?#]", url or "")[0].rstrip("/").rpartition("/")[2]
    names = tuple(dict.fromkeys(each for each in (end, name, *identifiers) if isinstance(each, str) and each))
    unread = [("description", None if own else description), ("purpose", purpose)]
    left_out = [words_of_items.UNREAD.filled(name=name_of_text) for name_of_text, words in unread if words]
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
                parts = [
                    part for part in objects(part_of_form, "extension", said.NOWHERE, []) if part.get("url") == "lang"
                ]
                languages |= {str(part.get("valueCode") or part.get("valueString")) for part in parts}
            designations = objects(part_of_form, "designation", said.NOWHERE, [])
            languages |= {str(each["language"]) for each in designations if each.get("language")}
    return {tag for tag in languages if tag.lower()[:2] != language.lower()[:2]}


def _codes(resource: Mapping[str, Any], where: Text, faults: list[Text]) -> Iterator[str]:
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
    faults: list[Text] = field(default_factory=list)
    left_out: list[Text] = field(default_factory=list)

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
        for place, item in enumerate(objects(parent, "item", said.NOWHERE, self.faults), start=1):
            kind, key = item.get("type"), item.get("linkId")
            where = said.ITEM.filled(key=key)
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
                self.faults.append(said.NO_LINK_ID.filled(place=place, parent=parent.get("linkId", said.THE_FORM)))
        if waiting:
            self.left_out += [words_of_items.AFTER_LAST.filled(words=words[:60]) for words in shown]

    def _texts(self, item: Mapping[str, Any], where: Text, *, first: bool) -> Path:
        """Texts that are only shown, of one item and those in it; () when they stand at the foot or before everything."""
        texts = [text for text in (_markup(item, "text", where, self.faults),) if text]
        if _control(item) in _FOOT:
            self.left_out += [words_of_items.AT_FOOT.filled(words=text[:60]) for text in texts]
            return ()
        inner = (self._texts(each, where, first=first) for each in objects(item, "item", where, self.faults))
        if first and not any(not asked.computed for asked, _ in self.asked):
            self.before += texts
            return tuple(text for each in inner for text in each)
        return (*texts, *(text for each in inner for text in each))

    def _item(self, key: str, item: Mapping[str, Any]) -> FormItem:
        where = said.ITEM.filled(key=key)
        faults = self.faults
        parts: dict[str, list[str]] = {"label": [], "low_label": [], "high_label": []}
        text, prefix = _markup(item, "text", where, faults), text_of(item, "prefix", where, faults)
        if text is not None:
            parts["label"].append(f"{prefix} {text}" if prefix else text)
        for shown in objects(item, "item", where, []):
            words = _markup(shown, "text", where, faults) if shown.get("type") == "display" else None
            if words:
                parts[_ENDS.get(_control(shown), "label")].append(words)
        options = self.sets.options_of(item, where, faults)
        ends = {name: _joined(texts) for name, texts in parts.items()}
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


def _markup(item: Mapping[str, Any], name: str, where: Text, faults: list[Text]) -> str | None:
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
    for control in objects(shown, "extension", said.NOWHERE, []):
        concept = control.get("valueCodeableConcept")
        if str(control.get("url")).endswith("/questionnaire-itemControl") and isinstance(concept, dict):
            return next((str(coding.get("code")) for coding in objects(concept, "coding", said.NOWHERE, [])), "")
    return ""


_WORKED_OUT = ("-calculatedExpression", "/cqf-calculatedValue")


def _computed(item: Mapping[str, Any]) -> bool:
    extensions = objects(item, "extension", said.NOWHERE, [])
    hidden = any(
        str(e.get("url")).endswith("/questionnaire-hidden") and e.get("valueBoolean") is True for e in extensions
    )
    worked_out = any(str(each.get("url")).endswith(_WORKED_OUT) for each in extensions)
    return hidden or worked_out or item.get("readOnly") is True
