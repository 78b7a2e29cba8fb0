"""How long things are kept, by what rule, and what would go on the first of January: numbers alone, and no patient."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template

from varde.identity.service import organisation_by_id, under
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.keeping import RULES, first_of_january, going, periods
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("retention", __name__, url_prefix="/oppbevaring")
ROLES = ("privacy_officer", "head", "trust_administrator")


class KeptClass(NamedTuple):
    """What becomes of one class: what it is, until when it is kept, and why so."""

    title: Text
    until: Text
    why: Text


_NORMEN = Text(
    "Normen, faktaark 25: så lenge det er nødvendig. Virksomheten bestemmer fristen.",
    "Normen, faktaark 25: så lenge det er naudsynt. Verksemda fastset fristen.",
    "Normen, faktaark 25: as long as it is necessary. The organisation sets the period.",
)
_WITH_THE_RECORD = Text("Like lenge som journalen", "Like lenge som journalen", "As long as the health record")
_BY_ITSELF = Text("Til fristen i Oppsett er ute", "Til fristen i Oppsett er ute", "Until the period in Set-up is over")
CLASSES = (
    KeptClass(Text("Journal", "Journal", "Health record"), _BY_ITSELF, _NORMEN),
    KeptClass(Text("Meldinger", "Meldingar", "Dialogue"), _WITH_THE_RECORD, _NORMEN),
    KeptClass(Text("Filer og vedlegg", "Filer og vedlegg", "Attachments"), _WITH_THE_RECORD, _NORMEN),
    KeptClass(Text("Varsler", "Varsel", "Notices"), _BY_ITSELF, _NORMEN),
    KeptClass(
        Text("Kladder", "Kladdar", "Drafts"),
        Text("30 dager etter siste endring", "30 dagar etter siste endring", "30 days after the last change"),
        Text("Vardes egen regel.", "Vardes eigen regel.", "Varde's own rule."),
    ),
    KeptClass(
        Text("Logger", "Loggar", "Logs"),
        Text(
            "Slettes ikke. Pasienten står med et nummer",
            "Blir ikkje sletta. Pasienten står med eit nummer",
            "Not erased. A patient stands by a number",
        ),
        Text(
            "Pasientjournalloven § 22 og pasientjournalforskriften § 14 krever loggen.",
            "Pasientjournallova § 22 og pasientjournalforskrifta § 14 krev loggen.",
            "Pasientjournalloven § 22 and pasientjournalforskriften § 14 ask for the log.",
        ),
    ),
    KeptClass(
        Text("Sikkerhetskopier", "Tryggleikskopiar", "Backups"),
        Text("Bestemmes av driften", "Blir fastsett av drifta", "Decided by operations"),
        Text(
            "Den som er slettet, slettes igjen når en eldre kopi legges tilbake.",
            "Den som er sletta, blir sletta igjen når ein eldre kopi blir lagd tilbake.",
            "Whoever is erased is erased again when an older copy is restored.",
        ),
    ),
)
"""The classes, in the order of the page."""
TITLES = {"keep_record": CLASSES[0].title, "keep_notices": CLASSES[3].title}


@bp.get("")
@audience("retention")
def index() -> str:
    """The rules, what holds where, and what would go. Numbers alone."""
    work, speech = http.work(), http.speech()
    held = [each.organisation_id for each in actor().roles if each.role in ROLES and each.programme is None]
    places = under(work, held) if held else ()
    on = first_of_january(work.today)
    return render_template(
        "retention/index.html",
        kept=[[speech.say(each) for each in row] for row in CLASSES],
        places=_places(work, places),
        on=on,
        rows=[(speech.say(TITLES[each.rule.key]), len(each.people), each.on_hold) for each in going(work, places, on)],
        nav=staff_nav("retention"),
    )


def _places(work: Work, organisation_ids: tuple[int, ...]) -> list[tuple[str, int, int]]:
    """By name: for how many years each keeps the record, and for how many months notices; 0 where nothing goes by itself."""
    years, months = (periods(work, rule) for rule in RULES)
    names = {each: organisation_by_id(work, each).name for each in organisation_ids}
    return sorted((name, years.get(each, 0) // 12, months.get(each, 0)) for each, name in names.items())
