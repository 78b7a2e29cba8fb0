"""Where the devices of a kit call: it reports itself once an hour, and its meter sends what it measures."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema
from marshmallow.fields import AwareDateTime, Float, Integer, String
from marshmallow.validate import Length, Range

from varde.plugin.doors import Door, DoorCall, NotFound, Text
from varde.plugin.measurements import take_in
from varde.plugin.work import Work
from varde.testing.sample.kits import heard, kits_of
from varde.testing.sample.series import BREATH


class NoSuchKit(NotFound):
    sentence = Text(
        "Her er det ikke noe utstyr med serienummer {serial}.",
        "Her er det ikkje noko utstyr med serienummer {serial}.",
        "There is no kit with the serial number {serial} here.",
    )


class KitReport(Schema):
    """What a kit says of itself: which it is, when, and how much is left of its battery in percent."""

    serial = String(required=True, validate=Length(1, 20))
    at = AwareDateTime(required=True)
    battery = Integer(required=True, strict=True, validate=Range(0, 100))


def take_report(work: Work, call: DoorCall) -> dict[str, Any]:
    """Note that the kit was heard of. :raises NoSuchKit: it is not lent to this patient."""
    report = call.body
    for kit in kits_of(work, call.enrolment_id):
        if kit.serial == report["serial"]:
            heard(work, kit, report["at"], report["battery"])
            return {"serial": kit.serial, "heard_at": kit.heard_at.isoformat() if kit.heard_at else None}
    raise NoSuchKit(serial=report["serial"])


class Blow(Schema):
    """What the meter sends of one blow: litres a minute, and when."""

    flow = Float(required=True)
    at = AwareDateTime(required=True)


def take_blow(work: Work, call: DoorCall) -> dict[str, Any]:
    """Keep it; alerts are raised as if she had written it. What cannot be is refused in a sentence."""
    taken = take_in(work, call, BREATH, (call.body["flow"],), call.body["at"])
    return {"measurement": taken.id, "zone": taken.zone}


DOORS = (
    Door("kit-report", "A kit reports that it is there.", KitReport, take_report, moment="at", per_minute=10),
    Door("blow", "A meter has measured the breath of its patient.", Blow, take_blow, moment="at", per_minute=10),
)
