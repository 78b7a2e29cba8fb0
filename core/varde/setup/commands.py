"""``varde admin organisation``, ``text``, ``history`` and ``init``: what there is, what it says of itself, who changed it, and the
first administrator. Each lists, adds, changes and closes; a list says ``seen``, which a change may be held against."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import rich_click as click

from varde.identity.models import Organisation
from varde.identity.nin import InvalidNationalIdentityNumber, NationalIdentityNumber, parse
from varde.identity.service import organisation_by_key, under
from varde.kernel.console import Console, show
from varde.kernel.errors import BadUsage
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.setup.beginning import Top, begin
from varde.setup.changes import at_the_machine, changes_of
from varde.setup.organisations import add_place, basics_of, change_place, close_place, every_place, reopen_place
from varde.setup.rules import seen_of
from varde.setup.settings import TEXTS, texts_of
from varde.setup.staff import StaffFacts
from varde.setup.texts import change_settings, set_texts

F = TypeVar("F", bound=Callable[..., Any])
SEEN = click.option(
    "--seen", default=None, help="What the list said; without it, what somebody changed meanwhile is changed again."
)
PLACE = click.argument("organisation")


def decided_options(function: F) -> F:
    """``--set name=value`` and ``--unset name``, any number of times."""
    function = click.option("--set", "decided", multiple=True, metavar="NAME=VALUE", help="Decide a setting.")(function)
    return click.option("--unset", multiple=True, metavar="NAME", help="Take a setting back; its default holds.")(
        function
    )


def read_decided(decided: tuple[str, ...], unset: tuple[str, ...]) -> dict[str, object]:
    """Settings by name: JSON where it is, such as ``true`` and ``3``, else a text; None for one that is taken back.

    :raises BadUsage: no ``=``, or a name twice.
    """
    read: dict[str, object] = {}
    for written in decided:
        name, sign, value = written.partition("=")
        if not sign:
            raise BadUsage(f"--set {written} must be NAME=VALUE.")
        if name in read:
            raise BadUsage(f"--set {name} stands twice.")
        read[name] = _value(value)
    if twice := [name for name in unset if name in read]:
        raise BadUsage(*(f"{name} is both set and unset." for name in twice))
    return read | dict.fromkeys(unset)


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def read_nin(work: Work, written: str) -> NationalIdentityNumber:
    """:raises BadUsage: it is none, or nobody's."""
    try:
        return parse(written, allow_synthetic=work.settings.synthetic_ids)
    except InvalidNationalIdentityNumber as fault:
        raise BadUsage(fault.sentence.en) from None


@click.command(name="list")
@click.pass_obj
def organisation_list(console: Console) -> None:
    """Every organisation, those above before those below."""
    with console.platform().work() as work:
        listed = [_listed(work, row) for row in every_place(work)]
    show(listed)


def _listed(work: Work, row: Organisation) -> dict[str, Any]:
    basics = basics_of(work, row)
    return {"organisation": row.key, **basics, "settings": dict(row.details), "seen": seen_of(basics)}


@click.command(name="add")
@click.argument("key")
@click.argument("kind")
@click.argument("name")
@click.option("--under", "above", default=None, help="The key of what it stands under.")
@click.pass_obj
def organisation_add(console: Console, key: str, kind: str, name: str, above: str | None) -> None:
    """Add a region, trust, clinic, municipality or district."""
    with console.platform().work() as work:
        row = add_place(work, at_the_machine(), key, kind, name, above)
        said = _listed(work, row)
    show(said)


@click.command(name="change")
@PLACE
@click.option("--name", default=None, help="Another name.")
@click.option("--under", "above", default=None, help="The key of what it is to stand under.")
@decided_options
@SEEN
@click.pass_obj
def organisation_change(
    console: Console,
    organisation: str,
    name: str | None,
    above: str | None,
    decided: tuple[str, ...],
    unset: tuple[str, ...],
    seen: str | None,
) -> None:
    """Rename or move an organisation, or decide its settings; ``varde admin settings`` lists them."""
    settings = read_decided(decided, unset)
    with console.platform().work() as work:
        row, editor = organisation_by_key(work, organisation), at_the_machine()
        changed = change_place(work, editor, row, name=name, above=above, seen=seen)
        if settings:
            changed |= bool(change_settings(work, editor, row, settings))
        said = {**_listed(work, row), "changed": changed}
    show(said)


