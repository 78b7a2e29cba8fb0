"""What was answered in a referral, as the therapist reads it."""

from __future__ import annotations

from dataclasses import dataclass

from varde.enrolments.models import Referral
from varde.kernel import text
from varde.programmes.values import Programme
from varde.web.shell import http
from varde.web.shell.pages import translate as _


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as the therapist reads it; ``matters`` when the outcome rests on it, ``missing`` when a criterion asks
    for it and nobody knows."""

    label: str
    value: str
    matters: bool
    missing: bool


def fact_lines(programme: Programme, referral: Referral) -> list[FactLine]:
    """Every fact of the referral in words, those that matter first."""
    language, eligibility = http.language(), programme.eligibility
    criteria = {criterion.fact for criterion in (*eligibility.require, *eligibility.review)}
    lines = []
    for fact in programme.eligibility.asked:
        value = referral.facts.get(fact.key)
        if isinstance(value, bool):
            words = _("Ja") if value else _("Nei")
        elif value is None:
            words = _("Vet ikke") if fact.kind == "boolean" else _("Ikke oppgitt")
        else:
            named = dict(fact.choices).get(str(value))
            decimals = 0 if named or float(value).is_integer() else 1
            words = named.to(language) if named else text.number(float(value), decimals, language)
            if named and fact.kind == "count":
                words = f"{value}: {words}"
        missing = value is None and fact.key in criteria
        lines.append(FactLine(fact.label.to(language), words, fact.key in referral.because and not missing, missing))
    return sorted(lines, key=lambda line: (not line.matters, not line.missing))
