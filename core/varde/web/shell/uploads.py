"""Files that come with a form. A form with one is sent as ``multipart/form-data`` and works without scripts.

Who asks, and how much a form may hold, is known before its body is read; no transaction is open while it is. What is read goes to
a :class:`~varde.files.spool.Spool`; of somebody who is not signed in nothing is kept but the words she typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, cast

from flask import Request, current_app, g, request
from werkzeug.datastructures import FileStorage

from varde.enrolments.access import open_record
from varde.files.errors import BadFile
from varde.files.service import Incoming, expect, keep, prepare
from varde.files.spool import Discarded, Spool
from varde.files.values import LARGEST
from varde.identity.service import Actor
from varde.kernel.errors import Unavailable
from varde.kernel.words import LANGUAGES, Text
from varde.kinds.asking import named, owner
from varde.kinds.kind import AnswerKind, Upload
from varde.web.shell import http

OF_THE_WORDS = 1_000_000
"""Bytes of a form besides its files."""
_PIECE = 262_144
Sent = Mapping[str, Sequence[str]]
"""What a form sent: the values of each control, by its name."""


class UploadRequest(Request):
    """A request whose files are kept where nobody can read them, or nowhere."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - werkzeug names them
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        if g.get("actor") is None or _most_bytes() == 0:
            return cast("IO[bytes]", Discarded())
        spool = Spool()
        g.setdefault("spools", []).append(spool)
        return cast("IO[bytes]", spool)

    def close(self) -> None:
        """Let go of every file, also those of a form that was not read to its end."""
        for spool in g.pop("spools", ()):
            spool.close()
        super().close()


def takes_files(*media: str, files: int = 1) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a view whose form may hold so many files of the largest of these media."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.most_bytes = OF_THE_WORDS + files * max(LARGEST[medium] for medium in media)  # type: ignore[attr-defined]
        return view

    return mark


def _most_bytes() -> int:
    view = current_app.view_functions.get(request.endpoint or "")
    return int(getattr(view, "most_bytes", 0))


def read_form_with_files() -> None:
    """Before a view that takes files: read the body, now that it is known whose it is and that no more comes than may."""
    if most := _most_bytes():
        request.max_content_length = most
        http.finish_work()
        http.check_text()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came, by the name of the control: the keys of the files that were kept, and what is wrong with the others. ``marks``
    are digests of what came, the same when the same is sent again."""

    keys: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, Text] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)


def take_files(signed_in: Actor, enrolment_id: int, wanted: Mapping[str, Upload]) -> Taken:
    """Take in the files of the request's form that are asked for; what nobody asks for is left where it is.

    The gates are passed first. What the request has done so far is committed, since nothing may be open while a file is looked
    at and put away: whatever was loaded before is loaded again afterwards. A kept file goes in a day unless something uses it
    (:func:`varde.files.service.use`).
    """
    taken = Taken()
    sent = [
        (name, each)
        for name, asked in wanted.items()
        for each in request.files.getlist(name)[: asked.files]
        if each.filename or _size(each)  # a control that was left empty sends a file without a name
    ]
    if sent:
        open_record(http.work(), signed_in, enrolment_id, "files", write=True)
    for name, each in sent:
        taken.marks.append(_mark(each))
        try:
            key = _taken(signed_in, enrolment_id, each, wanted[name])
        except (BadFile, Unavailable) as refused:
            taken.faults[name] = Text(*(refused.to(language) for language in LANGUAGES))
        else:
            taken.keys.setdefault(name, []).append(key)
        finally:
            each.close()
    return taken


def uploads_of(kinds: Mapping[str, AnswerKind]) -> dict[str, Upload]:
    """Every control of these answers that a file comes with, by its name on the page."""
    return {named(key, control): upload for key, kind in kinds.items() for control, upload in kind.uploads.items()}


def with_files(form: Sent, kinds: Mapping[str, AnswerKind], taken: Taken) -> dict[str, Sequence[str]]:
    """What the form sent, with the key of each file that came in its answer: a new one stands for the one before it."""
    filled = dict(form)
    for key, kind in kinds.items():
        came = [file for control in kind.uploads for file in taken.keys.get(named(key, control), ())]
        if came:
            filled = {name: values for name, values in filled.items() if owner(name, kinds) != key}
            filled[key] = (came[-1],)
    return filled


def marked(once: str, taken: Taken) -> str:
    """What a page made up so that sending it twice is once, with a mark of the files that came: another picture is another."""
    digest = hashlib.sha256("".join(taken.marks).encode()).hexdigest()
    return f"{once}-{digest[:16]}" if once and taken.marks else once


def _taken(signed_in: Actor, enrolment_id: int, sent: FileStorage, wanted: Upload) -> str:
    key = expect(http.work(), enrolment_id)
    http.finish_work()
    stream = cast("Spool", sent.stream)
    stream.must_be_whole()
    came = Incoming(stream, stream.size, sent.filename)
    prepared = prepare(http.platform().settings, key, came, wanted.media, wanted.most)
    keep(http.work(), enrolment_id, signed_in.person_id, prepared, from_patient=signed_in.is_patient)
    return key


def _size(sent: FileStorage) -> int:
    return int(getattr(sent.stream, "size", 0))


def _mark(sent: FileStorage) -> str:
    digest = hashlib.sha256()
    sent.stream.seek(0)
    while piece := sent.stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def words_of_file(control: str, most: int) -> bytes:
    """A small file of a form that is read at once and kept nowhere; b"" when none came, and one byte more than ``most`` at the
    longest."""
    came = request.files.get(control)
    if came is None:
        return b""
    try:
        came.stream.seek(0)
        return came.stream.read(most + 1)
    finally:
        came.close()
