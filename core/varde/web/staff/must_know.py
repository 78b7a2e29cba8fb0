"""What must be known, at the top of the patient's page: words for each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.kernel.speech import Speech
from varde.record.safety import LockLine, SafetyLine, grouped
from varde.rules.facts import Fact
from varde.safety.service import EntryLine
from varde.web.shell import http
from varde.web.shell.fact_lines import answer_in_words
from varde.web.staff import words

_SENTENCE = {"referred": words.SAID_IN_REFERRAL, "answered": words.SAID_IN_FORM}


@dataclass(frozen=True, slots=True)
class MustKnow:
    """One entry of the section. ``kind`` is risk, care, unknown or no, which chooses the icon; ``said`` who said it and when."""

    kind: str
    words: str
    said: str
    locks: tuple[LockLine, ...] = ()


def must_know(speech: Speech, lines: Sequence[SafetyLine]) -> list[MustKnow]:
    """Every line that calls for care by itself, then what nobody knows together, then what is not so, by who said it.

    What is asked in a questionnaire is not among what is not so: she may answer otherwise any day, and then an alert says it.
    """
    care = [
        MustKnow("risk" if line.fact.item else "care", _named(speech, line), _last_said(speech, line), line.locks)
        for line in lines
        if line.care
    ]
    care.sort(key=lambda entry: entry.kind != "risk")
    unknown = [line for line in lines if line.care is None and not line.overtaken]
    denied = grouped(line for line in lines if line.care is False and not line.fact.item)
    return [
        *care,
        *([_together(speech, unknown)] if unknown else ()),
        *(MustKnow("no", _denied(speech, group), said_in_words(said) if said else "") for said, group in denied),
    ]


def _last_said(speech: Speech, line: SafetyLine) -> str:
    """Who said it and when; of an answer also what she answered before."""
    if line.said is None:
        return ""
    said = said_in_words(line.said)
    if line.said.kind == "answered" and line.said.before is not None:
        said += " " + speech.say(words.ANSWERED_BEFORE, answer=_answer(speech, line.fact, line.said.before))
    return said


def _answer(speech: Speech, fact: Fact, value: object) -> str:
    """An answer in running text: “nesten hver dag (3)” of a number that has words."""
    named = dict(fact.choices).get(str(value)) if fact.kind == "count" else None
    return f"{speech.say(named).lower()} ({value})" if named is not None else answer_in_words(speech, fact, value)


def _named(speech: Speech, line: SafetyLine) -> str:
    label = speech.say(line.fact.label)
    return label if line.value is True else f"{label}: {_answer(speech, line.fact, line.value)}"


def _together(speech: Speech, lines: Sequence[SafetyLine]) -> MustKnow:
    locks = tuple({lock.lock.key: lock for line in lines for lock in line.locks}.values())
    return MustKnow("unknown", speech.say(words.NOBODY_KNOWS, facts=_listed(speech, lines)), "", locks)


def _denied(speech: Speech, lines: Sequence[SafetyLine]) -> str:
    """“Ikke psykose; rus. AUDIT, poengsum: 4”."""
    noes = [line for line in lines if line.value is False]
    said = [speech.say(words.SAID_NO_TO, facts=_listed(speech, noes))] if noes else []
    return ". ".join([*said, *(_named(speech, line) for line in lines if line.value is not False)])


def _listed(speech: Speech, lines: Sequence[SafetyLine]) -> str:
    """“psykose nå eller før; gravid”: labels in running text."""
    labels = (speech.say(line.fact.label) for line in lines)
    return "; ".join(label if label[:2].isupper() else label[:1].lower() + label[1:] for label in labels)


def said_in_words(line: EntryLine) -> str:
    """“Ingrid Solheim, påmeldingen 21. september 2026.”, and where a clinician has it from."""
    speech = http.speech()
    sentence = _SENTENCE.get(line.kind, words.SAID_ON)
    said = speech.say(sentence, who=line.by, day=speech.day(line.at, year=True))
    return f"{said} «{line.note}»" if line.note else said
