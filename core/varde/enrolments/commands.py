"""``varde admin settings``: what organisations have decided, and whether it can be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rich_click as click
from sqlalchemy import select

from varde.enrolments.models import Offering
from varde.enrolments.stored_settings import declared_for, stored_faults
from varde.identity.models import Organisation
from varde.kernel.console import Console, say, show
from varde.kernel.declared import declared_by
from varde.kernel.work import Work
from varde.programmes.values import Programme


@click.command(name="settings")
@click.option("--language", type=click.Choice(["nb", "nn", "en"]), default="en", help="The language of the words.")
@click.pass_obj
def settings_command(console: Console, language: str) -> None:
    """What may be set for an organisation and for what it offers, and what is stored. Exit 1 when something is wrong.

    The rest of Varde does not start while something stored cannot be read.
    """
    with console.platform().work() as work:
        stored, faults = list(_stored(work)), stored_faults(work)
        programmes = work.catalogue.all(Programme).values()
        own = {programme.key: _of_programme(work, programme, language) for programme in programmes}
        levels = {
            "organisation": _of(declared_for(work, "organisation"), language),
            "offering": _of(declared_for(work, "offering"), language),
        }
    show(
        {
            **levels,
            "programmes": {key: settings for key, settings in own.items() if settings},
            "stored": stored,
            "faults": faults,
        }
    )
    if faults:
        say("\n".join(faults))
        sys.exit(1)


def _of(kinds: Iterable[type], language: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "decides": setting.words.to(language),
            "must_be": setting.rule().to("en"),
            "default": setting.default,
        }
        for name, setting in declared_by(kinds).items()
    ]


def _of_programme(work: Work, programme: Programme, language: str) -> list[dict[str, Any]]:
    of_all = set(declared_for(work, "offering"))
    kinds = [kind for kind in declared_for(work, "offering", programme.key) if kind not in of_all]
    return [
        {"name": fact.key, "decides": fact.label.to(language), "default": fact.default}
        for fact in programme.eligibility.settings
    ] + _of(kinds, language)


def _stored(work: Work) -> Iterator[Mapping[str, Any]]:
    for organisation in work.session.scalars(select(Organisation).order_by(Organisation.key)):
        if organisation.details:
            yield {"organisation": organisation.key, "settings": organisation.details}
    offerings = select(Offering, Organisation.key).join(Offering.organisation)
    for offering, key in work.session.execute(offerings.order_by(Organisation.key, Offering.programme)):
        if offering.settings:
            yield {"organisation": key, "programme": offering.programme, "settings": offering.settings}
