"""How an instrument is counted and read, and who asks it, in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from varde.instruments.values import BandSet, Instrument, JacobsonTruax, Scale
from varde.instruments.words import OPERATOR, context_in_words, ends_in_words, figure, label_of_scale
from varde.kernel.speech import Speech
from varde.programmes.values import Occasion, Programme
from varde.web.staff import words

MOST_OCCASIONS = 3
"""More weekly occasions than this are said in one."""


@dataclass(frozen=True, slots=True)
class Use:
    """A programme that asks this instrument, and when; one entry stands for a whole row of weeks."""

    programme: str
    occasions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScalePart:
    """A scale and how it is counted."""

    title: str
    items: str
    method: str
    missing: str


def parts_of(speech: Speech, instrument: Instrument) -> list[ScalePart]:
    """The total and the subscales: what is counted, how, and how many answers may be missing."""
    scales = [*([instrument.total] if instrument.total else []), *instrument.subscales]
    parts = [_part(speech, instrument, scale) for scale in scales]
    if instrument.sum_of:
        names = ", ".join(label_of_scale(instrument, key, speech.language) for key in instrument.sum_of)
        parts.insert(
            0,
            ScalePart(
                speech.say(words.TOTAL),
                "",
                speech.say(words.SUM_OF, names=names),
                speech.say(words.SCORED_WHEN_PARTS_ARE),
            ),
        )
    return parts


def _part(speech: Speech, instrument: Instrument, scale: Scale) -> ScalePart:
    size = len(scale.items)
    if scale.method == "sum":
        method = speech.say(words.SUM_OF_ANSWERS)
        if scale.max_missing:
            method += " " + speech.say(words.MEAN_FOR_MISSING)
        if scale.factor != 1:
            method += " " + speech.say(words.MULTIPLIED, n=figure(scale.factor, speech.language))
    elif scale.method == "mean":
        method = speech.say(words.MEAN_OF_ANSWERS)
    else:
        zero, hundred = (figure(end, speech.language) for end in scale.ends)
        method = speech.say(words.MEAN_TURNED, zero=zero, hundred=hundred)
    if scale.max_missing:
        missing = speech.say(words.SCORED_WHEN_FEW_MISSING, n=scale.max_missing, size=size)
    else:
        missing = speech.say(words.SCORED_WHEN_COMPLETE)
    numbers = {item.key: place for place, item in enumerate(instrument.items, start=1)}
    listed = _runs([numbers[key] for key in scale.items if key in numbers])
    return ScalePart(
        label_of_scale(instrument, scale.key, speech.language),
        speech.say(words.QUESTION_NUMBERS, numbers=listed, n=size),
        method,
        missing,
    )


def _runs(numbers: Sequence[int]) -> str:
    """“1–9, 12”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def bands_of(speech: Speech, instrument: Instrument) -> list[tuple[str, str]]:
    """The bands of the total, each with its ends."""
    return [
        (speech.say(band.label), ends_in_words(band, speech.language, whole=instrument.whole))
        for band in instrument.bands
    ]


def band_set_of(speech: Speech, instrument: Instrument, special: BandSet) -> tuple[str, list[tuple[str, str]]]:
    """The bands that hold for one kind of person: for whom, and each band with its ends."""
    name, value = context_in_words(special.key, special.value, speech.language)
    lines = [
        (speech.say(band.label), ends_in_words(band, speech.language, whole=instrument.whole)) for band in special.bands
    ]
    return f"{name}: {value}", lines


