"""One version of a step: what it says, what it changes, and the second pair of eyes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.content.approving import WaitingVersion, approve, refuse, version_of
from varde.content.archive import editions_at
from varde.content.differing import changes
from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.texts import as_text
from varde.content.values import StepWords
from varde.content.written import standing_edition, written_of
from varde.modules.moving import move_due
from varde.programmes.values import Programme
from varde.setup.words import IN_LANGUAGE
from varde.web.editor import words
from varde.web.editor.places import editor, organisation_of_page, refused_at, step_title
from varde.web.shell import http
from varde.web.shell.confirming import confirmed
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.step_prose import drawn_texts

bp = Blueprint("content_versions", __name__, url_prefix="/innhold/<key>/versjon/<int:version_id>")


@bp.get("")
@audience("approve_content")
def show(key: str, version_id: int) -> str:
    """Both languages as they will be read, and each change from what stands."""
    return _page(key, version_id, {})


def _page(key: str, version_id: int, errors: dict[str, str]) -> str:
    work, organisation = http.work(), organisation_of_page(key)
    version, of = version_of(work, version_id)
    if version.organisation_id != organisation.id:
        raise NoSuchContent()
    edition = editions_at(work, [version.edition])[version.edition]
    written = written_of(work, organisation.id, of)
    standing, line = standing_edition(work, of, written), written.line(version.id)
    assert line is not None
    drawn = drawn_texts(work, {code: as_text(of, code, said).pieces for code, said in edition.texts}, organisation.id)
    waits = WaitingVersion(version, of, organisation)
    return render_template(
        "content/version.html",
        organisation=organisation,
        version=version,
        of=of,
        title=step_title(http.speech(), work.catalogue.all(Programme).get(of.programme), of),
        line=line,
        read=[(code, said, drawn[code]) for code, said in edition.texts],
        differs=[(code, changes(standing.words(code) or StepWords(), said)) for code, said in edition.texts],
        named=IN_LANGUAGE,
        waits=line.state == "waits",
        may_approve=waits.may_approve(editor()),
        may_write=editor().may_write(organisation.id, of.programme),
        is_writer=version.written_by_id == actor().person_id,
        state_words=words.VERSION_STATES,
        deed_words=words.DEEDS,
        errors=errors,
        typed=typed() if errors else {},
        nav=staff_nav("content"),
    )


@bp.post("")
@audience("approve_content")
@confirmed
def decide(key: str, version_id: int) -> Any:
    """Approve it, refuse it with a reason, or withdraw one's own."""
    work, organisation, form = http.work(), organisation_of_page(key), typed()
    version, _ = version_of(work, version_id)
    if version.organisation_id != organisation.id:
        raise NoSuchContent()
    approves = form.get("gjor") == "godkjenn"
    try:
        with work.apart():
            deed = (
                approve(work, editor(), version_id)
                if approves
                else refuse(work, editor(), version_id, form.get("reason", ""))
            )
    except ContentRefused as fault:
        return _page(key, version_id, refused_at(fault)), 422
    if deed.kind == "published":
        move_due(work)
        assert deed.from_day is not None
        flash(
            http.speech().say(words.APPROVED, number=version.number, day=http.speech().day(deed.from_day, year=True)),
            "done",
        )
    else:
        flash(http.speech().say(words.WITHDRAWN if deed.kind == "withdrawn" else words.NOT_APPROVED), "done")
    return redirect(url_for("content.show", key=key), 303)
