"""The panel on the therapist's page of a patient: on how many days of two weeks the breath was in each zone."""

from __future__ import annotations

from varde.plugin import Filled, Panel, Visit
from varde.plugin.charts import Bar, bars
from varde.plugin.programmes import Text
from varde_breath.series import FLOW

TITLE = Text("Pusten, siste 14 dager", "Pusten, siste 14 dagar", "The breath, last 14 days")
DAYS = Text("Dager i hver sone", "Dagar i kvar sone", "Days in each zone")
ZONE = Text("Sone", "Sone", "Zone")
COUNT = Text("Dager", "Dagar", "Days")
WINDOW = 14


def for_her_therapist(visit: Visit) -> Filled | None:
    """A bar for each zone; nothing when she has measured nothing, or has no zones yet."""
    from varde.plugin.measurements import observed_in

    assert visit.enrolment is not None
    seen = [each for each in observed_in(visit.work, visit.enrolment.id, FLOW, WINDOW) if each.zone]
    if not seen:
        return None

    def said(text: Text) -> str:
        return getattr(text, visit.speech.language, "") or text.nb

    days = {(each.at.astimezone(visit.speech.zone).date(), each.zone) for each in seen}
    counted = tuple(Bar(said(zone.label), sum(in_zone == zone.key for _, in_zone in days)) for zone in FLOW.zones)
    chart = bars(counted, title=said(DAYS), columns=(said(ZONE), said(COUNT)))
    return Filled("patient.html", {"chart": chart, "times": len(seen)})


PANELS = (Panel("breath.zones", "patient", TITLE, "therapist", for_her_therapist, programme="breath"),)
