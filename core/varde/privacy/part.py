"""Privacy, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Command, Keyed, Part, PersonalData, StartCheck, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.jobs import Job


def tables() -> Tables:
    from varde.privacy.erasure_models import ErasedPerson, Erasure, ErasureCertificate, LegalHold
    from varde.privacy.models import AccessFlag, Block, FlaggedDay, Kin

    return Tables((Block, Kin, AccessFlag, FlaggedDay, LegalHold, Erasure, ErasureCertificate, ErasedPerson))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.privacy.erasure_list import write_list
    from varde.privacy.following_up import flag_what_is_over
    from varde.privacy.keeping import plan_for_those_with_rules

    return (
        ClockTask("flag what is worth a question in the access log", 1800, in_work(flag_what_is_over)),
        ClockTask("write the erasure list", 5, write_list),
        ClockTask("plan what goes by rule", 3600, in_work(plan_for_those_with_rules)),
    )


def listeners() -> Sequence[Listener]:
    from varde.privacy.holds import LISTENERS

    return LISTENERS


def agenda_handlers() -> Sequence[Keyed]:
    from varde.privacy.keeping import HANDLER

    return (HANDLER,)


def jobs() -> Sequence[Job]:
    from varde.privacy.deciding import JOBS

    return JOBS


def start_checks() -> Sequence[StartCheck]:
    from varde.privacy.erasure_list import faults_of_list

    return (StartCheck("erasure list", faults_of_list),)


PART = Part(
    key="privacy",
    tables=tables,
    clock_tasks=clock_tasks,
    listeners=listeners,
    jobs=jobs,
    agenda_handlers=agenda_handlers,
    start_checks=start_checks,
    personal_data=(
        PersonalData("block", ("patient_id",), "record"),
        PersonalData("kin", ("person_id",), "account", withheld=("fingerprint",)),
        PersonalData("access_flag", ("patient_id",), "log", blanked=("words_sealed",)),
        PersonalData("flagged_day", (), "nobody"),
        PersonalData("legal_hold", ("person_id",), "record"),
        # It outlives her: who asked and who decided, about a number without a name.
        PersonalData("erasure", ("person_id=person.id",), "log", blanked=("ground_sealed",)),
        PersonalData("erasure_certificate", (), "nobody"),
        # A keyed digest, which leads back to nobody without the key and the number.
        PersonalData("erased_person", (), "nobody"),
    ),
    commands=(
        Command(
            "privacy tables",
            "varde.privacy.commands:privacy_tables",
            "Whom each table is about, the way from it to the person, what it holds about her, and what becomes of it.",
        ),
        Command(
            "privacy export",
            "varde.privacy.commands:privacy_export",
            "Everything that is held about one person, as she may ask to be given it.",
        ),
        Command(
            "privacy erase",
            "varde.privacy.commands:privacy_erase",
            "What would be erased of one person and what stays, table by table; nothing is erased without --confirm.",
        ),
        Command(
            "privacy retention",
            "varde.privacy.list_commands:privacy_retention",
            "What would go on a day by the periods that organisations have set, and what is kept by a legal hold.",
        ),
        Command(
            "privacy erasure-list",
            "varde.privacy.list_commands:privacy_erasure_list",
            "Everybody who was erased, as keyed digests without a name, to be kept where no backup brings them back.",
        ),
        Command(
            "privacy erase-again",
            "varde.privacy.list_commands:privacy_erase_again",
            "Erase whoever of the erasure list is here again, after an older backup was restored.",
        ),
    ),
)
