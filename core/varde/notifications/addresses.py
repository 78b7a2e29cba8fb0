"""The addresses of a person by way, and why there is none."""

from __future__ import annotations

from varde.identity.phones import takes_texts
from varde.identity.service import Contact

MUST_BE_RUNG, NO_ADDRESS = "is to be rung", "no e-mail address"
NO_MOBILE, NO_TEXTS = "no mobile number", "a number that takes no texts"


def addresses(contact: Contact) -> dict[str, str]:
    """The address of each way that has one."""
    number = contact.phone if contact.phone and takes_texts(contact.phone) else None
    return {way: address for way, address in (("sms", number), ("email", contact.email)) if address}


def why_none(contact: Contact, way: str) -> str:
    """Why this way does not reach her."""
    if way == "phone":
        return MUST_BE_RUNG
    if way == "email":
        return NO_ADDRESS
    return NO_MOBILE if contact.phone is None else NO_TEXTS
