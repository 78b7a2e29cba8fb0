"""The official words of instruments: which wait for them, a pack looked at and published, and gone back from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.identity.models import Organisation
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import LANGUAGES
from varde.setup.changes import changes_of
from varde.setup.wordings import must_be_shown, publish_text, seen_wording, stop_showing, take_back, wording_of
from varde.setup.words import IN_LANGUAGE
from varde.web.admin import words
from varde.web.admin.changes import change_lines
from varde.web.admin.organisation import editor, place_of_page
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import FormFault, typed
from varde.web.shell.pages import audience, staff_nav
from varde.web.shell.uploads import takes_files, words_of_file
from varde.wording.loading import Loading

bp = Blueprint("set_up_wording", __name__, url_prefix="/oppsett/<key>/ordlyd")
bp.before_request(confirm_first)
MOST_BYTES = 300_000
"""Of a pack on the page: some hundred times that of a questionnaire. A command takes any."""
SHOWN_CHANGES = 20
OPTIONS = {
    "instrument": words.INSTRUMENT,
    "version": words.VERSION,
    "language": words.LANGUAGE,
    "licence": words.LICENCE,
}
"""What a file may leave unsaid, by the name it has in a sentence of :mod:`varde.wording` ("--language")."""


@bp.get("")
@audience("set_up")
def show(key: str) -> str:
    """Every instrument whose wording belongs to others, in every language, and the form for a pack."""
    return _page(place_of_page(key))


def _page(
    organisation: Organisation,
    errors: Sequence[tuple[str, str]] = (),
    form: Mapping[str, str] | None = None,
    looked_at: Sequence[Loading] = (),
) -> str:
    work, speech = http.work(), http.speech()
    changes = changes_of(work, [organisation.id], SHOWN_CHANGES, subject="wording")
    instruments = sorted(
        (speech.say(each.title), key)
        for key, each in work.catalogue.all(Instrument).items()
        if each.licence.mark != "own"
    )
    return render_template(
        "set_up/wording.html",
        organisation=organisation,
        lines=wording_of(work, organisation),
        seen=seen_wording(work, organisation),
        licence_words=words.LICENCES,
        parts=words.WORDING_PARTS,
        languages=[(code, speech.say(IN_LANGUAGE[code])) for code in LANGUAGES],
        instruments=[(key, f"{title} ({key})") for title, key in instruments],
        titles={key: each.title for key, each in work.catalogue.all(Instrument).items()},
        looked_at=looked_at,
        changes=change_lines(work, speech, changes),
        most_kilobytes=MOST_BYTES // 1000,
        errors=errors,
        typed=form or {},
        nav=staff_nav("set_up"),
    )


@bp.post("")
@audience("set_up")
@takes_files("document")
def load(key: str) -> Any:
    """Say what the pack would change; or publish it, when that was seen."""
    organisation, form = place_of_page(key), typed()
    publishes = form.get("gjor") == "publiser"
    work = http.work()
    try:
        form = {**form, "pack": _text(form)}
        said = {name: form.get(name, "").strip() for name in OPTIONS}
        seen = form.get("seen") if publishes else None
        with work.apart():
            loaded = publish_text(
                work, editor(), key, form["pack"], dry_run=not publishes, seen=seen, named=OPTIONS, said=said
            )
    except FormFault as fault:
        return _page(organisation, list(fault.said(http.speech()).items()), form), 422
    except BadInput as fault:
        return _page(organisation, [("pack", each) for each in fault.each(http.language())], form), 422
    except Conflict as fault:
        return _page(organisation, [("pack", fault.to(http.language()))], form), 409
    if not publishes:
        return _page(organisation, form=form, looked_at=loaded)
    known = all(pack.known for pack in loaded)
    flash(http.speech().say(words.WORDS_KNOWN if known else words.WORDS_SHOWN), "done")
    return redirect(url_for("set_up_wording.show", key=key), 303)


def _text(form: Mapping[str, str]) -> str:
    """The pack: the file that came, else the words that stand on the page. :raises FormFault: there is none, or it is no text."""
    raw = words_of_file("file", MOST_BYTES) or form.get("pack", "").strip().encode()
    if not raw:
        raise FormFault({"file": words.NO_PACK})
    if len(raw) > MOST_BYTES:
        raise FormFault({"file": words.LARGE_PACK.filled(most=MOST_BYTES // 1000)})
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FormFault({"file": words.NOT_TEXT.filled(byte=fault.start + 1)}) from None


@bp.post("/tilbake")
@audience("set_up")
def back(key: str) -> Any:
    """Show the version before again, or none from here."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    instrument, language = form.get("instrument", ""), form.get("language", "")
    if instrument not in work.catalogue.all(Instrument) or language not in LANGUAGES:
        raise NotFound()
    deed = stop_showing if form.get("gjor") == "slutt" else take_back
    try:
        with work.apart():
            must_be_shown(work, organisation, instrument, language)
            deed(work, editor(), organisation, instrument, language, form.get("seen"))
    except BadInput as fault:
        return _page(organisation, [("", sentence) for sentence in fault.each(http.language())]), 422
    except Conflict as fault:
        return _page(organisation, [("", fault.to(http.language()))]), 409
    flash(http.speech().say(words.WENT_BACK), "done")
    return redirect(url_for("set_up_wording.show", key=key), 303)
