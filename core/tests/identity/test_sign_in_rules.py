"""The parts of signing in that need no provider: where it leads, how often it may begin, and what it leaves behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from varde.identity import errors
from varde.identity.models import Login, Person, SignInAttempt, SpentLogoutToken, WebSession
from varde.identity.nin import parse
from varde.identity.oidc import errors as refusals
from varde.identity.oidc.values import Attempt
from varde.identity.service import meet, staff_roles_of
from varde.identity.sessions import (
    actor_of,
    end_session,
    end_sessions_of_issuer,
    forget_old_sessions,
    hashed,
    start_session,
    take_attempt,
)
from varde.kernel.work import Work
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.web.shell.addresses import own_path
from varde.web.shell.http import status_of

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
KARI = parse("04819099958", allow_synthetic=True)
ISSUER = "https://idporten.example"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.fixture(scope="module")
def lasting_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One house for all examples of a property; its clock only goes forward."""
    return make_house(sqlite_url(tmp_path_factory.mktemp("house")), catalogue=sample_only())


def signed_in(work: Work, person: Person, sid: str, subject: str = "s", issuer_key: str = "idporten") -> str:
    return start_session(
        work,
        person,
        issuer=ISSUER,
        issuer_key=issuer_key,
        subject=subject,
        sid=sid,
        acr="idporten-loa-high",
        id_token="t",
    )


# --- where it may lead


def as_browsers_read_it(path: str) -> str:
    """The address that a browser goes to: backslashes are slashes, tabs and line breaks are not there."""
    read = path.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None}).replace("\\", "/")
    return urljoin("https://varde.example/logg-inn", read)


@given(st.text(st.sampled_from("/\\\t\n\r :@?#.ab%\x00\x0b\x85\u2028"), max_size=12))
def test_no_path_leads_away_from_us(path: str) -> None:
    kept = own_path(path)
    assert kept in ("", path)
    assert urlsplit(as_browsers_read_it(kept)).netloc == "varde.example"


@pytest.mark.parametrize(
    "path", ["/", "/min-sti", "/innsyn?alle=1", "/moduler/1/søvn/2?lang=nn", "/a/b//c", "/a?u=//b"]
)
def test_paths_of_our_own_are_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "min-sti",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\t\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        " /x",
        "/x\r\nA: b",
        "/" + "a" * 500,
    ],
)
def test_other_paths_are_not(path: str) -> None:
    assert own_path(path) == ""


# --- what refusals become


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (refusals.WrongAssurance(), 403),
        (refusals.MixUp(), 403),
        (refusals.BadToken(), 403),
        (refusals.AttemptExpired(), 409),
        (refusals.CodeRefused(), 409),
        (refusals.StateMismatch(), 409),
        (refusals.ProviderUnavailable(), 503),
        (refusals.NotSetUp(), 503),
    ],
)
def test_each_refusal_has_its_status_and_its_sentence(refusal: refusals.SignInRefused, status: int) -> None:
    error = errors.refused(refusal)
    assert status_of(error) == status
    assert [error.to(language) for language in ("nb", "nn", "en")] == [
        refusal.to(language) for language in ("nb", "nn", "en")
    ]


def test_every_sentence_is_there_in_three_languages() -> None:
    for kind in (errors.NotStaff, errors.NoIdentityNumber, errors.AttemptSpent, errors.SessionEnded):
        assert all((kind.sentence.nb, kind.sentence.nn, kind.sentence.en)), kind


# --- who she is


@pytest.mark.parametrize(
    ("told", "given_name", "family_name"),
    [
        ("Kari Fjell", "Kari", "Fjell"),
        ("Kari Marie Fjell", "Kari Marie", "Fjell"),
        ("  Kari ", "Kari", ""),
        ("", "", ""),
        ("Å" * 100 + " " + "B" * 100, "Å" * 80, "B" * 80),
        ("C" * 100, "C" * 80, ""),
    ],
)
def test_a_name_is_taken_apart_and_fits(house: House, told: str, given_name: str, family_name: str) -> None:
    with house.work() as work:
        person = meet(work, KARI, told, "nn")
        assert (person.given_name, person.family_name, person.language) == (given_name, family_name, "nn")
        assert meet(work, KARI, "Somebody Else", "nb").id == person.id
        assert person.language == "nn"
        assert person.name == (f"{given_name} {family_name}".strip() or "Somebody Else")


