"""What a score and a change say to the therapist, in words."""

from __future__ import annotations

from dataclasses import dataclass

from varde.assessments.models import Response
from varde.assessments.service import BASELINE
from varde.instruments.rules import change, meets
from varde.instruments.values import Change, Instrument, Responder
from varde.instruments.words import flag_in_words, plain
from varde.record.trajectory import figure, limit_in_words, moved_between, shown_total, signed
from varde.web.shell import http
from varde.web.shell.pages import ngettext
from varde.web.shell.pages import translate as _


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change since the start means; ``kind`` is better, worse or nothing."""

    words: str
    kind: str = ""


def total_in_words(instrument: Instrument | None, response: Response) -> str:
    """The total, or that the response is not scored and why; a dash for an instrument without a total."""
    if response.total is not None:
        total = figure(shown_total(instrument, response.total) or 0)
        note = made_up(instrument, response)
        return f"{total} ({note})" if note else total
    if response.status == "not_scored":
        n = response.n_missing
        if not n:
            return _("Ikke skåret")
        return _("Ikke skåret") + ", " + ngettext("%(n)s svar mangler", "%(n)s svar mangler", n)
    if response.status == "excluded":
        reason = (response.flags or {}).get("reason")
        if instrument is None or reason is None:
            return _("Holdt utenfor")
        return _("Holdt utenfor") + ": " + flag_in_words(instrument, "reason", reason, http.language())[1]
    return "–"


def made_up(instrument: Instrument | None, response: Response) -> str:
    """“1 svar manglet, regnet opp” for a whole total that stands for answers nobody gave; else nothing."""
    if instrument is None or not instrument.whole or response.total is None or not response.n_missing:
        return ""
    return ngettext("%(n)s svar manglet, regnet opp", "%(n)s svar manglet, regnet opp", response.n_missing)


def band_in_words(instrument: Instrument | None, key: str | None) -> str:
    """The name of a band; its key when the instrument no longer has it."""
    if not key:
        return ""
    if instrument is not None:
        bands = [*instrument.bands, *(band for special in instrument.band_sets for band in special.bands)]
        found = next((band for band in bands if band.key == key), None)
        if found is not None:
            return found.label.to(http.language())
    return plain(key)


def mode_in_words(response: Response) -> str:
    """How it came: “På telefon”, “Importert”; nothing when the patient answered."""
    return {"therapist": _("På telefon"), "import": _("Importert")}.get(response.mode, "")


def verdict_of(instrument: Instrument, start: Response | None, response: Response) -> Verdict:
    """What the change since the start means, by the instrument's own rules."""
    if start is None or response.total is None or start.total is None:
        return Verdict("")
    at_start = start.occasion == BASELINE
    if start.id == response.id:
        return Verdict(_("Regnes som start") if at_start else _("Første gang"))
    if start.version != response.version:
        return Verdict(_("Annen versjon enn ved start") if at_start else _("Annen versjon enn første gang"))
    found = change(instrument, start.total, response.total)
    if found.gain is None:
        return Verdict(_("Respons") if found.responded else "")
    if found.reliable is not None:
        return _reliably(found, at_start)
    moved = abs(moved_between(instrument, start.total, response.total))
    if instrument.responder is not None:
        return _by_response(instrument.responder, found, moved, at_start)
    return Verdict(_direction(found.gain, at_start))


def _reliably(found: Change, at_start: bool) -> Verdict:
    response = ". " + _("Respons") if found.responded else ""
    if found.reliable == "improved":
        return Verdict(_("Bedring, mer enn det som kan være tilfeldig") + response, "better")
    if found.reliable == "deteriorated":
        return Verdict(_("Forverring, mer enn det som kan være tilfeldig"), "worse")
    if not found.gain:
        return Verdict(_direction(0, at_start))
    words = _("Litt bedre, kan være tilfeldig") if found.gain > 0 else _("Litt verre, kan være tilfeldig")
    return Verdict(words + response)


def _by_response(rule: Responder, found: Change, moved: float, at_start: bool) -> Verdict:
    gain = found.gain or 0
    if found.responded:
        return Verdict(_("Bedring, nok til å regnes som respons"), "better")
    if gain and rule.measure == "points":
        reached = gain < 0 and meets(-gain, rule.amount, rule.operator)
        limit = limit_in_words(rule.amount, moved, reached=reached)
        if reached:
            return Verdict(_("Forverring, %(limit)s", limit=limit), "worse")
        return Verdict(_("Litt bedre, %(limit)s", limit=limit) if gain > 0 else _("Litt verre, %(limit)s", limit=limit))
    return Verdict(_direction(gain, at_start) + (", " + _("under grensen for respons") if gain > 0 else ""))


def _direction(gain: float, at_start: bool) -> str:
    if at_start:
        return _("Som ved start") if not gain else _("Bedre enn ved start") if gain > 0 else _("Verre enn ved start")
    if not gain:
        return _("Som første gang")
    return _("Bedre enn første gang") if gain > 0 else _("Verre enn første gang")


def difference(instrument: Instrument | None, before: Response | None, after: Response) -> str:
    """How many points from one response to another; a dash when one has no total or the versions differ."""
    if before is None or before.total is None or after.total is None or before.version != after.version:
        return "–"
    return signed(moved_between(instrument, before.total, after.total))


def changed_answers(before: Response | None, after: Response) -> str:
    """“3 svar høyere, 1 lavere” since the same instrument was last answered; unanswered ones are said apart."""
    if not after.answers:
        return _("Bare summen er kjent") if after.mode == "import" else ""
    if before is None:
        return _("Besvart for første gang")
    if before.version != after.version:
        return _("Sist var det en annen versjon")
    if not before.answers:
        return _("Sist er bare summen kjent")
    earlier = {key: value for key, value in before.answers.items() if value is not None}
    now = {key: value for key, value in after.answers.items() if value is not None}
    both = earlier.keys() & now.keys()
    moves = [move_of(earlier[key], now[key]) for key in both]
    said = _moves(moves.count("higher"), moves.count("lower"), moves.count("other"))
    if not said and both:
        said = [_("Samme svar som sist")]
    gone, new = len(earlier.keys() - both), len(now.keys() - both)
    if gone:
        said.append(ngettext("%(n)s ikke besvart nå", "%(n)s ikke besvart nå", gone))
    if new:
        said.append(ngettext("%(n)s ikke besvart sist", "%(n)s ikke besvart sist", new))
    return ", ".join(said)


def _moves(higher: int, lower: int, other: int) -> list[str]:
    """The counts in words; the first says what is counted."""
    said = []
    if higher:
        said.append(ngettext("%(n)s svar høyere", "%(n)s svar høyere", higher))
    if lower and higher:
        said.append(ngettext("%(n)s lavere", "%(n)s lavere", lower))
    elif lower:
        said.append(ngettext("%(n)s svar lavere", "%(n)s svar lavere", lower))
    if other and said:
        said.append(ngettext("%(n)s endret på annen måte", "%(n)s endret på annen måte", other))
    elif other:
        said.append(ngettext("%(n)s svar endret på annen måte", "%(n)s svar endret på annen måte", other))
    return said


def move_of(before: object, after: object) -> str:
    """higher, lower, same, or other (one is missing, or they are no numbers)."""
    if before == after:
        return "same"
    if isinstance(before, int | float) and isinstance(after, int | float):
        return "higher" if after > before else "lower"
    return "other"
