"""Where the accessibility statement of each organisation is."""

from __future__ import annotations

from sqlalchemy import select

from varde.identity.models import Organisation
from varde.identity.service import nearest_first
from varde.kernel.work import Work


def statements_for(work: Work, key: str) -> list[tuple[str, str]]:
    """The accessibility statement of the organisation with this key, or of the nearest above it that has one, [] where none has;
    without such an organisation every statement there is. The name of whose it is and its address. Three statements at most."""
    organisation = work.session.scalar(select(Organisation).where(Organisation.key == key)) if key else None
    if organisation is not None:
        line = nearest_first(work, organisation.id)
        return [(each.name, each.settings.accessibility_url) for each in line if each.settings.accessibility_url][:1]
    rows = work.session.scalars(
        select(Organisation).where(Organisation.closed_at.is_(None)).order_by(Organisation.name)
    )
    return [(each.name, each.settings.accessibility_url) for each in rows if each.settings.accessibility_url]
