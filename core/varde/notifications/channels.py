"""The channels of Varde's own: text message and e-mail. What nobody is sent stands on her page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from varde.identity.phones import takes_texts
from varde.identity.service import Contact
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.notifications.gateway import gateway_of
from varde.notifications.mail import server_of
from varde.notifications.values import Channel, Serves

MUST_BE_RUNG, NO_ADDRESS = "is to be rung", "no e-mail address"
NO_MOBILE, NO_TEXTS = "no mobile number", "a number that takes no texts"
NO_GATEWAY = {"sms": "no SMS gateway is set up", "email": "no mail gateway is set up"}
SMS = Channel("sms", "sms", Text("SMS", "SMS", "Text message"), gateway_of)
EMAIL = Channel("email", "email", Text("E-post", "E-post", "E-mail"), server_of)
CHANNELS = (SMS, EMAIL)


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


def check(channels: Mapping[str, Channel], _catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """What is wrong with a channel: it serves a way that nobody can ask for, or its title lacks a language."""
    for key, channel in channels.items():
        if channel.serves not in get_args(Serves):
            yield (
                key,
                f"channel {key}: it serves {channel.serves!r}; people can ask for {' and '.join(get_args(Serves))}.",
            )
        if missing := channel.title.missing():
            yield key, f"channel {key}: the title lacks {', '.join(missing)}."
