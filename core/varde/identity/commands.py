"""``varde admin``: what an organisation must have said before patients come."""

from __future__ import annotations

import rich_click as click

from varde.identity.service import organisation_by_key, set_crisis_text
from varde.kernel.console import Console, show


@click.command(name="crisis-text")
@click.argument("organisation")
@click.option("--nb", required=True, help="The text in bokmål.")
@click.option("--nn", required=True, help="The text in nynorsk.")
@click.option("--en", required=True, help="The text in English.")
@click.pass_obj
def crisis_text(console: Console, organisation: str, nb: str, nn: str, en: str) -> None:
    """Set what a patient in danger is told, for the organisation and those under it that have no text of their own.

    The numbers 113, 116 117 and 116 123 are always shown beside it. A programme that asks about safety opens only where
    there is a text in all three languages.
    """
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        set_crisis_text(place, {"nb": nb, "nn": nn, "en": en})
    show({"organisation": organisation, "languages": ["nb", "nn", "en"]})
