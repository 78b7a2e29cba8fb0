"""The command line. Machine output is JSON on stdout, messages go to stderr; exit 0, 1 (failed) or 2 (bad usage or input).

Every part says which commands it has, by words, place and help; they are imported when they are called: the database, the web
and the queue take a second, and ``varde score`` in a loop over a folder should cost the scoring.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import rich_click as click

from varde.kernel.commands import contributed, later
from varde.kernel.console import BAD, Console, say
from varde.kernel.errors import BadInput, StartRefused, VardeError
from varde.kernel.garbage import look_for_garbage_seldom
from varde.kernel.part import Command
from varde.parts import PARTS, decided, sound_catalogue

if TYPE_CHECKING:
    from varde.kernel.catalogue import Catalogue
    from varde.kernel.work import Platform

OWN = (
    Command(
        "clock",
        "varde.running:clock",
        "Keep time: act on the agenda, send again what was lost, seal the access log. Several may run.",
    ),
    Command(
        "db check",
        "varde.database:db_check",
        "Say whether the database is at this version, for the core and for each plugin.",
    ),
    Command(
        "db upgrade",
        "varde.database:db_upgrade",
        "Bring the database to this version, the core first and then each plugin; keys that are renamed are followed.",
    ),
    Command(
        "plugin check",
        "varde.checking:plugin_check",
        "Check every installed plugin, or those that are named: rules, modules, scoring, text, pages, imports. What stops the "
        "start is said of all. Exit 1 when anything is wrong.",
    ),
    Command(
        "plugin list", "varde.plugin.commands:plugin_list", "The plugins that are installed, and what each contributes."
    ),
    Command(
        "plugin migration",
        "varde.database:plugin_migration",
        "Write the next migration of a plugin's tables: what its models say that its migrations so far do not.",
    ),
    Command(
        "plugin new",
        "varde.plugin.commands:plugin_new",
        "Write a working plugin with tests, to begin from. Needs no network.",
    ),
    Command("serve", "varde.running:serve", "Serve the pages (run ``varde worker`` and ``varde clock`` beside it)."),
    Command("worker", "varde.running:worker", "Perform jobs from Redis."),
)
"""What is about the whole house and about plugins; everything else is a command of a part."""

GROUPS = {
    "agenda": "What is planned, before it is.",
    "admin": "For those who operate Varde.",
    "benefits": "What the figures of benefits rest on.",
    "care-role": "What an organisation calls the roles of its care teams.",
    "hours": "When an organisation is open.",
    "offering": "What is offered where.",
    "organisation": "Regions, trusts, clinics, municipalities and districts.",
    "room": "Rooms.",
    "staff": "Who works where, as what, and until when.",
    "text": "What an organisation says in every language.",
    "db": "The database.",
    "door": "Doors for machines.",
    "files": "Pictures and other files.",
    "messages": "Text messages and e-mails.",
    "plugin": "Plugins.",
    "privacy": "What is held about people.",
}


@cache
def catalogue() -> Catalogue:
    """What works of what the parts declare, with the rules this installation has decided.

    A faulty plugin is said to be left out: scoring with what another brings goes on.
    """
    from varde.kernel.settings import rules_file

    sound, faults = sound_catalogue()
    for fault in faults:
        say(fault)
    return decided(sound, rules_file(os.environ), complete=not faults)


@cache
def platform() -> Platform:
    """The platform the environment describes, on a migrated database."""
    from varde.kernel.log import set_up_logging
    from varde.kernel.settings import read_settings
    from varde.platform import make_platform, refuse_if_behind

    set_up_logging(pretty=sys.stderr.isatty())
    made = make_platform(read_settings(os.environ))
    refuse_if_behind(made)
    return made


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


def add(group: click.Group, contributions: Iterable[Command]) -> None:
    """Add each command under its words; the first of two words names a group."""
    for contribution in sorted(contributions, key=lambda command: command.words):
        *names, name = contribution.words.split()
        under = group
        for group_name in names:
            under = _group(under, group_name)
        under.add_command(later(name, contribution.help, contribution.place))


def _group(parent: click.Group, name: str) -> click.Group:
    group = parent.commands.get(name)
    if group is None:
        group = click.RichGroup(name=name, help=GROUPS[name])
        parent.add_command(group)
    assert isinstance(group, click.Group)
    return group


add(varde, OWN)
add(varde, [command for part in PARTS for command in part.commands])


def main() -> None:
    """The console script: every known fault is one sentence on stderr."""
    look_for_garbage_seldom()
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
