"""What can become another in a benefits plan, and what its codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from varde.benefits.plan.words import ASSUMPTION, CATEGORY, INTERVAL, POINT, RECEIVER, SIDE, STATUS
from varde.kernel.words import Text
from varde.web.manager.words import HIGHER_BETTER, LOWER_BETTER

YES, NO = Text("ja", "ja", "yes"), Text("nei", "nei", "no")
NAMES: Mapping[str, Text] = {
    "benefit": Text("Ny gevinst", "Ny gevinst", "New benefit"),
    "goal": Text("Mål den hører til", "Mål han høyrer til", "Goal it belongs to"),
    "title": Text("Gevinst", "Gevinst", "Benefit"),
    "category": Text("Slag", "Slag", "Category"),
    "receiver": Text("For hvem", "For kven", "For whom"),
    "indicator": Text("Indikator", "Indikator", "Indicator"),
    "figure": Text("Lest fra tallene", "Lesen frå tala", "Read from the figures"),
    "measure": Text("Mål i programmet", "Mål i programmet", "Measure of the programme"),
    "occasion": Text("Tidspunkt", "Tidspunkt", "Occasion"),
    "unit": Text("Enhet", "Eining", "Unit"),
    "lower_better": Text("Hva som er bedre", "Kva som er betre", "Which way is better"),
    "baseline": Text("Nullpunkt", "Nullpunkt", "Baseline"),
    "baseline_on": Text("Nullpunkt målt", "Nullpunkt målt", "Baseline measured on"),
    "baseline_n": Text("n ved nullpunktet", "n ved nullpunktet", "n at the baseline"),
    "baseline_source": Text("Kilde for nullpunktet", "Kjelde for nullpunktet", "Source of the baseline"),
    "target": Text("Mål", "Mål", "Target"),
    "target_on": Text("Målet skal nås", "Målet skal nåast", "Target to be reached by"),
    "owner_id": Text("Eier med rolle her", "Eigar med rolle her", "Owner with a role here"),
    "owner_name": Text("Eier", "Eigar", "Owner"),
    "interval": Text("Måles", "Blir målt", "Measured"),
    "value": Text("Verdi", "Verdi", "Value"),
    "status": Text("Status", "Status", "Status"),
    **POINT,
    "precondition_settled": Text("Forutsetning på plass", "Føresetnad på plass", "Precondition in place"),
    "action_settled": Text("Tiltak gjort", "Tiltak gjort", "Action done"),
    "disbenefit_settled": Text("Ulempe gjelder ikke lenger", "Ulempe gjeld ikkje lenger", "Disbenefit holds no longer"),
    "risk_settled": Text("Risiko gjelder ikke lenger", "Risiko gjeld ikkje lenger", "Risk holds no longer"),
    "plan_goal": Text("Mål for tilbudet", "Mål for tilbodet", "Goal of the service"),
    "plan_review_on": Text("Neste gjennomgang", "Neste gjennomgang", "Next review"),
    "approved": Text("Godkjent versjon", "Godkjend versjon", "Approved version"),
    "quote": Text("Sitat", "Sitat", "Quote"),
    "finding": Text("Funn fra intervjuer", "Funn frå intervju", "Finding of interviews"),
    "pathway": Text("Pasientforløp", "Pasientforløp", "Pathway"),
    "assumption": Text("Forutsetning i anslag", "Føresetnad i overslag", "Assumption of estimates"),
}
CODES: Mapping[str, Mapping[str, Text]] = {
    "category": CATEGORY,
    "receiver": RECEIVER,
    "status": STATUS,
    "interval": {str(months): said for months, said in INTERVAL.items()},
    "lower_better": {"True": LOWER_BETTER, "False": HIGHER_BETTER},
}
"""What each code is called, as text."""
ABOUT: Mapping[str, Mapping[str, Text]] = {"pathway": SIDE, "assumption": ASSUMPTION}
"""What each code is called that a change is about."""
