"""The library of an organisation: pictures, films and sounds for its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for

from varde.content.captions import LONGEST
from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.library import medium_here, uses_at, withdraw, withdrawn_at
from varde.content.media import MOST, NO_WORDS, PlayedWords, faults_of_medium, keep_medium, media_at, media_named
from varde.content.models import ContentMedium
from varde.content.rules import PLAYED
from varde.files.errors import BadFile
from varde.files.service import Incoming, expect_shared, prepare
from varde.files.spool import Spool
from varde.files.values import ACCEPTED, MB
from varde.identity.models import Organisation
from varde.kernel.errors import Unavailable
from varde.kernel.words import LANGUAGES, PATIENT_LANGUAGES, Text
from varde.programmes.values import Programme
from varde.setup.organisations import every_place
from varde.setup.words import IN_LANGUAGE
from varde.web.editor import words
from varde.web.editor.places import editor, organisation_of_page, refused_at, step_title
from varde.web.shell import http
from varde.web.shell.forms import FormFault, typed
from varde.web.shell.pages import audience, staff_nav
from varde.web.shell.uploads import takes_files, words_of_file

bp = Blueprint("content_media", __name__)


@bp.get("/innhold/<key>/bibliotek")
@audience("edit_content")
def library(key: str) -> str:
    """Every picture, film and sound, and how each is written in a text."""
    return _page(organisation_of_page(key), {}, {})


def _page(organisation: Organisation, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    work = http.work()
    media = media_at(work, organisation.id)
    uses = uses_at(work, organisation.id)
    return render_template(
        "content/library.html",
        organisation=organisation,
        media=[(each, mark_of(each), len(uses.get(each.code, ()))) for each in media],
        withdrawn=withdrawn_at(work, organisation.id),
        pictures=[(each.code, each.title) for each in media if each.kind == "picture"],
        required=PATIENT_LANGUAGES,
        named=IN_LANGUAGE,
        accepted=ACCEPTED,
        most={kind: most // MB for kind, most in MOST.items()},
        typed=form,
        errors=errors,
        nav=staff_nav("content"),
    )


def mark_of(medium: ContentMedium) -> str:
    """How it is written in a text."""
    if medium.kind in PLAYED:
        return f"[{'film' if medium.kind == 'film' else 'lyd'}: {medium.code}]"
    return f"![…](bilde:{medium.code})"


@bp.get("/innhold/<key>/bibliotek/<code>")
@audience("edit_content")
def show(key: str, code: str) -> str:
    """One of them as it is shown, where it is used, and how it is withdrawn."""
    return _one(organisation_of_page(key), code, {})


def _one(organisation: Organisation, code: str, errors: Mapping[str, str]) -> str:
    work, speech = http.work(), http.speech()
    medium, withdrawal = medium_here(work, organisation, code)
    programmes = work.catalogue.all(Programme)
    uses = uses_at(work, organisation.id).get(code, ())
    places = {each.id: each for each in every_place(work, {use.organisation_id for use in uses})} if uses else {}
    return render_template(
        "content/medium.html",
        organisation=organisation,
        medium=medium,
        withdrawal=withdrawal,
        shown=media_named(work, [code]).get(code),
        mark=mark_of(medium),
        uses=[
            (use, step_title(speech, programmes.get(use.key.programme), use.key), places[use.organisation_id])
            for use in uses
        ],
        languages=[code for code in PATIENT_LANGUAGES if code in medium.captions],
        may_withdraw=organisation.id in (editor().writes or ()),
        named=IN_LANGUAGE,
        typed=typed() if errors else {},
        errors=errors,
        nav=staff_nav("content"),
    )


@bp.post("/innhold/<key>/bibliotek/<code>/trekk")
@audience("edit_content")
def take_out(key: str, code: str) -> Any:
    """Nobody is shown it any more."""
    organisation = organisation_of_page(key)
    try:
        with http.work().apart():
            withdraw(http.work(), editor(), organisation, code, typed().get("reason", ""))
    except ContentRefused as fault:
        return _one(organisation, code, refused_at(fault)), 422
    flash(http.speech().say(words.MEDIUM_WITHDRAWN), "done")
    return redirect(url_for("content_media.show", key=key, code=code), 303)


@bp.post("/innhold/<key>/bibliotek/<kind>")
@audience("edit_content")
@takes_files("film", files=1)
def add(key: str, kind: str) -> Any:
    """Take in a picture; or a film or a sound with its captions and what is said in it."""
    organisation, form = organisation_of_page(key), typed()
    if kind not in MOST or organisation.id not in (editor().writes or ()):
        raise NoSuchContent()
    try:
        medium = _taken(organisation.id, kind, form, _words_of(form) if kind in PLAYED else NO_WORDS)
    except FormFault as fault:
        return _page(
            organisation_of_page(key),
            {**form, "kind": kind},
            {f"{kind}-{name}": said for name, said in fault.said(http.speech()).items()},
        ), 422
    flash(http.speech().say(words.MEDIUM_KEPT, mark=mark_of(medium)), "done")
    return redirect(url_for("content_media.library", key=key), 303)


def _words_of(form: Mapping[str, str]) -> PlayedWords:
    """:raises FormFault: a caption file is no text."""
    captions, faults = {}, dict[str, Text]()
    for language in PATIENT_LANGUAGES:
        raw = words_of_file(f"captions-{language}", LONGEST * 4)
        try:
            captions[language] = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            faults[f"captions-{language}"] = words.NOT_UTF8
    if faults:
        raise FormFault(faults)
    poster = form.get("poster", "")
    return PlayedWords(
        captions,
        {language: form.get(f"transcript-{language}", "") for language in PATIENT_LANGUAGES},
        poster,
        {language: form.get(f"alt-{language}", "") for language in PATIENT_LANGUAGES} if poster else {},
    )


def _taken(organisation_id: int, kind: str, form: Mapping[str, str], played: PlayedWords) -> ContentMedium:
    """The words are looked at before the file, which takes longer. :raises FormFault"""
    writer, title = editor(), form.get("title", "")
    faults = faults_of_medium(kind, title, played)
    sent = request.files.get("file")
    stream = cast("Spool", sent.stream) if sent else None
    if sent is None or stream is None or not (sent.filename or stream.size):
        faults = {"file": words.NO_FILE, **faults}
    if faults:
        raise FormFault(faults)
    assert sent is not None
    assert stream is not None
    try:
        key = expect_shared(http.work(), organisation_id)
        http.finish_work()
        stream.must_be_whole()
        came = Incoming(stream, stream.size, sent.filename)
        prepared = prepare(http.platform().settings, key, came, (kind,), MOST[kind])
    except (BadFile, Unavailable) as refused:
        raise FormFault({"file": Text(*(refused.to(language) for language in LANGUAGES))}) from None
    finally:
        sent.close()
    try:
        return keep_medium(http.work(), writer.person_id, writer.name, organisation_id, title, prepared, played)
    except ContentRefused as refused:
        raise FormFault(refused.of) from None
