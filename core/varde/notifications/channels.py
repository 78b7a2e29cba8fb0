"""The channels of Varde's own: text message and e-mail. What nobody is sent stands on her page.

They are declared, so they import no machine before one is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, get_args

from varde.kernel.words import Text
from varde.notifications.values import Channel, Sender, Serves

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.settings import Settings

NO_GATEWAY = {"sms": "no SMS gateway is set up", "email": "no mail gateway is set up"}


def _gateway(settings: Settings) -> Sender | None:
    from varde.notifications.gateway import gateway_of

    return gateway_of(settings)


def _mail_server(settings: Settings) -> Sender | None:
    from varde.notifications.mail import server_of

    return server_of(settings)


SMS = Channel("sms", "sms", Text("SMS", "SMS", "Text message"), _gateway)
EMAIL = Channel("email", "email", Text("E-post", "E-post", "E-mail"), _mail_server, remembers=False)
CHANNELS = (SMS, EMAIL)


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