def test_staff_roles_are_those_held_today(house: House) -> None:
    somebody = house.person("Maren", "Vik", ("patient", house.clinic), ("therapist", house.clinic))
    with house.work() as work:
        assert [role.role for role in staff_roles_of(work, somebody)] == ["therapist"]
        key = signed_in(work, somebody, "a", issuer_key="helseid")
    with house.work() as work:
        actor = actor_of(work, key)
        assert actor
        assert [role.role for role in actor.roles] == ["therapist"]


def test_a_subject_that_turns_out_to_be_another_person_is_reported(house: House) -> None:
    one, other = house.person("En", "Berg"), house.person("To", "Dal")
    with house.work() as work, capture_logs() as logs:
        signed_in(work, one, "a", subject="same")
        signed_in(work, one, "b", subject="same")
        assert logs == []
        signed_in(work, other, "c", subject="same")
        assert [line["event"] for line in logs] == ["subject_is_another_person"]
        assert [login.person_id for login in work.session.query(Login)] == [one.id]


# --- sessions


def test_only_the_session_that_is_named_ends(house: House) -> None:
    kari, ola = house.person("Kari", "Fjell"), house.person("Ola", "Li")
    with house.work() as work:
        keys = [signed_in(work, kari, "a"), signed_in(work, kari, "b"), signed_in(work, ola, "c", subject="o")]
    with house.work() as work:
        assert end_sessions_of_issuer(work, ISSUER) == 0
        assert end_sessions_of_issuer(work, "https://another.example", sid="a") == 0
        assert end_sessions_of_issuer(work, ISSUER, sid="a", subject="s") == 1, "the session, not all of hers"
        assert end_sessions_of_issuer(work, ISSUER, sid="a") == 0
    with house.work() as work:
        assert [actor_of(work, key) is not None for key in keys] == [False, True, True]
        assert end_sessions_of_issuer(work, ISSUER, subject="s") == 1
    with house.work() as work:
        assert [actor_of(work, key) is not None for key in keys] == [False, False, True]
        assert end_session(work, hashed(keys[2]))
        assert end_session(work, "unknown") is None


@given(st.lists(st.integers(0, 45), max_size=12))
def test_a_session_lives_while_it_is_used_and_never_past_its_limit(lasting_house: House, pauses: list[int]) -> None:
    house = lasting_house
    with house.work() as work:
        key = signed_in(work, house.person("Kari", "Fjell"), "a", subject=f"s{house.clock.now().timestamp()}")
    used, alive = 0, True
    for pause in pauses:
        house.clock.move(minutes=pause)
        used += pause
        alive = alive and pause < 30 and used < 8 * 60
        with house.work() as work:
            assert (actor_of(work, key) is not None) == alive
    house.clock.move(days=1)


def test_an_attempt_is_taken_once_and_only_by_its_browser(house: House) -> None:
    with house.work() as work:
        work.add(
            SignInAttempt(
                state_hash=hashed("state"),
                browser_hash=hashed("browser"),
                attempt_sealed=b"x",
                next_path="/a",
                created_at=work.now,
            )
        )
    with house.work() as work:
        assert take_attempt(work, "state", "another") is None
        assert take_attempt(work, "another", "browser") is None
        assert take_attempt(work, "state", "browser") == (b"x", "/a")
        assert take_attempt(work, "state", "browser") is None


@pytest.mark.parametrize(
    ("anew", "auth_minutes", "identified_minutes"),
    [
        (False, -60, -60),
        (False, 30, 5),  # the issuer's clock is ahead of ours
        (False, None, None),
        (True, 3, 0),  # what she was asked for while she was away she has not identified herself for
        (True, None, 0),
    ],
)
def test_since_when_she_has_identified_herself(
    anew: bool, auth_minutes: int | None, identified_minutes: int | None
) -> None:
    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else NOW + timedelta(minutes=minutes)

    attempt = Attempt(ISSUER, "state", "nonce", "verifier", "https://varde.example/retur", None, NOW, anew)
    assert attempt.identified_at(at(auth_minutes), NOW + timedelta(minutes=5)) == at(identified_minutes)


def test_after_a_day_nothing_of_it_is_left(house: House) -> None:
    with house.work() as work:
        signed_in(work, house.person("Kari", "Fjell"), "a")
        work.add(
            SignInAttempt(state_hash="s", browser_hash="b", attempt_sealed=b"x", next_path="", created_at=work.now)
        )
        work.add(SpentLogoutToken(jti="j", at=work.now))
    kept = {timedelta(hours=20): 1, timedelta(days=2): 0}
    for step, left in kept.items():
        house.clock.move(seconds=step.total_seconds())
        with house.work() as work:
            forget_old_sessions(work)
            for table in (WebSession, SignInAttempt, SpentLogoutToken):
                assert work.session.query(table).count() == left
