"""The command line. Machine output is JSON on stdout, messages go to stderr; exit 0, 1 (failed) or 2 (bad usage or input)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

import rich_click as click

from varde.instruments.decisions import with_decisions
from varde.instruments.soundness import check_instrument
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.console import BAD, Console, say, show, until_stopped
from varde.kernel.errors import BadInput, StartRefused, VardeError
from varde.kernel.json_input import as_object, read_object
from varde.kernel.settings import read_settings, rules_file
from varde.plugin.registry import Plugin, build_catalogue
from varde.programmes.values import Programme
from varde.referrals.screening import screen
from varde.rules.language import check_facts

# The database, the web and the queue take a second to import and are imported by the commands that need them:
# `varde score` in a loop over a folder should cost the scoring.
if TYPE_CHECKING:
    from varde.kernel.work import Platform


COMMANDS = "varde.commands"


@cache
def declared() -> Catalogue:
    """What the installed plugins declare."""
    return build_catalogue()


@cache
def catalogue() -> Catalogue:
    """What the installed plugins declare, with the rules this installation has decided."""
    return with_decisions(declared(), rules_file(os.environ))


@cache
def platform() -> Platform:
    """The platform the environment describes, on a migrated database."""
    from varde.kernel.db import make_engine
    from varde.kernel.log import set_up_logging
    from varde.platform import make_platform, refuse_if_behind

    set_up_logging(pretty=sys.stderr.isatty())
    settings = read_settings(os.environ)
    engine = make_engine(settings.database_url)
    refuse_if_behind(engine)
    return make_platform(settings, engine=engine, catalogue=declared())


@cache
def contributed() -> Mapping[str, EntryPoint]:
    """The commands that other distributions bring, by name."""
    return {entry.name: entry for entry in entry_points(group=COMMANDS)}


def loaded(entry: EntryPoint) -> click.Command:
    """The command behind an entry point. One that cannot be loaded is in the list all the same, and says why when used."""
    try:
        command = entry.load()
        if isinstance(command, click.Command):
            return command
        fault = f"it leads to {command!r}, which is not a command"
    except Exception as error:  # noqa: BLE001 - whatever a distribution does when loaded is a sentence, not a traceback
        fault = f"{type(error).__name__}: {error}"
    distribution = entry.dist.name if entry.dist else "?"

    def refuse() -> None:
        raise StartRefused(f"The command {entry.name} of {distribution} cannot be loaded: {fault}.")

    return click.Command(entry.name, callback=refuse, help=f"Cannot be loaded: {fault}.")


class Commands(click.RichGroup):
    """A group whose commands in ``elsewhere`` are imported when they are asked for."""

    elsewhere: Mapping[str, str] = {}

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *self.elsewhere])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.elsewhere:
            return super().get_command(context, name)
        module, _, attribute = self.elsewhere[name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found


class TopCommands(Commands):
    """What stands directly under ``varde``: the core's commands, and those of other distributions (entry points in
    ``varde.commands``), which are loaded when they are asked for. The core's own stand where both have a name."""

    elsewhere: Mapping[str, str] = {
        "export": "varde.exchange.fhir.commands:export_group",
        "import": "varde.exchange.csv.commands:import_group",
        "instruments": "varde.exchange.fhir.commands:instruments_group",
        "score": "varde.scoring_many.commands:score_command",
        "wording": "varde.wording.commands:wording_group",
    }

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *contributed()})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        own = super().get_command(context, name)
        return own if own is not None or name not in contributed() else loaded(contributed()[name])


class PluginCommands(Commands):
    """What stands under ``varde plugin``."""

    elsewhere: Mapping[str, str] = {"new": "varde.plugin.commands:plugin_new"}


class AdminCommands(Commands):
    """What stands under ``varde admin``."""

    elsewhere: Mapping[str, str] = {
        "change-classes": "varde.benefits.counting.commands:change_classes",
        "crisis-text": "varde.identity.commands:crisis_text",
    }


