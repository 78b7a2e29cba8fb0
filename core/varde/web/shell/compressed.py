"""Styles, scripts and drawings of the house go out compressed to whoever reads that: they are most of what a page weighs.

Pages and answers do not: the length of what is compressed tells of its secrets to somebody who can put words of his own beside
them.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Any

from flask import request
from werkzeug.wrappers import Response

KINDS = ("text/css", "text/javascript", "image/svg+xml")
WORTH = 500
"""Bytes below which nothing is gained."""


def install(app: Any) -> None:
    """Every static file, of the house and of plugins."""
    app.after_request(compress_static)


def compress_static(response: Response) -> Response:
    """The same file, compressed where it is a static one of text and the browser reads gzip. Its tag is weak then: the words are
    the same, the bytes are not."""
    if not (request.endpoint or "").endswith("static") or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not request.accept_encodings["gzip"] or request.method != "GET":
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= WORTH:
        response.set_data(_compressed(plain))
        response.content_encoding = "gzip"
        response.set_etag(response.get_etag()[0] or "", weak=True)
    return response


@lru_cache(maxsize=128)
def _compressed(plain: bytes) -> bytes:
    """Once for each file, whoever asks; a file that is another is another key."""
    return gzip.compress(plain, 9, mtime=0)
