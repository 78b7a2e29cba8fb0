"""Notices, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Command, Keyed, Kind, Part, PersonalData, Retention, StartCheck, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.jobs import Job


def tables() -> Tables:
    from varde.notifications.models import ContactChoice, Delivery, DeliveryAttempt

    return Tables((Delivery, DeliveryAttempt, ContactChoice))


def channels() -> Sequence[Keyed]:
    from varde.notifications.channels import CHANNELS

    return CHANNELS


def kinds() -> Sequence[Kind]:
    from varde.notifications.channels import check
    from varde.notifications.values import Channel

    return (Kind(Channel, check),)


def jobs() -> Sequence[Job]:
    from varde.notifications.sending import JOBS

    return JOBS


def listeners() -> Sequence[Listener]:
    from varde.notifications import (
        access,
        asking_again,
        deadlines,
        nudges,
        of_break_glass,
        of_consents,
        of_sign_in,
        who_is_told,
    )

    parts = (who_is_told, of_break_glass, of_consents, of_sign_in, deadlines, access, nudges, asking_again)
    return [listener for part in parts for listener in part.LISTENERS]


def agenda_handlers() -> Sequence[Keyed]:
    from varde.notifications import absences, asking_again, deadlines, nudges, planned

    return (*planned.HANDLERS, absences.ABSENCE, deadlines.HANDLER, nudges.HANDLER, asking_again.HANDLER)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.notifications.asking_again import ask_the_unasked
    from varde.notifications.handing_over import tell_heads
    from varde.notifications.nudges import greet_the_ungreeted
    from varde.notifications.recurring import tell_managers
    from varde.notifications.sending import wake

    return (
        ClockTask("tell heads of leavers", 300, in_work(tell_heads)),
        ClockTask("send notices", 1, in_work(wake)),
        ClockTask("plan greetings", 3600, in_work(greet_the_ungreeted)),
        ClockTask("plan questions about modules", 3600, in_work(ask_the_unasked)),
        ClockTask("tell managers of the month", 600, in_work(tell_managers)),
    )


def start_checks() -> Sequence[StartCheck]:
    from varde.notifications.sound import sender_faults

    return (StartCheck("names of senders", sender_faults),)


_SENT = Retention(
    "notice",
    "as long as it must be shown that she was told; the organisation decides",
    "Normen, faktaark 25 (GDPR, the health acts, arkivlova): as long as it is necessary",
)
PART = Part(
    key="notifications",
    tables=tables,
    declares=channels,
    kinds=kinds,
    personal_data=(
        PersonalData("delivery", ("person_id",), "contact", retention=_SENT),
        PersonalData("delivery_attempt", ("delivery_id", "person_id"), "contact", retention=_SENT),
        PersonalData("contact_choice", ("person_id",), "contact"),
    ),
    jobs=jobs,
    agenda_handlers=agenda_handlers,
    clock_tasks=clock_tasks,
    start_checks=start_checks,
    commands=(
        Command(
            "messages list",
            "varde.notifications.commands:list_messages",
            "The newest messages, or those that are due and not sent: number, kind, channel, state, attempts and the last reason.",
        ),
        Command(
            "messages retry",
            "varde.notifications.commands:retry_messages",
            "Try messages again now. What has been sent never goes out again.",
        ),
        Command(
            "messages give-up",
            "varde.notifications.commands:give_up_messages",
            "Stop trying messages. Whoever answers for each person is asked to ring.",
        ),
    ),
    listeners=listeners,
)
