"""The addresses of the frame: built once, and right whatever Varde is served under."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from varde.testing.house import House, make_house, sample_only, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def frame(client: FlaskClient, under: str = "") -> list[str]:
    """Where the frame of the patient's home leads: the brand, signing out, the language."""
    page = client.get("/min-sti", environ_overrides={"SCRIPT_NAME": under}).get_data(as_text=True)
    pieces = ('class="brand" href="', 'method="post" action="', 'class="languages" method="post" action="')
    return [page.split(piece, 1)[1].split('"')[0] for piece in pieces]


def test_the_frame_leads_where_it_is_served(house: House) -> None:
    client = house.browser(house.person("Tor", "Vik"))
    at_root = ["/min-sti", "/logg-inn/ut", "/logg-inn/sprak"]
    assert frame(client) == at_root
    assert frame(client, "/helse") == [f"/helse{address}" for address in at_root]
    assert frame(client) == at_root
