"""The command line. Machine output is JSON on stdout, messages go to stderr; exit 0, 1 (failed) or 2 (bad usage or input).

Commands are listed here by name, place and help, and imported when they are called: the database, the web and the queue
take a second, and ``varde score`` in a loop over a folder should cost the scoring.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

import rich_click as click

from varde.kernel.commands import commands, contributed
from varde.kernel.console import BAD, Console, say
from varde.kernel.errors import BadInput, StartRefused, VardeError

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.work import Platform

TOP = {
    "clock": (
        "varde.running:clock",
        "Keep time: act on the agenda, send again what was lost, seal the access log. Several may run.",
    ),
    "export": ("varde.exchange.fhir.commands:export_group", "Take out what was measured, for other systems."),
    "import": ("varde.exchange.csv.commands:import_group", "Bring in what was measured elsewhere."),
    "instruments": ("varde.exchange.fhir.commands:instruments_group", "The instruments that are installed."),
    "programmes": ("varde.programmes.commands:programmes_command", "The programmes that are installed."),
    "score": (
        "varde.scoring_many.commands:score_command",
        "Score one response, a JSON object of answers on stdin or in FILE; or many, the rows of a CSV file.",
    ),
    "screen": (
        "varde.referrals.commands:screen_command",
        "Screen one person: a JSON object of facts on stdin or in FILE.",
    ),
    "serve": ("varde.running:serve", "Serve the pages (run ``varde worker`` and ``varde clock`` beside it)."),
    "wording": (
        "varde.wording.commands:wording_group",
        "The official words of instruments, for organisations that may show them.",
    ),
    "worker": ("varde.running:worker", "Perform jobs from Redis."),
}

GROUPS = {
    "admin": (
        "For those who operate Varde.",
        {
            "change-classes": (
                "varde.benefits.counting.commands:change_classes",
                "Recovered, improved, unchanged and deteriorated for each measure that has such classes, small numbers "
                "not hidden.",
            ),
            "crisis-text": (
                "varde.identity.commands:crisis_text",
                "Set what a patient in danger is told, for the organisation and those under it that have no text of "
                "their own.",
            ),
            "rebuild-cells": (
                "varde.benefits.counting.commands:rebuild_cells",
                "Count every enrolment into the benefit cells again.",
            ),
            "settings": (
                "varde.enrolments.commands:settings_command",
                "What may be set for an organisation and for what it offers, and what is stored. Exit 1 when something is "
                "wrong.",
            ),
            "verify-access-log": (
                "varde.audit.commands:verify_access_log",
                "Check the chain of the access log. Exit 1 when it does not hold.",
            ),
        },
    ),
    "db": (
        "The database.",
        {
            "check": ("varde.database:db_check", "Say whether the database is at this version."),
            "upgrade": ("varde.database:db_upgrade", "Bring the database to this version."),
        },
    ),
    "plugin": (
        "Plugins.",
        {
            "check": (
                "varde.plugin.commands:plugin_check",
                "Check every installed plugin: rules, modules, scoring, text. Exit 1 when anything is wrong.",
            ),
            "list": ("varde.plugin.commands:plugin_list", "The plugins that are installed, and what each contributes."),
            "new": (
                "varde.plugin.commands:plugin_new",
                "Write a working plugin with tests, to begin from. Needs no network.",
            ),
        },
    ),
}


COMMANDS = "varde.commands"


@cache
def declared() -> Catalogue:
    """What the installed plugins declare. :raises StartRefused: one of them is faulty."""
    from varde.plugin.registry import build_catalogue

    return build_catalogue()


@cache
def catalogue() -> Catalogue:
    """What works of what the installed plugins declare, with the rules this installation has decided.

    A faulty plugin is said to be left out: scoring with what another brings goes on.
    """
    from varde.instruments.decisions import with_decisions
    from varde.kernel.settings import rules_file
    from varde.plugin.sound import sound_catalogue

    sound, faults = sound_catalogue()
    for fault in faults:
        say(fault)
    return with_decisions(sound, rules_file(os.environ), complete=not faults)


@cache
def platform() -> Platform:
    """The platform the environment describes, on a migrated database."""
    from varde.kernel.db import make_engine
    from varde.kernel.log import set_up_logging
    from varde.kernel.settings import read_settings
    from varde.platform import make_platform, refuse_if_behind

    set_up_logging(pretty=sys.stderr.isatty())
    settings = read_settings(os.environ)
    engine = make_engine(settings.database_url)
    refuse_if_behind(engine)
    return make_platform(settings, engine=engine, catalogue=declared())


class TopCommands(click.RichGroup):
    """What stands directly under ``varde``: our own commands, and those that other distributions bring."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *contributed()})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        # Ours first: a distribution that brings a command under a name of ours changes nothing.
        return super().get_command(context, name) or contributed().get(name)


@click.group(cls=TopCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def varde(context: click.Context) -> None:
    """Varde: digital treatment programmes for health trusts."""
    context.obj = Console(catalogue, platform)


for command in commands(TOP):
    varde.add_command(command)
for name, (help_text, table) in GROUPS.items():
    group = click.RichGroup(name=name, help=help_text)
    for command in commands(table):
        group.add_command(command)
    varde.add_command(group)


def main() -> None:
    """The console script: every known fault is one sentence on stderr."""
    try:
        varde(standalone_mode=True)
    except StartRefused as fault:
        say("Varde cannot start:\n" + "\n".join(f"- {sentence}" for sentence in fault.faults))
        sys.exit(1)
    except BadInput as fault:
        say("\n".join(fault.each("en")))
        sys.exit(BAD)
    except VardeError as fault:
        say(fault.to("en"))
        sys.exit(BAD)
    except Exception as fault:
        if not _is_database_silence(fault):
            raise
        say(f"The database does not answer: {str(getattr(fault, 'orig', fault)).strip().splitlines()[0]}")
        sys.exit(1)


def _is_database_silence(fault: Exception) -> bool:
    if "sqlalchemy" not in sys.modules:
        return False
    from sqlalchemy.exc import OperationalError

    return isinstance(fault, OperationalError)
