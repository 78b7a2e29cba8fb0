"""What a plugin needs to let organisations decide something about its programme: the setting, what is decided, and the rules
that speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from varde.kernel.declared import Texts, read, setting
from varde.kernel.part import LevelSettings
from varde.kernel.words import Text
from varde.programmes.setting_facts import decided, fact_of

if TYPE_CHECKING:
    from varde.kernel.work import Work

__all__ = ["LevelSettings", "Text", "Texts", "decided", "fact_of", "setting", "settings_for"]

S = TypeVar("S")


def settings_for(work: Work, kind: type[S], enrolment_id: int) -> S:
    """What is decided where this enrolment is, as a value of the dataclass ``kind``; the default where nothing is. Three
    statements at most.

    :raises TypeError: no part hands in this dataclass. :raises VardeError: what is stored cannot be.
    """
    from varde.enrolments.models import Enrolment
    from varde.enrolments.stored_settings import find_offering
    from varde.identity.models import Organisation

    level = next((each.level for each in work.catalogue.all(LevelSettings).values() if each.kind is kind), None)
    if level is None:
        raise TypeError(f"{kind.__name__} is in the settings of no part")
    enrolment = work.session.get_one(Enrolment, enrolment_id)
    if level == "organisation":
        return read(kind, work.session.get_one(Organisation, enrolment.organisation_id).details)
    offering = find_offering(work, enrolment.organisation_id, enrolment.programme)
    return read(kind, offering.settings if offering else {})