@click.group(cls=TopCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def varde(context: click.Context) -> None:
    """Varde: digital treatment programmes for health trusts."""
    context.obj = Console(catalogue, platform)


@varde.command()
def programmes() -> None:
    """The programmes that are installed."""
    show(
        [
            {
                "key": programme.key,
                "title": programme.title.nb,
                "tracks": [track.key for track in programme.tracks],
                "modules": [module.key for module in programme.modules],
                "occasions": [occasion.key for occasion in programme.occasions],
            }
            for programme in catalogue().all(Programme).values()
        ]
    )


@varde.command(name="screen")
@click.argument("programme")
@click.argument("file", required=False)
@click.option("--settings", "settings_json", default="{}", help="The organisation's settings, as a JSON object.")
@click.option("--language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="The language of the sentences.")
def screen_command(programme: str, file: str | None, settings_json: str, language: str) -> None:
    """Screen one person: a JSON object of facts on stdin or in FILE."""
    found = catalogue().one(Programme, programme.lower())
    settings = as_object(settings_json, "--settings", "settings by name")
    facts = read_object(file, "facts")
    faults = check_facts(found.eligibility, facts)
    if faults:
        raise BadInput(*faults)
    show(screen(found, facts, settings, language).as_json())


@varde.group()
def db() -> None:
    """The database."""


@db.command(name="upgrade")
def db_upgrade() -> None:
    """Bring the database to this version."""
    from varde.kernel.db import make_engine
    from varde.kernel.migrate import upgrade
    from varde.platform import METADATA, histories

    settings = read_settings(os.environ)
    done = upgrade(make_engine(settings.database_url), histories(), METADATA)
    show({"upgraded": done})


@db.command(name="check")
def db_check() -> None:
    """Say whether the database is at this version."""
    from varde.kernel.db import make_engine
    from varde.kernel.migrate import behind
    from varde.platform import histories

    faults = behind(make_engine(read_settings(os.environ).database_url), histories())
    show({"ok": not faults, "faults": faults})
    if faults:
        say("\n".join(faults))
        sys.exit(1)


@varde.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages (run ``varde worker`` and ``varde clock`` beside it)."""
    from granian import Granian
    from granian.constants import Interfaces

    platform()
    Granian(
        "varde.wsgi:make_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


@varde.command()
@click.option("--threads", default=4, show_default=True)
def worker(threads: int) -> None:
    """Perform jobs from Redis."""
    from varde.kernel.log import set_up_logging
    from varde.kernel.transport import make_transport
    from varde.worker import run_worker

    here = platform()
    if here.settings.redis_url is None:
        raise StartRefused("VARDE_REDIS_URL is not set: a worker in its own process needs Redis.")
    here.transport = make_transport(here.settings.redis_url)
    set_up_logging()
    say("Varde's worker is ready.")
    until_stopped(lambda stop: run_worker(here, stop, threads))


@varde.command()
def clock() -> None:
    """Keep time: act on the agenda, send again what was lost, seal the access log. Several may run.

    Without Redis there are no workers, and the clock performs the jobs itself.
    """
    from varde.kernel.log import set_up_logging
    from varde.kernel.transport import make_transport
    from varde.worker import run_clock

    here = platform()
    if here.settings.redis_url is not None:
        here.transport = make_transport(here.settings.redis_url)
    set_up_logging()
    say("Varde's clock is ready.")
    until_stopped(lambda stop: run_clock(here, stop))


@varde.group(cls=PluginCommands)
def plugin() -> None:
    """Plugins."""


@plugin.command(name="list")
def plugin_list() -> None:
    """The plugins that are installed, and what each contributes."""
    show(
        [
            {
                "key": found.key,
                "distribution": found.distribution,
                "version": found.version,
                "programmes": list(found.programmes),
                "instruments": list(found.instruments),
                "measures": list(found.measures),
                "pages": [page.path for page in found.pages],
            }
            for found in catalogue().all(Plugin).values()
        ]
    )


@plugin.command(name="check")
def plugin_check() -> None:
    """Check every installed plugin: rules, modules, scoring, text. Exit 1 when anything is wrong."""
    found = catalogue()
    faults = [fault for one in found.all(Instrument).values() for fault in check_instrument(one)]
    show({"ok": not faults, "plugins": list(found.all(Plugin)), "faults": faults})
    if faults:
        sys.exit(1)


@varde.group(cls=AdminCommands)
def admin() -> None:
    """For those who operate Varde."""


@admin.command(name="verify-access-log")
def verify_access_log() -> None:
    """Check the chain of the access log. Exit 1 when it does not hold."""
    from varde.audit.service import verify

    with platform().work() as work:
        broken = verify(work)
    show({"ok": broken is None})
    if broken:
        say(broken)
        sys.exit(1)


@admin.command(name="rebuild-cells")
def rebuild_cells() -> None:
    """Count every enrolment into the benefit cells again."""
    from varde.benefits.counting.service import rebuild

    with platform().work() as work:
        counted = rebuild(work)
    show({"counted": counted})


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
