"""What Prometheus is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from varde.kernel.jobs import Outbox
from varde.testing.house import House, make_house, sample_only, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.fixture
def anyone(house: House) -> FlaskClient:
    return house.app.test_client()


def test_figures_show_what_failed(house: House, anyone: FlaskClient) -> None:
    with house.work() as work:
        for failed_at in (None, work.now, work.now):
            work.add(
                Outbox(
                    job="gone", arguments={}, created_at=work.now, run_after=work.now, attempts=12, failed_at=failed_at
                )
            )
    figures = anyone.get("/metrics").get_data(as_text=True)
    assert "varde_outbox_failed 2.0" in figures
    assert "varde_outbox_waiting 1.0" in figures
    assert "varde_access_log_waiting 0.0" in figures
    assert 'varde_pages_within{le="0.05"}' in figures


def test_figures_show_how_many_pages_there_were_and_nothing_that_machines_ask(anyone: FlaskClient) -> None:
    before = _pages(anyone)
    for path in ("/", "/static/varde.css", "/healthz", "/readyz", "/nowhere", "/logg-inn"):
        anyone.get(path).close()
    assert _pages(anyone) == before + 2


def _pages(anyone: FlaskClient) -> int:
    figures = anyone.get("/metrics").get_data(as_text=True)
    return int(figures.partition('varde_pages_within{le="+Inf"} ')[2].partition(".")[0])
