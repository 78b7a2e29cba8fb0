"""A picture, film or sound of a step, as it is shown to whoever reads the step. It is about nobody, and still an organisation's
own: whoever is neither treated nor working there is not shown it."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from varde.content.errors import NoSuchContent
from varde.content.media import medium_and_file
from varde.content.models import ContentMedium
from varde.files.models import SharedFile
from varde.files.service import opened
from varde.files.values import TYPES
from varde.modules.media_reach import may_be_shown
from varde.web.shell import http
from varde.web.shell.file_pages import in_pieces
from varde.web.shell.pages import actor, audience

bp = Blueprint("step_files", __name__, url_prefix="/innholdsfil/<code>")


@bp.get("")
@audience("signed_in")
def whole(code: str) -> AnyResponse:
    """The picture, film or sound, or the part of it that is asked for."""
    medium, file = _for_reader(code)
    content = opened(http.work().settings, file)
    return in_pieces(content, TYPES[file.type], f"{file.key}-w", f"{medium.code}.{TYPES[file.type].ending}")


@bp.get("/<language>.vtt")
@audience("signed_in")
def captions(code: str, language: str) -> Response:
    """What is said in a film or a sound, in time with it."""
    medium, _ = _for_reader(code)
    if language not in medium.captions:
        raise NoSuchContent()
    return Response(medium.captions[language], mimetype="text/vtt")


def _for_reader(code: str) -> tuple[ContentMedium, SharedFile]:
    """:raises NoSuchContent: it is not there, withdrawn, or another organisation's."""
    medium, file = medium_and_file(http.work(), code)
    if not may_be_shown(http.work(), actor(), medium):
        raise NoSuchContent()
    return medium, file
