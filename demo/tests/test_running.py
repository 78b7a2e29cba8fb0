"""``varde demo`` as a program: the first page within seconds, what it tells meanwhile, and a start where it was stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from sqlalchemy import create_engine, text

from varde.testing.servers import free_port

PATIENTS = 12
PATIENCE = 90
"""Seconds on the wall, for a machine that has."""
RUN = "from varde_demo.command import demo; demo()"
VISITORS = (
    ("idporten", "ingrid", "Mage-tarmskolen"),
    ("idporten", "tor", "eMeistring"),
    ("idporten", "eva", "Frisk i hverdagen"),
    ("idporten", "tone", "Tone Berg"),
    ("helseid", "maren", "Hvem trenger meg nå?"),
    ("helseid", "sara", "Vik"),
    ("helseid", "jonas", "Hvem trenger meg nå?"),
    ("helseid", "nina", "Nina Falk"),
)
"""Everybody one can be, and what her start page has on it from the first moment."""
pytestmark = pytest.mark.slow


@contextmanager
def running(folder: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The program, until the block is left, which kills it."""
    command = [sys.executable, "-c", RUN, "--data", str(folder), "--port", str(port), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def page(port: int, path: str = "/", language: str = "nb") -> str:
    answer = requests.get(f"http://127.0.0.1:{port}{path}", params={"lang": language}, timeout=PATIENCE)
    assert answer.status_code == 200
    return answer.text


def first_page(port: int) -> str:
    for _ in range(PATIENCE * 20):
        try:
            return page(port)
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError(f"no page within {PATIENCE} seconds")


def landed(port: int, issuer: str, key: str) -> str:
    """The start page of this person, who signs in through the demo's own provider."""
    visitor = requests.Session()
    visitor.trust_env = False
    address = f"http://127.0.0.1:{port}/logg-inn/{issuer}"
    until = time.monotonic() + PATIENCE  # while people are invented, a page may say to try again
    answer = visitor.get(address, params={"login_hint": key}, timeout=PATIENCE)
    while answer.status_code == 503 and time.monotonic() < until:
        answer = visitor.get(address, params={"login_hint": key}, timeout=PATIENCE)
    assert answer.status_code == 200
    return answer.text


def test_the_demo_serves_at_once_and_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    folder, port = tmp_path / "demo", free_port()
    with running(folder, port, "--patients", str(PATIENTS)) as process:
        front = first_page(port)
        assert "Demoen lager fremdeles oppdiktede pasienter" in front
        assert "Demoen lagar framleis oppdikta pasientar" in page(port, "/logg-inn", "nn")
        assert "The demo is still inventing patients" in page(port, "/o/fjordvest", "en")
        assert "fremdeles" not in page(port, "/hjelp"), "only at the door"
        assert set(enrolled(folder)) >= {"Ingrid Solheim", "Tor Vik", "Eva Strand"}
        for issuer, key, words in VISITORS:
            assert words in landed(port, issuer, key), key
        process.send_signal(signal.SIGKILL)
    asked = json.loads((folder / "plan.json").read_text())
    assert (asked["patients"], asked["finished"]) == (PATIENTS, False)
    cut_short = enrolled(folder)
    with running(folder, port, "--patients", "1") as process:
        first_page(port)
        finished = wait_until_finished(folder)
        assert "oppdiktede pasienter" not in page(port)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
    assert finished["until"] == asked["until"]
    assert finished["patients"] == PATIENTS, "what was asked for first"
    everybody = enrolled(folder)
    assert everybody[: len(cut_short)] == cut_short
    assert len(everybody) >= PATIENTS + 3
    with running(folder, port):
        assert "oppdiktede pasienter" not in first_page(port)
    assert enrolled(folder) == everybody


def wait_until_finished(folder: Path) -> dict[str, object]:
    for _ in range(PATIENCE * 10):
        asked: dict[str, object] = json.loads((folder / "plan.json").read_text())
        if asked["finished"]:
            return asked
        time.sleep(0.1)
    raise AssertionError("the simulation did not end")


def enrolled(folder: Path) -> list[str]:
    engine = create_engine(f"sqlite:///{folder / 'varde.sqlite'}")
    names = "SELECT given_name || ' ' || family_name FROM person JOIN enrolment ON person_id = person.id ORDER BY enrolment.id"
    with engine.connect() as connection:
        rows = list(connection.scalars(text(names)))
    engine.dispose()
    return rows


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    from .platforms import platform_in

    platform = platform_in(tmp_path)
    with platform.work() as work:
        from varde.identity.service import add_organisation

        add_organisation(work, "elsewhere", "clinic", "En annen klinikk")
    platform.engine.dispose()
    with running(tmp_path, free_port()) as process:
        assert process.wait(timeout=PATIENCE) == 1
        assert process.stderr
        assert "choose another --data" in process.stderr.read()
    assert not (tmp_path / "plan.json").exists()