def changes_of(speech: Speech, instrument: Instrument) -> list[tuple[str, str, str]]:
    """How a change is read: the rule's key (as in ``proposed``), its name, and the rule in words."""
    rules = []
    rule = instrument.responder
    if rule is not None:
        amount = figure(rule.amount, speech.language)
        limit: dict[str, object] = {"operator": speech.say(OPERATOR[rule.operator]), "n": amount}
        if rule.measure == "points":
            said = speech.say(words.LIMIT_POINTS_BETTER, **limit)
        else:
            said = speech.say(words.LIMIT_PERCENT_BETTER, **limit)
        if rule.direction:
            said += ", " + (
                speech.say(words.LOWER_IS_BETTER if rule.direction == "lower_better" else words.HIGHER_IS_BETTER)
            )
        rules.append(("responder", speech.say(words.RESPONSE), said))
    if instrument.reliable_change is not None:
        change = instrument.reliable_change
        limit = {"operator": speech.say(OPERATOR[change.operator]), "n": figure(change.points, speech.language)}
        said = speech.say(words.LIMIT_POINTS, **limit)
        if speech.language == "en":  # where the figure is from is kept in English only, as in the clinical documents
            basis = speech.say(words.BASIS, basis=change.basis)
            said += f". {basis}"
        rules.append(("reliable_change", speech.say(words.MORE_THAN_CHANCE), said))
    if instrument.worsening is not None:
        loss = instrument.worsening
        limit = {"operator": speech.say(OPERATOR[loss.operator]), "n": figure(loss.points, speech.language)}
        rules.append(("worsening", speech.say(words.WORSENING), speech.say(words.LIMIT_POINTS_WORSE, **limit)))
    if instrument.smallest_change is not None:
        said = speech.say(words.POINTS, n=figure(instrument.smallest_change, speech.language))
        rules.append(("smallest_change", speech.say(words.SMALLEST_CHANGE), said))
    if instrument.jacobson_truax is not None:
        method = instrument.jacobson_truax
        said = _basis(speech, method)
        rules.append(("", "Jacobson-Truax", said))
    return rules


def _basis(speech: Speech, method: JacobsonTruax) -> str:
    r = figure(method.reliability, speech.language)
    if method.functional_mean is None or method.functional_sd is None:
        return speech.say(words.RELIABLE_CHANGE_BASIS_WITHOUT_NORM, r=r, cutoff=method.cutoff)
    mean, sd = (figure(norm, speech.language) for norm in (method.functional_mean, method.functional_sd))
    return speech.say(words.RELIABLE_CHANGE_BASIS, r=r, mean=mean, sd=sd, cutoff=method.cutoff)


def code_of(speech: Speech, instrument: Instrument, of: str) -> str:
    """What a code of another system stands for."""
    if of in ("panel", "total"):
        return speech.say(words.WHOLE_QUESTIONNAIRE if of == "panel" else words.TOTAL)
    return next((speech.say(item.label) for item in instrument.items if item.key == of), of)


def uses_of(speech: Speech, key: str, programmes: Mapping[str, Programme]) -> list[Use]:
    """The programmes that ask this instrument, and at which occasions, with the tracks when not everybody is asked."""
    uses = []
    for programme in programmes.values():
        asking = [occasion for occasion in programme.occasions if key in occasion.every_instrument]
        if asking:
            uses.append(Use(speech.say(programme.title), tuple(_occasions(speech, programme, asking, key))))
    return uses


def _occasions(speech: Speech, programme: Programme, asking: Sequence[Occasion], key: str) -> list[str]:
    """The occasions in their order, a long row that differs only in its week (or number) said once."""
    rows = defaultdict[tuple[str, str], list[Occasion]](list)
    for occasion in asking:
        alike = re.sub(r"\d+", "#", speech.say(occasion.title))
        rows[
            alike if alike != speech.say(occasion.title) else occasion.key, _tracks(speech, programme, occasion, key)
        ].append(occasion)
    said = []
    for (_alike_title, tracks), row in rows.items():
        if len(row) <= MOST_OCCASIONS:
            said += [speech.say(occasion.title) + tracks for occasion in row]
        else:
            last = re.findall(r"\d+", speech.say(row[-1].title))[-1]
            repeated = speech.say(words.FIRST_TO_LAST, first=speech.say(row[0].title), last=last, n=len(row))
            said.append(repeated + tracks)
    return said


def _tracks(speech: Speech, programme: Programme, occasion: Any, key: str) -> str:
    asked = [track for track in programme.tracks if key in occasion.asked(track.key)]
    if occasion.tracks:
        asked = [track for track in asked if track.key in occasion.tracks]
    if not asked or len(asked) == len(programme.tracks):
        return ""
    return f" ({', '.join(speech.say(track.title) for track in asked)})"
