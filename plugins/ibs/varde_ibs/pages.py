"""A page anybody may read: when to talk with a doctor about the gut. The words are those of the course."""

from __future__ import annotations

from varde.plugin import Page, StepShown, Visit
from varde.plugin.programmes import Text

TO_RING = Text(
    """Det vi vil si om når du bør snakke med lege om magen, venter på å bli godkjent av en fagperson.

Er du urolig for magen, så snakk med fastlegen.

Haster det, ring legevakten på [116 117](tel:116117). Er det fare for liv, ring [113](tel:113).""",
    """Det vi vil seie om når du bør snakke med lege om magen, ventar på å bli godkjent av ein fagperson.

Er du uroleg for magen, så snakk med fastlegen.

Hastar det, ring legevakta på [116 117](tel:116117). Er det fare for liv, ring [113](tel:113).""",
    """What we want to say about when to see a doctor about the gut waits for the approval of a clinician.

If you worry about your gut, talk with your GP.

If it is urgent, call the casualty clinic on [116 117](tel:116117). If life is in danger, call [113](tel:113).""",
)
"""What is true whatever anybody signs."""


def alarm_signs(_visit: Visit) -> StepShown:
    """The alarm signs, as the course has them."""
    return StepShown("ibs", "know-your-gut", "alarm-signs", TO_RING)


PAGES = (
    Page(
        "naar-soke-lege",
        Text(
            "Når bør du snakke med lege om magen?",
            "Når bør du snakke med lege om magen?",
            "When to see a doctor about the gut",
        ),
        "public",
        alarm_signs,
    ),
)
