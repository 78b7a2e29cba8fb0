"""``varde admin care-role``: what an organisation calls the roles of its care teams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import rich_click as click

from varde.enrolments.models import TEAM_ROLES, CareRole
from varde.identity.service import organisation_by_key
from varde.kernel.console import Console, show
from varde.setup.care_roles import (
    CareRoleFacts,
    add_care_role,
    care_role_named,
    change_care_role,
    close_care_role,
    named_roles_of,
    shown_of_care_role,
)
from varde.setup.changes import at_the_machine
from varde.setup.commands import PLACE, SEEN
from varde.setup.rules import seen_of

F = TypeVar("F", bound=Callable[..., Any])
_KEY = click.argument("key")


def _called(function: F) -> F:
    for name, language in (("--en", "English"), ("--nn", "nynorsk"), ("--nb", "bokmål")):
        function = click.option(name, default=None, help=f"What it is called in {language}.")(function)
    return function


def _listed(role: CareRole) -> dict[str, Any]:
    shown = shown_of_care_role(role)
    return {"role": role.key, **shown, "seen": seen_of(shown)}


@click.command(name="list")
@PLACE
@click.pass_obj
def care_role_list(console: Console, organisation: str) -> None:
    """What an organisation itself calls the roles of its care teams. Where it has none, those above it or the usual words hold."""
    with console.platform().work() as work:
        said = [_listed(role) for role in named_roles_of(work, organisation_by_key(work, organisation).id)]
    show(said)


@click.command(name="add")
@PLACE
@_KEY
@click.option("--counts-as", required=True, help=f"The role of the rules: {', '.join(TEAM_ROLES)}.")
@_called
@click.pass_obj
def care_role_add(
    console: Console, organisation: str, key: str, counts_as: str, nb: str | None, nn: str | None, en: str | None
) -> None:
    """Name a role of the care teams at an organisation and under it. As soon as there is one, only named roles are given."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        facts = CareRoleFacts(counts_as, {"nb": nb or "", "nn": nn or "", "en": en or ""})
        said = _listed(add_care_role(work, at_the_machine(), place, key, facts))
    show({"organisation": organisation, **said})


@click.command(name="change")
@PLACE
@_KEY
@_called
@SEEN
@click.pass_obj
def care_role_change(
    console: Console, organisation: str, key: str, nb: str | None, nn: str | None, en: str | None, seen: str | None
) -> None:
    """Call a role something else, for whoever has it too."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        role = care_role_named(work, place, key)
        said = {name: words for name, words in (("nb", nb), ("nn", nn), ("en", en)) if words is not None}
        facts = CareRoleFacts(role.counts_as, {**role.words, **said})
        changed = change_care_role(work, at_the_machine(), place, role, facts, seen=seen)
        listed = _listed(role)
    show({"organisation": organisation, **listed, "changed": changed})


@click.command(name="close")
@PLACE
@_KEY
@click.pass_obj
def care_role_close(console: Console, organisation: str, key: str) -> None:
    """Give a role to nobody new; whoever has it keeps it."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        close_care_role(work, at_the_machine(), place, care_role_named(work, place, key))
    show({"organisation": organisation, "role": key, "closed": True})
