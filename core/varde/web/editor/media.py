"""The library of an organisation: pictures and films for its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for

from varde.content.captions import LONGEST
from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.media import MOST, NO_WORDS, FilmWords, faults_of_medium, keep_medium, media_at
from varde.content.models import ContentMedium
from varde.content.values import REQUIRED
from varde.files.errors import BadFile
from varde.files.service import Incoming, expect_shared, prepare
from varde.files.spool import Spool
from varde.files.values import ACCEPTED, MB
from varde.identity.models import Organisation
from varde.kernel.errors import Unavailable
from varde.kernel.words import LANGUAGES, Text
from varde.setup.words import IN_LANGUAGE
from varde.web.editor import words
from varde.web.editor.places import editor, organisation_of_page
from varde.web.shell import http
from varde.web.shell.forms import FormFault, typed
from varde.web.shell.pages import audience, staff_nav
from varde.web.shell.uploads import takes_files, words_of_file

bp = Blueprint("content_media", __name__)


@bp.get("/innhold/<key>/bibliotek")
@audience("edit_content")
def library(key: str) -> str:
    """Every picture and film, and how each is written in a text."""
    return _page(organisation_of_page(key), {}, {})


def _page(organisation: Organisation, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "content/library.html",
        organisation=organisation,
        media=[(each, mark_of(each)) for each in media_at(http.work(), organisation.id)],
        required=REQUIRED,
        named=IN_LANGUAGE,
        accepted=ACCEPTED,
        most={kind: most // MB for kind, most in MOST.items()},
        typed=form,
        errors=errors,
        nav=staff_nav("content"),
    )


def mark_of(medium: ContentMedium) -> str:
    """How it is written in a text."""
    return f"[film: {medium.code}]" if medium.kind == "film" else f"![…](bilde:{medium.code})"


@bp.post("/innhold/<key>/bibliotek/<kind>")
@audience("edit_content")
@takes_files("film", files=1)
def add(key: str, kind: str) -> Any:
    """Take in a picture; or a film with its captions and what is said in it."""
    organisation, form = organisation_of_page(key), typed()
    if kind not in MOST or organisation.id not in (editor().writes or ()):
        raise NoSuchContent()
    try:
        film = _film_words(form) if kind == "film" else NO_WORDS
        medium = _taken(organisation.id, kind, form, film)
    except FormFault as fault:
        return _page(
            organisation_of_page(key),
            {**form, "kind": kind},
            {f"{kind}-{name}": said for name, said in fault.said(http.speech()).items()},
        ), 422
    flash(http.speech().say(words.MEDIUM_KEPT, mark=mark_of(medium)), "done")
    return redirect(url_for("content_media.library", key=key), 303)


def _film_words(form: Mapping[str, str]) -> FilmWords:
    """:raises FormFault: a caption file is no text."""
    captions, faults = {}, dict[str, Text]()
    for language in REQUIRED:
        raw = words_of_file(f"captions-{language}", LONGEST * 4)
        try:
            captions[language] = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            faults[f"captions-{language}"] = words.NOT_UTF8
    if faults:
        raise FormFault(faults)
    return FilmWords(captions, {language: form.get(f"transcript-{language}", "") for language in REQUIRED})


def _taken(organisation_id: int, kind: str, form: Mapping[str, str], film: FilmWords) -> ContentMedium:
    """The words are looked at before the file, which takes longer. :raises FormFault"""
    writer, title = editor(), form.get("title", "")
    faults = faults_of_medium(kind, title, film)
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
        return keep_medium(http.work(), writer.person_id, writer.name, organisation_id, title, prepared, film)
    except ContentRefused as refused:
        raise FormFault(refused.of) from None
