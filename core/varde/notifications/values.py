"""What a channel is, what it is handed, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from varde.kernel.words import Text

Outcome = Literal["taken", "refused", "later", "unknown"]
"""What came of handing a message over: the machine has it; it never takes it, such as a number that is none; it certainly did not
take it now; or nobody knows, since it was silent after it had been handed the message."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way out. The same ``key`` is the same message, however often it is handed over. ``sender`` is the name
    that a text message comes from; "" is that of the installation."""

    key: str
    recipient: str
    text: str
    sender: str = ""
    calendars: tuple[bytes, ...] = ()
    """The invitations that go with an e-mail, as calendars read them."""


@dataclass(frozen=True, slots=True)
class MachineAnswer:
    """What a machine answered: its own id of the message, and what it ``said`` in its own words, without address or text."""

    outcome: Outcome
    provider_id: str = ""
    said: str = ""


class Sender(Protocol):
    """A machine that takes messages. Never raises: whatever happens is an :class:`MachineAnswer`."""

    def send(self, message: Outgoing) -> MachineAnswer:
        """Hand it over."""
        ...

    def ask(self, key: str) -> MachineAnswer | None:
        """What became of the message with this key: ``taken``, ``later`` when it never came, ``unknown`` when the machine does
        not answer; None when this kind of machine cannot tell."""
        ...


Serves = Literal["sms", "email"]
"""What a person has asked to be reached by."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A machine that reaches people in one of the two ways they can ask for.

    ``sender(settings)`` gives the machine, or None where none is set up; it is called for each batch and must be cheap. Where
    several channels serve one way, the first that has a machine is used: those of plugins, by key, and then Varde's own.
    ``remembers``: the machine can be asked what became of a message. Of one that cannot, it is written down before each message
    that it is handed over now, and after it what came of it, so that whoever is killed leaves one that may go out twice, once, and
    not all he had in his hands.
    """

    key: str
    serves: Serves
    title: Text
    sender: Callable[[Any], Sender | None]
    remembers: bool = True


Machine = tuple[Channel, Sender] | tuple[None, None]
"""The channel that serves a way and its machine; None for both where none is set up."""


def serving(channels: Iterable[Channel], serves: str, settings: Any) -> Machine:
    """The channel that serves this way, and its machine. Whoever sends many asks once."""
    mine = [channel for channel in channels if channel.serves == serves]
    for channel in sorted(mine, key=lambda channel: (channel.key == channel.serves, channel.key)):
        sender = channel.sender(settings)
        if sender is not None:
            return channel, sender
    return None, None
