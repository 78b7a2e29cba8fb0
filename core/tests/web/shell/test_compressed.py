"""Static files are compressed for whoever reads that, and nothing else is."""

from __future__ import annotations

import gzip
from functools import partial
from pathlib import Path

import pytest

from varde.testing.house import House, make_house, sample_only, sqlite_url

STYLES = "/static/varde.css"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def test_static_files_alone_are_compressed_and_for_those_who_read_it(house: House) -> None:
    get = partial(house.app.test_client().get, buffered=True)
    plain, packed = get(STYLES), get(STYLES, headers=GZIP)
    assert (plain.content_encoding, packed.content_encoding) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3
    assert packed.content_length == len(packed.data)
    assert {"Accept-Encoding"} <= {*plain.vary} & {*packed.vary}
    assert get(STYLES, headers={"Accept-Encoding": "gzip;q=0"}).content_encoding is None
    assert get(STYLES, headers=GZIP | {"Range": "bytes=0-99"}).content_encoding is None
    again = get(STYLES, headers=GZIP | {"If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for address in ("/", "/static/nothing.css", "/static/favicon.svg"):
        assert get(address, headers=GZIP).content_encoding is None, address
