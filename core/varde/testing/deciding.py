"""What an organisation decides, in a test."""

from __future__ import annotations

from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.work import Work
from varde.setup.changes import at_the_machine
from varde.setup.offerings import change_offering, offered
from varde.setup.texts import change_settings


def decide_setting(work: Work, organisation: Organisation, programme: str, name: str, value: object) -> None:
    """A setting of what it offers; of itself, when the programme is "".

    :raises SetUpRefused: it cannot be, or nobody reads a setting of that name.
    """
    place = organisation_by_key(work, organisation.key)
    if programme:
        change_offering(work, at_the_machine(), place, offered(work, place, programme), decided={name: value})
    else:
        change_settings(work, at_the_machine(), place, {name: value})
