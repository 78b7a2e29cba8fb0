"""What a response says to the therapist, in words; what a change says is in :mod:`varde.standing.words`."""

from __future__ import annotations

from varde.assessments.models import Response
from varde.instruments.values import Instrument
from varde.instruments.words import flag_in_words, plain
from varde.standing.change import shown_total
from varde.standing.words import figure
from varde.web.shell import http
from varde.web.shell.pages import ngettext
from varde.web.shell.pages import translate as _


def total_in_words(instrument: Instrument | None, response: Response) -> str:
    """The total, or that the response is not scored and why; a dash for an instrument without a total."""
    if response.total is not None:
        total = figure(shown_total(instrument, response.total) or 0, http.language())
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
