"""A plugin's page: what it is given and answers, what is kept of a form, and what becomes of one that fails."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from varde.audit.models import AccessEntry
from varde.dialogue.models import Message

from . import cabin
from .cabin import SECRET
from .conftest import Cabin


def messages(cabins: Cabin) -> int:
    with cabins.house.work() as work:
        return work.session.scalar(select(func.count()).select_from(Message)) or 0


def entries(cabins: Cabin) -> list[tuple[str, str, str]]:
    with cabins.house.work() as work:
        rows = work.session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        return [(row.what, row.action, row.outcome) for row in rows if row.what.startswith("p/")]


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    with capture_logs() as lines:
        yield lines  # type: ignore[misc]


@pytest.mark.parametrize(
    ("language", "title", "lead", "nights", "button"),
    [
        ("nb", "mine (nb)", "Boka til Ingrid", "2 netter", "Lagre"),
        ("nn", "mine (nn)", "Boka åt Ingrid", "2 neter", "Lagre her"),
        ("en", "mine (en)", "The book of Ingrid", "2 nights", "Keep"),
    ],
)
def test_a_template_of_its_own_stands_in_the_shell_in_each_language(
    cabins: Cabin, language: str, title: str, lead: str, nights: str, button: str
) -> None:
    _, page = cabins.get("patient", "mine/{enrolment}", lang=language)
    assert f"<h1>{title}</h1>" in page
    assert lead in page
    assert nights in page
    assert f">{button}</button>" in page
    assert f'<html lang="{language}">' in page
    assert 'href="/p/cabin/static/book.css"' in page
    assert 'src="/p/cabin/static/book.js"' in page
    assert 'src="/p/cabin/static/book.svg"' in page
    assert f'href="/min-sti/{cabins.enrolment}"' in page
    cabins.get("patient", "mine/{enrolment}", lang="nb")


def test_markdown_is_shown_as_before_and_the_query_is_handed_over(cabins: Cabin) -> None:
    _, page = cabins.get("nobody", "", uke="3", lang="nb")
    assert "<h2>Språk</h2>" in page
    assert "nb [('lang', 'nb'), ('uke', '3')]" in page


def test_the_policy_of_our_pages_is_the_same_on_hers(cabins: Cabin) -> None:
    ours = cabins.browsers["patient"].get("/min-sti").headers["Content-Security-Policy"]
    for path in ("mine/{enrolment}", "static/book.svg"):
        with cabins.browsers["patient"].get(cabins.at(path)) as answer:
            assert answer.headers["Content-Security-Policy"] == ours


def test_a_file_may_be_kept_by_the_browser_and_asks_no_database(cabins: Cabin) -> None:
    with cabins.house.counted() as statements, cabins.browsers["patient"].get("/p/cabin/static/book.css") as answer:
        assert "max-age=3600" in answer.headers["Cache-Control"]
    assert statements == []


def test_its_entry_stands_in_the_menu_of_those_it_is_for(cabins: Cabin) -> None:
    _, hers = cabins.get("patient", "mine/{enrolment}")
    assert f'<a href="/p/cabin/mine/{cabins.enrolment}" aria-current="page">' in hers
    assert "Hytteboka (nb)" in cabins.browsers["patient"].get("/min-sti").get_data(as_text=True)
    assert "Besøk (nb)" not in hers
    _, managers = cabins.get("manager", "visits")
    assert '<a href="/p/cabin/visits" aria-current="page">' in managers
    assert "Hytteboka" not in managers


# --- forms


def test_what_is_sent_is_kept_and_said(cabins: Cabin) -> None:
    before = messages(cabins)
    status, to = cabins.post("patient", "mine/{enrolment}", text="Vi fyrte i ovnen.")
    assert (status, to) == (303, f"/min-sti/{cabins.enrolment}")
    assert messages(cabins) == before + 1
    assert "Det er skrevet i boka." in cabins.browsers["patient"].get(to).get_data(as_text=True)
    assert entries(cabins)[-1] == ("p/cabin/mine", "write", "ok")


def test_a_therapist_is_led_to_her_patient_and_a_manager_to_another_page(cabins: Cabin) -> None:
    assert cabins.post("therapist", "theirs/{enrolment}", text="Fint.") == (303, f"/pasient/{cabins.enrolment}")
    assert cabins.post("manager", "visits", text="Fint.") == (303, "/p/cabin/visits")


@pytest.mark.parametrize(
    ("typed", "shown", "at_its_control"), [("<b", "&lt;b", True), ("bad", "bad", False), ("", "", True)]
)
def test_what_is_wrong_is_said_with_what_was_typed_and_nothing_is_kept(
    cabins: Cabin, typed: str, shown: str, at_its_control: bool
) -> None:
    before = messages(cabins)
    status, page = cabins.post("patient", "both/{enrolment}", text=typed)
    assert status == 422
    assert "Skriv mer enn to tegn." in page
    assert "<title>Feil:" in page
    assert ('href="#text"' in page) is at_its_control
    assert f">\n{shown}</textarea>" in page
    assert messages(cabins) == before
    assert entries(cabins)[-1] == ("p/cabin/both", "write", "ok")


# --- one that fails


@pytest.mark.parametrize("path", ["falls", "odd", "lost"])
def test_a_page_that_fails_is_our_error_page_and_one_line_of_the_log(
    cabins: Cabin, logged: list[dict[str, object]], path: str
) -> None:
    status, page = cabins.get("nobody", path)
    assert status == 500
    assert "Noe gikk galt" in page
    assert SECRET not in page
    assert [(line["event"], line["path"]) for line in logged if line["log_level"] == "error"] == [
        ("request_failed", f"/p/cabin/{path}")
    ]
    assert cabins.get("nobody", "")[0] == 200


def test_one_that_fails_with_a_form_keeps_nothing_and_shows_what_was_written(cabins: Cabin) -> None:
    status, page = cabins.post("patient", "falls/on-sending", text="Lange ord om turen.")
    assert status == 500
    assert "Dette skrev du" in page
    assert "Lange ord om turen." in page


# --- the log, and the walls


def test_the_patient_reads_which_page_was_opened_and_by_whom(cabins: Cabin) -> None:
    cabins.get("therapist", "theirs/{enrolment}")
    log = cabins.browsers["patient"].get("/innsyn").get_data(as_text=True)
    assert "så på siden «theirs (nb)»" in log
    assert entries(cabins)[-1] == ("p/cabin/theirs", "read", "ok")
    cabins.get("colleague", "theirs/{enrolment}")
    assert entries(cabins)[-1] == ("p/cabin/theirs", "read", "denied")


def test_statements_of_a_page_do_not_grow(cabins: Cabin) -> None:
    counts = []
    for _ in range(2):
        with cabins.house.counted() as statements:
            cabins.get("patient", "mine/{enrolment}")
        counts.append(len(statements))
        for text in ("en", "to", "tre"):
            cabins.post("patient", "both/{enrolment}", text=text * 2)
    assert counts[0] == counts[1]


def test_what_a_plugin_imports_brings_no_flask() -> None:
    """The whole of what the pages are made of, in a fresh process, and in the plugin's own lines."""
    imported = "import sys, json, varde.plugin; print(json.dumps([m for m in ('flask', 'werkzeug', 'jinja2') if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", imported], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(inspect.getsource(cabin)))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not {name for name in names if name.split(".")[0] in ("flask", "werkzeug", "jinja2")}
