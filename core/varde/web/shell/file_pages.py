"""A file of an enrolment, as it is shown on a page or saved: behind the gates of the record, and never as something that runs."""

from __future__ import annotations

from typing import IO, cast

from flask import Blueprint, request
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from varde.enrolments.access import open_record
from varde.files.models import StoredFile
from varde.files.sealing import OpenedFile
from varde.files.service import find_file, must_be_for, opened
from varde.files.values import TYPES, FileType
from varde.kernel.words import Text
from varde.web.shell import http
from varde.web.shell.pages import actor, audience

bp = Blueprint("files", __name__, url_prefix="/fil")
PIECE = 65_536
SHOWN_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""What a file may do when it is opened alone: nothing. The styles are those that a browser itself puts around a picture."""
_NAMES = {
    "picture": Text("bilde", "bilete", "picture"),
    "sound": Text("opptak", "opptak", "recording"),
    "film": Text("film", "film", "film"),
    "document": Text("dokument", "dokument", "document"),
}


@bp.get("/<key>")
@audience("signed_in")
def whole(key: str) -> Response:
    """The file, or the part of it that is asked for."""
    return _served(key, small=False)


@bp.get("/<key>/liten")
@audience("signed_in")
def small(key: str) -> Response:
    """The small picture."""
    return _served(key, small=True)


def _served(key: str, *, small: bool) -> Response:
    work, signed_in = http.work(), actor()
    file, shown = find_file(work, key)
    open_record(work, signed_in, file.enrolment_id, "files")
    must_be_for(file, shown, signed_in.person_id, is_patient=signed_in.is_patient)
    content = opened(work.settings, file, small=small)
    return in_pieces(content, TYPES[file.type], f"{key}-{'s' if small else 'w'}", _name(file))


def in_pieces(content: OpenedFile, kind: FileType, mark: str, name: str) -> Response:
    """The answer that gives these bytes, or the part of them that is asked for; what is gone or damaged is said before it begins.
    ``mark`` is the same as long as they are."""
    content.read(1)
    content.seek(0)
    response = Response(
        FileWrapper(cast("IO[bytes]", content), PIECE), mimetype=kind.media_type, direct_passthrough=True
    )
    response.content_length = content.size
    response.set_etag(mark)
    how = "attachment" if kind.medium == "document" else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    response.headers["Content-Security-Policy"] = SHOWN_ALONE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response.make_conditional(request.environ, accept_ranges=True, complete_length=content.size)


def _name(file: StoredFile) -> str:
    """A name of ours: what it is and the day it came, never what somebody called it."""
    word = http.speech().say(_NAMES[file.medium])
    return f"{word}-{http.speech().date_of(file.stored_at).isoformat()}-{file.key[:6]}.{TYPES[file.type].ending}"
