"""Machine doors, as the house knows them: keys, and what each was answered."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Command, Part, PersonalData, Retention, Tables


def tables() -> Tables:
    from varde.doors.models import AnsweredCall, DoorToken

    return Tables((DoorToken, AnsweredCall))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.doors.calls import forget_old_answers
    from varde.kernel.work import in_work

    return (ClockTask("forget old calls of machines", 3600, in_work(forget_old_answers)),)


PART = Part(
    key="doors",
    tables=tables,
    personal_data=(
        PersonalData("door_token", ("enrolment_id", "person_id"), "account", withheld=("token_hash",)),
        PersonalData(
            "door_answer",
            ("token_id", "enrolment_id", "person_id"),
            "account",
            withheld=("body_hash",),
            retention=Retention("door_answer", "30 days", "Varde's own: doors/calls.py"),
        ),
    ),
    clock_tasks=clock_tasks,
    commands=(
        Command(
            "door token",
            "varde.doors.commands:door_token",
            "Make a key for one door and one enrolment. It is shown now and never again: only its hash is stored.",
        ),
        Command("door list", "varde.doors.commands:door_list", "Every key of a machine, also those that have ended."),
        Command("door revoke", "varde.doors.commands:door_revoke", "Make a key open nothing from now on."),
    ),
)