@click.command(name="close")
@PLACE
@SEEN
@click.pass_obj
def organisation_close(console: Console, organisation: str, seen: str | None) -> None:
    """Close an organisation where nobody is treated any more: what it offers is closed, and its staff's roles end."""
    with console.platform().work() as work:
        row = organisation_by_key(work, organisation)
        close_place(work, at_the_machine(), row, seen=seen)
        said = _listed(work, row)
    show(said)


@click.command(name="open")
@PLACE
@click.pass_obj
def organisation_open(console: Console, organisation: str) -> None:
    """Open an organisation that was closed; what it offers and who works there is still to be said."""
    with console.platform().work() as work:
        row = organisation_by_key(work, organisation)
        reopen_place(work, at_the_machine(), row)
        said = _listed(work, row)
    show(said)


@click.command(name="list")
@PLACE
@click.pass_obj
def text_list(console: Console, organisation: str) -> None:
    """What an organisation says in every language: the crisis text, and the text of its page."""
    with console.platform().work() as work:
        row = organisation_by_key(work, organisation)
        said = {name: {**texts_of(row, name), "seen": seen_of(texts_of(row, name))} for name in TEXTS}
    show({"organisation": organisation, **said})


@click.command(name="change")
@PLACE
@click.argument("name", type=click.Choice(sorted(TEXTS)))
@click.option("--nb", default="", help="The text in bokmål.")
@click.option("--nn", default="", help="The text in nynorsk.")
@click.option("--en", default="", help="The text in English.")
@SEEN
@click.pass_obj
def text_change(console: Console, organisation: str, name: str, nb: str, nn: str, en: str, seen: str | None) -> None:
    """Set the crisis text, what a patient in danger is told, or the front text, what the organisation says of itself.

    A text holds for those under it that have none of their own. The numbers 113, 116 117 and 116 123 are always shown beside
    the crisis text. A programme that asks about safety opens only where there is one in all three languages.
    """
    with console.platform().work() as work:
        row = organisation_by_key(work, organisation)
        changed = set_texts(work, at_the_machine(), row, name, {"nb": nb, "nn": nn, "en": en}, seen=seen)
    show({"organisation": organisation, "text": name, "languages": list(LANGUAGES), "changed": changed})


@click.command(name="history")
@PLACE
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.pass_obj
def history(console: Console, organisation: str, most: int) -> None:
    """Who changed what at an organisation and under it, when, and what it was before; the newest first."""
    with console.platform().work() as work:
        places = under(work, [organisation_by_key(work, organisation).id])
        keys = {row.id: row.key for row in every_place(work)}
        said = [
            {
                "at": each.at.isoformat(),
                "by": each.by_name,
                "organisation": keys[each.organisation_id],
                "person": each.person_id,
                "subject": each.subject,
                "name": each.name,
                "before": each.before,
                "after": each.after,
            }
            for each in changes_of(work, places, most)
        ]
    show(said)


@click.command(name="init")
@click.option("--key", required=True, help="The key of the organisation at the top, such as fjordvest.")
@click.option("--kind", default="trust", show_default=True, help="region, trust or municipality.")
@click.option("--name", required=True, help="What it is called.")
@click.option("--given-name", required=True, help="The administrator's given name.")
@click.option("--family-name", required=True, help="The administrator's family name.")
@click.option("--title", default="", help="What she or he signs as.")
@click.option(
    "--nin", prompt="National identity number", hide_input=True, help="Asked for when it is left out, and not shown."
)
@click.pass_obj
def init(
    console: Console, key: str, kind: str, name: str, given_name: str, family_name: str, title: str, nin: str
) -> None:
    """Make the first organisation of an empty installation and its administrator, who needs no second; once."""
    with console.platform().work() as work:
        organisation, person = begin(
            work,
            at_the_machine(),
            Top(key, kind, name),
            StaffFacts(given_name, family_name, title),
            read_nin(work, nin),
        )
        said = {"organisation": organisation.key, "person": person.id, "role": "trust_administrator"}
    show(said)
