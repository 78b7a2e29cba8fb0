"""Files that come with a form. A form with one is sent as ``multipart/form-data`` and works without scripts.

Who asks, and how much a form may hold, is known before its body is read; no transaction is open while it is. What is read goes to
a :class:`~varde.files.spool.Spool`; of somebody who is not signed in nothing is kept but the words she typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, cast

from flask import Request, current_app, g, request

from varde.enrolments.access import open_record
from varde.files.errors import BadFile
from varde.files.service import Incoming, expect, keep, prepare
from varde.files.spool import Discarded, Spool
from varde.files.values import LARGEST
from varde.identity.service import Actor
from varde.kernel.errors import Unavailable
from varde.kernel.words import Text
from varde.web.shell import http

OF_THE_WORDS = 1_000_000
"""Bytes of a form besides its files."""


class UploadRequest(Request):
    """A request whose files are kept where nobody can read them, or nowhere."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - werkzeug names them
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        signed_in = g.get("actor") is not None and _most_bytes() > 0
        return cast("IO[bytes]", Spool() if signed_in else Discarded())


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
class Wanted:
    """What a control asks for: media, and the most bytes where fewer are taken than of these media elsewhere."""

    media: tuple[str, ...]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came: the keys of the files that were kept, and what is wrong with the others, by the name of the control."""

    keys: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Text] = field(default_factory=dict)


def take_files(signed_in: Actor, enrolment_id: int, wanted: Mapping[str, Wanted]) -> Taken:
    """Take in the files of the request's form that are asked for; a file nobody asks for is left where it is.

    The gates are passed first. What the request has done so far is committed, since nothing may be open while a file is looked
    at and put away: whatever was loaded before is loaded again afterwards. A kept file goes in a day unless something uses it
    (:func:`varde.files.service.use`).
    """
    taken = Taken()
    for name in wanted.keys() & request.files.keys():
        storage = request.files[name]
        size = getattr(storage.stream, "size", 0)
        if not storage.filename and not size:
            continue  # the control was left empty
        work = http.work()
        open_record(work, signed_in, enrolment_id, "files", write=True)
        try:
            key = expect(work, enrolment_id)
            http.finish_work()
            came = Incoming(storage.stream, size, storage.filename)
            prepared = prepare(http.platform().settings, key, came, wanted[name].media, wanted[name].most)
        except (BadFile, Unavailable) as refused:
            taken.faults[name] = Text(*(refused.to(language) for language in ("nb", "nn", "en")))
        else:
            keep(http.work(), enrolment_id, signed_in.person_id, prepared, from_patient=signed_in.is_patient)
            taken.keys[name] = key
        finally:
            storage.close()
    return taken
