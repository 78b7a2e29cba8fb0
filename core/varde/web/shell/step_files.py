"""A picture or film of a step, as it is shown to whoever reads the step. It is about nobody, so that whoever is signed in may."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from varde.content.errors import NoSuchContent
from varde.content.media import medium_and_file
from varde.files.service import opened
from varde.files.values import TYPES
from varde.web.shell import http
from varde.web.shell.file_pages import in_pieces
from varde.web.shell.pages import audience

bp = Blueprint("step_files", __name__, url_prefix="/innholdsfil/<code>")


@bp.get("")
@audience("signed_in")
def whole(code: str) -> AnyResponse:
    """The picture or film, or the part of it that is asked for."""
    medium, file = medium_and_file(http.work(), code)
    content = opened(http.work().settings, file)
    return in_pieces(content, TYPES[file.type], f"{file.key}-w", f"{medium.code}.{TYPES[file.type].ending}")


@bp.get("/<language>.vtt")
@audience("signed_in")
def captions(code: str, language: str) -> Response:
    """What is said in a film, in time with it."""
    medium, _ = medium_and_file(http.work(), code)
    if language not in medium.captions:
        raise NoSuchContent()
    return Response(medium.captions[language], mimetype="text/vtt")
