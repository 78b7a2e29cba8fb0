"""HTTP: every error one sentence in the reader's language, never a traceback; headers; forgery; one transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask
import pytest
import structlog
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import ServiceUnavailable

from varde.app import unguarded
from varde.identity.models import Login, Organisation, Person
from varde.kernel import errors
from varde.kernel.words import Text
from varde.testing.house import House, make_house, sample_only, sqlite_url, token
from varde.web.shell import http
from varde.web.shell.pages import audience


class Greedy(errors.VardeError):
    sentence = Text("For mye av {what}.", "For mykje av {what}.", "Too much {what}.")


RAISED: dict[str, tuple[Callable[[], Exception], int]] = {
    "bad-request": (errors.BadRequest, 400),
    "not-allowed": (errors.NotAllowed, 403),
    "not-found": (errors.NotFound, 404),
    "conflict": (errors.Conflict, 409),
    "bad-input": (lambda: errors.BadInput(Text("Svar på 1.", "Svar på 1."), Text("Svar på 2.", "Svar på 2.")), 422),
    "unavailable": (errors.Unavailable, 503),
    "greedy": (lambda: Greedy(what="{braces} & <script>"), 400),
    "our-fault": (lambda: ZeroDivisionError("secret detail"), 500),
    "busy": (lambda: ServiceUnavailable(retry_after=30), 503),
    "no-database": (lambda: OperationalError("SELECT secret", {}, Exception("refused")), 503),
}


def add_views(app: flask.Flask) -> None:
    """Views that do what the tests need."""

    @app.route("/t/raise/<name>", methods=["GET", "POST"])
    @audience("public")
    def raising(name: str) -> Any:
        http.work().add(Organisation(key="half-done", kind="clinic", name="Halvferdig", details={}))
        http.work().session.flush()
        raise RAISED[name][0]()

    @app.post("/t/write")
    @audience("signed_in")
    def write() -> Any:
        work = http.work()
        work.add(Organisation(key=flask.request.form["key"], kind="clinic", name="Ny", details={}))
        flask.flash("Lagret", "done")
        return flask.redirect("/hjelp", 303)

    @app.get("/t/number/<int:number>")
    @audience("public")
    def number(number: int) -> Any:
        found = http.work().session.get(Person, number)
        return "found" if found else flask.abort(404)

    @app.get("/t/flashes")
    @audience("public")
    def flashes() -> Any:
        return flask.jsonify(flask.get_flashed_messages())

    @app.get("/t/for-patients")
    @audience("patient")
    def for_patients() -> Any:
        return "hello"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path_factory.mktemp("http")), catalogue=sample_only())
    add_views(house.app)
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def anyone(house: House) -> FlaskClient:
    return house.app.test_client()


@pytest.fixture
def patient(house: House) -> FlaskClient:
    return house.browser(house.person("Kari", "Nordmann"))


def organisations(house: House, key: str) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).where(Organisation.key == key)) or 0


def sentence_of(name: str, language: str) -> str:
    fault = RAISED[name][0]()
    if isinstance(fault, errors.VardeError):
        return fault.to(language)
    kind = {500: errors.VardeError, 503: errors.Unavailable}[RAISED[name][1]]
    return kind.sentence.to(language)


# --- errors


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", RAISED)
def test_an_error_is_a_sentence_in_the_readers_language(
    house: House, anyone: FlaskClient, name: str, language: str
) -> None:
    answer = anyone.get(f"/t/raise/{name}?lang={language}")
    assert answer.status_code == RAISED[name][1]
    page = answer.get_data(as_text=True)
    assert f'<html lang="{language}"' in page
    assert escape(sentence_of(name, language)) in page
    for secret in ("Traceback", "secret", "<script> ", "SELECT secret"):
        assert secret not in page
    assert organisations(house, "half-done") == 0


@pytest.mark.parametrize("name", RAISED)
def test_a_script_gets_the_sentence_as_json(anyone: FlaskClient, name: str) -> None:
    answer = anyone.get(f"/t/raise/{name}?lang=nn", headers={"Accept": "application/json"})
    assert answer.status_code == RAISED[name][1]
    assert answer.json is not None
    assert answer.json["message"] == sentence_of(name, "nn")
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert answer.json["faults"] == (["Svar på 1.", "Svar på 2."] if name == "bad-input" else [answer.json["message"]])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nb", "Vi finner ikke denne siden."), ("nn", "Vi finn ikkje denne sida."), ("en", "We cannot find this page.")],
)
def test_an_address_that_leads_nowhere(anyone: FlaskClient, language: str, sentence: str) -> None:
    answer = anyone.get(f"/no/such/place?lang={language}")
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (404, True)


def test_a_method_that_does_not_fit_says_which_do(anyone: FlaskClient) -> None:
    answer = anyone.delete("/t/raise/conflict")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert "Denne siden kan ikke brukes på den måten." in answer.get_data(as_text=True)


def test_when_to_try_again_is_kept(anyone: FlaskClient) -> None:
    assert anyone.get("/t/raise/busy").headers["Retry-After"] == "30"


def test_more_than_a_megabyte_is_refused(house: House, patient: FlaskClient) -> None:
    given = {"key": "x" * 1_100_000, "csrf_token": token(patient)}
    answer = patient.post("/t/write", data=given)
    assert answer.status_code == 413
    assert "større enn det vi kan ta imot" in answer.get_data(as_text=True)


@pytest.mark.parametrize("value", ["%00", "a%00b"])
@pytest.mark.parametrize("place", ["/logg-inn?next=/{}", "/t/{}", "/logg-inn?{}=1"])
def test_a_character_no_column_holds_is_refused(anyone: FlaskClient, place: str, value: str) -> None:
    assert anyone.get(place.format(value)).status_code == 400


def test_a_number_no_column_holds_is_not_found(anyone: FlaskClient) -> None:
    assert [anyone.get(f"/t/number/{n}").status_code for n in (0, 2**63 - 1, 2**63, 10**40)] == [404] * 4


def test_a_broken_error_page_is_still_a_sentence(
    house: House, anyone: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_names: object, **_values: object) -> str:
        raise RuntimeError("secret template detail")

    monkeypatch.setattr("varde.web.shell.http.render_template", broken)
    answer = anyone.get("/t/raise/greedy")
    assert answer.status_code == 400
    assert "For mye av {braces} &amp; &lt;script&gt;." in answer.get_data(as_text=True)
    assert "secret" not in answer.get_data(as_text=True)


# --- one transaction


def test_what_a_view_did_is_committed_when_it_answers(house: House, patient: FlaskClient) -> None:
    answer = patient.post("/t/write", data={"key": "new", "csrf_token": token(patient)})
    assert answer.status_code == 303
    assert organisations(house, "new") == 1
    assert patient.get("/t/flashes").json == ["Lagret"]


def test_what_the_database_refuses_at_the_end_is_a_conflict(house: House, patient: FlaskClient) -> None:
    """The view has answered and promised; the commit fails; the promise is not kept on screen."""
    answer = patient.post("/t/write", data={"key": "klinikken", "csrf_token": token(patient)})
    assert answer.status_code == 409
    assert "allerede gjort eller endret av noen andre" in answer.get_data(as_text=True)
    assert patient.get("/t/flashes").json == []
    assert organisations(house, "klinikken") == 1


def test_no_connection_is_kept_by_a_request_that_failed(house: House, patient: FlaskClient) -> None:
    given = {"key": "klinikken", "csrf_token": token(patient)}
    for _ in range(30):
        assert patient.post("/t/write", data=given).status_code == 409
    assert house.platform.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_two_who_do_the_same_at_once(database_url: str) -> None:
    """Both find it undone and both do it; the unique key lets one through and the other is told, whoever comes first."""
    house = make_house(database_url, catalogue=sample_only())
    add_views(house.app)
    browsers = [house.browser(house.person("Kari", f"Nordmann {n}")) for n in range(6)]
    tokens = [token(one) for one in browsers]
    together, statuses = threading.Barrier(len(browsers), timeout=60), []

    def write(one: FlaskClient, csrf_token: str) -> None:
        together.wait()
        statuses.append(one.post("/t/write", data={"key": "same", "csrf_token": csrf_token}).status_code)

    threads = [threading.Thread(target=write, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(statuses) == [303] + [409] * 5
    assert organisations(house, "same") == 1
    house.platform.engine.dispose()


# --- forgery


@pytest.mark.parametrize("given", [{}, {"csrf_token": ""}, {"csrf_token": "a" * 64}, {"csrf_token": "ø"}])
def test_a_form_without_the_right_token_is_refused(house: House, patient: FlaskClient, given: dict[str, str]) -> None:
    answer = patient.post("/t/write", data={"key": "forged", **given})
    assert answer.status_code == 400
    assert "Skjemaet hører til en annen innlogging" in answer.get_data(as_text=True)
    assert organisations(house, "forged") == 0


def test_anothers_token_is_refused(house: House, patient: FlaskClient) -> None:
    other = house.browser(house.person("Ola", "Nordmann"))
    assert patient.post("/t/write", data={"key": "forged", "csrf_token": token(other)}).status_code == 400


def test_the_token_may_come_as_a_header(house: House, patient: FlaskClient) -> None:
    answer = patient.post("/t/write", data={"key": "by-header"}, headers={"X-CSRF-Token": token(patient)})
    assert answer.status_code == 303


def test_nobody_may_post_without_signing_in(house: House, anyone: FlaskClient) -> None:
    answer = anyone.post("/t/write", data={"key": "forged", "csrf_token": ""})
    assert answer.status_code == 401
    assert anyone.post("/t/raise/conflict").status_code == 401


# --- signing in and audiences


def test_who_is_not_signed_in_is_led_there_and_back(anyone: FlaskClient) -> None:
    answer = anyone.get("/t/for-patients?a=1&b=å")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/logg-inn?next=%2Ft%2Ffor-patients%3Fa%3D1%26b%3D%C3%A5"


def test_staff_is_not_let_into_a_patients_page(house: House) -> None:
    therapist = house.browser(house.person("Maren", "Lie", ("therapist", house.clinic)), staff=True)
    assert therapist.get("/t/for-patients").status_code == 403


def test_every_view_says_who_may_open_it(house: House) -> None:
    assert unguarded(house.app, house.platform) == []
    known = {"public", "patient", "therapist", "manager", "staff", "signed_in", "queue", "treat", "refer", "absence"}
    known |= {
        "kin",
        "hand_over",
        "correct",
        "set_up",
        "operate",
        "plan_benefits",
        "plan_courses",
        *("edit_content", "erase", "retention"),
        "approve_content",
        "read_helped",
        "sign_statements",
        "break_glass",
        "review_access",
    }
    views = {name: view for name, view in house.app.view_functions.items() if name != "static"}
    assert {getattr(view, "audience", "") for view in views.values()} <= known
    careless = flask.Flask("careless")
    careless.add_url_rule("/t/silent", "silent", lambda: "")
    careless.add_url_rule("/t/odd", "odd", audience("everybody")(lambda: ""))
    faults = unguarded(careless, house.platform)
    assert faults[:2] == [
        "The view odd is for everybody, which is no permission. Known: "
        "absence, absence_of_staff, approve_content, break_glass, clinic_templates, correct, edit_content, erase, figures, "
        "hand_over, kin, manager, operate, patient, plan_benefits, plan_courses, public, queue, read_helped, refer, research, "
        "retention, review_access, sample.sees-boxes, set_up, sign_statements, signed_in, staff, take_over, therapist, treat.",
        "The view silent does not declare who may open it.",
    ]


def test_only_named_views_are_posted_to_without_a_token(house: House) -> None:
    exempt = {name for name, view in house.app.view_functions.items() if getattr(view, "csrf_exempt", False)}
    doors = {"api.sample_blow", "api.sample_kit-report"}
    assert exempt == doors | {"sign_in.back_channel", "sign_in.set_language", "receipts.sms"}


# --- headers


@pytest.mark.parametrize("path", ["/", "/no/such/place", "/t/raise/our-fault", "/logg-inn", "/healthz"])
def test_every_answer_is_guarded(anyone: FlaskClient, path: str) -> None:
    headers = anyone.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers, "that is for https"


def test_over_https_the_cookies_and_headers_are_strict(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), VARDE_BASE_URL="https://varde.example.test", catalogue=sample_only())
    answer = house.app.test_client().get("/?lang=nn")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert str(house.app.config["SESSION_COOKIE_NAME"]).startswith("__Host-")
    house.platform.engine.dispose()


def test_every_request_has_its_own_reference(anyone: FlaskClient) -> None:
    found = [anyone.get("/").headers["X-Request-Id"] for _ in range(5)]
    assert len(set(found)) == 5
    page = anyone.get("/t/raise/our-fault")
    assert page.headers["X-Request-Id"] in page.get_data(as_text=True)


# --- language


def language_of(client: FlaskClient, **request: Any) -> str:
    page = client.get("/t/raise/conflict", **request).get_data(as_text=True)
    return page.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("browser", "language"),
    [("nn-NO,nn;q=0.9,en;q=0.5", "nn"), ("no", "nb"), ("nb-NO", "nb"), ("en-GB,en", "en"), ("de", "nb"), ("", "nb")],
)
def test_the_browsers_language(anyone: FlaskClient, browser: str, language: str) -> None:
    assert language_of(anyone, headers={"Accept-Language": browser}) == language


def test_a_chosen_language_is_remembered(anyone: FlaskClient) -> None:
    answer = anyone.get("/?lang=nn")
    assert "varde-lang=nn" in answer.headers["Set-Cookie"]
    assert language_of(anyone, headers={"Accept-Language": "en"}) == "nn"
    assert language_of(anyone, query_string={"lang": "xx"}) == "nn", "nonsense does not forget the choice"


def test_a_person_is_met_in_her_own_language(house: House) -> None:
    assert language_of(house.browser(house.person("Kari", "Nordmann", language="nn"))) == "nn"


# --- while the outside is down


def test_when_the_database_is_gone(house: House, patient: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr("sqlalchemy.Connection.execute", gone)
    answer = patient.get("/t/flashes")
    assert answer.status_code == 503
    assert "svarer ikke. Prøv igjen om litt." in answer.get_data(as_text=True)


def test_a_second_sign_in_under_one_subject_makes_no_second_login(house: House) -> None:
    person = house.person("Kari", "Nordmann")
    house.browser(person)
    house.browser(person)
    with house.work() as work:
        assert work.session.scalar(select(func.count(Login.id)).where(Login.person_id == person.id)) == 1


def test_what_a_thread_does_after_a_request_is_not_logged_as_part_of_it(house: House) -> None:
    house.app.test_client().get("/healthz")
    assert "request_id" not in structlog.contextvars.get_contextvars()
