"""``Vannrunden``: round the lake in half a year."""

from __future__ import annotations

from varde.plugin import Page, Part, hookimpl
from varde.plugin.programmes import Text
from varde.testing.samples.lake.alerts import ALERTS
from varde.testing.samples.lake.benefits import MEASURES, PROPOSAL
from varde.testing.samples.lake.instruments import INSTRUMENTS
from varde.testing.samples.lake.programme import PROGRAMME
from varde.testing.samples.lake.simulation import SIMULATION

KEY = "lake"
PAGES = (
    Page(
        "naar-gaa-i-land",
        Text("Når bør du gå i land?", "Når bør du gå i land?", "When to go ashore"),
        "public",
        lambda visit: "Gå i land når isen smell." if visit.speech.language == "nn" else "Gå i land når isen smeller.",
    ),
)
PART = Part(
    key=KEY, declares=(PROGRAMME, *INSTRUMENTS, *MEASURES, PROPOSAL, *ALERTS), pages=PAGES, simulate=(SIMULATION,)
)


@hookimpl
def varde_part() -> Part:
    """A programme, its instruments, what it can show for itself, when a clinician must look, and a page."""
    return PART
