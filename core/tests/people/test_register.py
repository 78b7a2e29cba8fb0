"""The contact register over real connections: what it says is read, and whatever else it does is an answer too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from varde.kernel.settings import read_settings
from varde.people.register.krr import Krr
from varde.people.register.rules import standing_of
from varde.people.register.values import RegisterEntry, RegisterSilent
from varde.testing.house import environment
from varde.testing.register import StubRegister, stub_register
from varde.testing.servers import free_port

NOW = datetime(2026, 9, 21, 12, 0, tzinfo=UTC)
KARI, TOR = "13097248022", "05837399942"


@pytest.fixture
def register() -> Iterator[StubRegister]:
    with stub_register() as running:
        yield running


def asked(register: StubRegister, **variables: str) -> Krr:
    settings = read_settings(environment("sqlite:///x.sqlite", **{**register.environment(), **variables})).register
    assert settings is not None
    return Krr(settings)


def test_what_it_holds_is_read(register: StubRegister) -> None:
    register.holds(KARI, phone="91234567", email="kari@post.no")
    entries = asked(register).look_up([KARI, TOR], NOW)
    assert entries[KARI] == RegisterEntry(
        True, False, True, "+4791234567", "kari@post.no", datetime(2026, 6, 1, 10, 45, 15, 768000, UTC)
    )
    assert standing_of(entries[TOR]) == "missing"
    assert "91234567" not in repr(entries)
    assert "kari@" not in repr(entries)


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({"phone": "+4791234567"}, "usable"),
        ({"phone": "22334455"}, "missing"),  # takes no texts
        ({"phone": "<script>", "email": "kari"}, "missing"),
        ({}, "missing"),
        ({"phone": "91234567", "reservasjon": "JA"}, "reserved"),
        ({"phone": "91234567", "varslingsstatus": "KAN_IKKE_VARSLES"}, "stale"),
        ({"status": "SLETTET"}, "missing"),
    ],
)
def test_how_somebody_stands(register: StubRegister, said: dict[str, Any], standing: str) -> None:
    register.holds(KARI, **said)
    assert standing_of(asked(register).look_up([KARI], NOW)[KARI]) == standing


def test_one_token_serves_until_it_ends_and_one_that_is_taken_back_is_asked_for_anew(register: StubRegister) -> None:
    krr = asked(register)
    krr.look_up([KARI], NOW)
    krr.look_up([KARI], NOW + timedelta(seconds=80))
    assert len(register.tokens) == 1
    krr.look_up([KARI], NOW + timedelta(seconds=100))
    assert len(register.tokens) == 2
    register.tokens.clear()
    krr.look_up([KARI], NOW + timedelta(seconds=101))
    assert len(register.tokens) == 1


def _status(register: StubRegister) -> None:
    register.status = 500


def _no_token(register: StubRegister) -> None:
    register.token_status = 503


def _html(register: StubRegister) -> None:
    register.nonsense = b"<html>We are sorry</html>"


def _another_shape(register: StubRegister) -> None:
    register.people[KARI] = {"personidentifikator": KARI, "status": "KANSKJE", "reservasjon": "NEI"}


@pytest.mark.parametrize(
    ("fails", "said"), [(_status, "500"), (_no_token, "token 503"), (_html, "nonsense"), (_another_shape, "nonsense")]
)
def test_no_answer_that_can_be_used(register: StubRegister, fails: Callable[[StubRegister], None], said: str) -> None:
    fails(register)
    with pytest.raises(RegisterSilent) as silent:
        asked(register).look_up([KARI], NOW)
    assert silent.value.said == said


def test_one_that_is_down_or_slow(register: StubRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(RegisterSilent, match="NewConnectionError"):
        asked(register, VARDE_KRR_ISSUER=nobody).look_up([KARI], NOW)
    monkeypatch.setattr("varde.people.register.krr.READ_SECONDS", 0.05)
    register.delay = 0.5
    with pytest.raises(RegisterSilent, match="ReadTimeoutError"):
        asked(register).look_up([KARI], NOW)
