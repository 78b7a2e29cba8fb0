"""What a score and a change say to the therapist, in words."""

from __future__ import annotations

from dataclasses import dataclass

from varde.assessments.models import Response
from varde.caseload.trajectory import figure, signed
from varde.identity.pages import translate as _
from varde.instruments.rules import change
from varde.instruments.values import Change, Instrument
from varde.instruments.words import plain
from varde.kernel import http


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change since the start means; ``kind`` is better, worse or nothing."""

    words: str
    kind: str = ""


def total_in_words(response: Response) -> str:
    """The total, or that the response is not scored and why; a dash for an instrument without a total."""
    if response.total is not None:
        return figure(response.total)
    if response.status == "not_scored":
        n = response.n_missing
        if not n:
            return _("Ikke skåret")
        return _("Ikke skåret") + ", " + (_("1 svar mangler") if n == 1 else _("%(n)s svar mangler", n=n))
    if response.status == "excluded":
        return _("Holdt utenfor")
    return "–"


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
    if start is None or response.total is None:
        return Verdict("")
    if start.id == response.id:
        return Verdict(_("Regnes som start"))
    if start.version != response.version:
        return Verdict(_("Annen versjon enn ved start"))
    found = change(instrument, start.total, response.total)
    if found.gain is None:
        return Verdict(_("Respons") if found.responded else "")
    if found.reliable is not None:
        return _reliably(found)
    if instrument.responder is not None:
        return _by_response(instrument, found)
    return Verdict(_direction(found.gain))


def _reliably(found: Change) -> Verdict:
    response = ". " + _("Respons") if found.responded else ""
    if found.reliable == "improved":
        return Verdict(_("Bedring, mer enn det som kan være tilfeldig") + response, "better")
    if found.reliable == "deteriorated":
        return Verdict(_("Forverring, mer enn det som kan være tilfeldig"), "worse")
    if not found.gain:
        return Verdict(_("Som ved start"))
    words = _("Litt bedre, kan være tilfeldig") if found.gain > 0 else _("Litt verre, kan være tilfeldig")
    return Verdict(words + response)


def _by_response(instrument: Instrument, found: Change) -> Verdict:
    rule, gain = instrument.responder, found.gain or 0
    if found.responded:
        return Verdict(_("Bedring, nok til å regnes som respons"), "better")
    if rule is not None and rule.measure == "points" and -gain >= rule.amount:
        return Verdict(_("Forverring, like stor som grensen for respons"), "worse")
    return Verdict(_direction(gain) + (", " + _("under grensen for respons") if gain > 0 else ""))


def _direction(gain: float) -> str:
    if not gain:
        return _("Som ved start")
    return _("Bedre enn ved start") if gain > 0 else _("Verre enn ved start")


def difference(before: Response | None, after: Response) -> str:
    """How many points from one response to another; a dash when one has no total or the versions differ."""
    if before is None or before.total is None or after.total is None or before.version != after.version:
        return "–"
    return signed(after.total - before.total)


def changed_answers(before: Response | None, after: Response) -> str:
    """“3 svar høyere, 1 lavere” since the same instrument was last answered."""
    if not after.answers:
        return _("Bare summen er kjent") if after.mode == "import" else ""
    if before is None:
        return _("Besvart for første gang")
    if before.version != after.version:
        return _("Sist var det en annen versjon")
    if not before.answers:
        return _("Sist er bare summen kjent")
    moves = [move_of(before.answers.get(key), after.answers.get(key)) for key in {**before.answers, **after.answers}]
    counts = {move: moves.count(move) for move in ("higher", "lower", "other")}
    words = {"higher": _("høyere"), "lower": _("lavere"), "other": _("endret på annen måte")}
    said = [f"{n} {words[move]}" for move, n in counts.items() if n]
    if not said:
        return _("Samme svar som sist")
    first = next(n for n in counts.values() if n)
    counted = _("1 svar") if first == 1 else _("%(n)s svar", n=first)
    said[0] = f"{counted} {said[0].partition(' ')[2]}"
    return ", ".join(said)


def move_of(before: object, after: object) -> str:
    """higher, lower, same, or other (one is missing, or they are no numbers)."""
    if before == after:
        return "same"
    if isinstance(before, int | float) and isinstance(after, int | float):
        return "higher" if after > before else "lower"
    return "other"
