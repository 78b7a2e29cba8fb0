"""Entries as they were written when patients stood in the access log by name."""

from __future__ import annotations

from sqlalchemy import insert

from varde.audit.models import AccessEntry
from varde.audit.rules import entry_mac
from varde.audit.service import entry_macs
from varde.audit.values import Access
from varde.kernel.work import Work

OWN = Access(7, "Ingrid Solheim", "patient", 1, "read", "messages", "self", "own", patient_id=7, enrolment_id=3)


def as_before(work: Work, access: Access) -> None:
    """One entry with the name of whoever did it."""
    names = (*Access.__dataclass_fields__,)
    row = {name: getattr(access, name) for name in names} | {"request_id": "", "at": work.now}
    mac = entry_mac(row | {"at": work.now.isoformat()}, entry_macs(work))
    work.session.execute(insert(AccessEntry).values(**row, mac=mac))
