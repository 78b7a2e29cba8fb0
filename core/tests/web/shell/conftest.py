"""A stand-in for the running application: the shell's templates with invented context, served as Varde serves them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import jinja2
import pytest

from varde.instruments.values import Choices, Instrument, Item, Licence
from varde.kernel import text
from varde.kernel.words import Text
from varde.web.shell import questions

HERE = Path(__file__).parent
WEB = Path(text.__file__).parents[1] / "web" / "shell"
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=ZoneInfo("Europe/Oslo"))

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

PATIENT = SimpleNamespace(name="Ingrid Solheim", person_id="p-17", is_patient=True, is_staff=False, is_manager=False)
THERAPIST = SimpleNamespace(name="Sara Holm", person_id="p-2", is_patient=False, is_staff=True, is_manager=False)


def entry(label: str, icon: str = "", count: int = 0, *, current: bool = False) -> SimpleNamespace:
    return SimpleNamespace(label=label, url=f"/{icon or label.lower()}", icon=icon, count=count, current=current)


PATIENT_NAV = (
    entry("Min sti", "path", current=True),
    entry("Moduler", "book"),
    entry("Meldinger", "chat", 1),
    entry("Skjemaer", "form"),
)
STAFF_NAV = (entry("Arbeidsliste", current=True), entry("Pasienter"), entry("Gevinster"), entry("Gevinstplan"))


def said(*words: str) -> Text:
    return Text(words[0], words[0], *words[1:])


def answers(*words: str) -> Choices:
    return tuple((code, said(word)) for code, word in enumerate(words))


OFTEN = answers("Aldri", "Sjelden", "Av og til", "Ofte", "Hele tiden")
FOUR = answers("Ikke i det hele tatt", "Noen dager", "Mer enn halvparten av dagene", "Nesten hver dag")
SIX = answers("Aldri", "Nesten aldri", "Sjelden", "Av og til", "Ofte", "Alltid")
SEVEN = answers("Ingen", "Svært små", "Små", "Middels", "Ganske store", "Store", "Svært store")

INVENTED = Instrument(
    key="invented",
    title=said("Slik har magen vært den siste uken"),
    licence=Licence("own", "Varde"),
    items=(
        Item("pain_now", "boolean", 0, 1, said("Har du hatt vondt i magen?")),
        Item(
            "pain",
            "vas",
            0,
            100,
            said("Hvor vondt har det vært?"),
            gate="pain_now",
            low_label=said("Ingen smerter"),
            high_label=said("Verst tenkelig"),
        ),
        Item(
            "pain_days",
            "integer",
            0,
            10,
            said("Hvor mange av de siste ti dagene hadde du vondt?"),
            gate="pain_now",
            low_label=said("ingen dager"),
            high_label=said("alle dagene"),
        ),
        *(
            Item(f"out{n}", "choice", 0, 4, said(label), OFTEN, heading=said("Den siste uken har jeg"))
            for n, label in enumerate(
                ("latt være å dra ut fordi jeg var redd for magen", "sagt nei til mat jeg liker", "bekymret meg")
            )
        ),
        *(Item(f"days{n}", "choice", 0, 3, said(f"Utsagn nummer {n + 1}"), FOUR) for n in range(2)),
        *(Item(f"six{n}", "choice", 0, 5, said(f"Påstand nummer {n + 1}"), SIX) for n in range(2)),
        *(Item(f"seven{n}", "choice", 0, 6, said(f"Plage nummer {n + 1}"), SEVEN) for n in range(2)),
        Item("help", "choice", 0, 4, said("Hvor ofte trengte du hjelp?"), OFTEN),
        Item("walked", "integer", 0, 1440, said("Hvor lenge gikk du i går?"), unit=said("minutter")),
        Item("weight", "number", 20, 400, said("Hvor mye veier du?"), unit=said("kg")),
        Item(
            "health",
            "choice",
            0,
            8,
            said("Hvor mye går det ut over arbeidet?"),
            answers(*"012345678"),
            low_label=said("ikke"),
            high_label=said("svært mye"),
        ),
    ),
)


def modules(count: int, here: int) -> list[SimpleNamespace]:
    """A path of ``count`` modules; the patient stands at number ``here``, counted from 1."""
    titles = ("Kjenn tarmen din", "Kropp og bevegelse", "Hodet og magen", "Trygg i hverdagen", "Mat som roer magen")
    return [
        SimpleNamespace(
            title=said(titles[n % 5]),
            note=f"Modul {n + 1}" + (", 2 av 5 steg" if n + 1 == here else ""),
            url="/modul" if n < here else None,
            laid=5 if n + 1 < here else (2 if n + 1 == here else 0),
            state="done" if n + 1 < here else ("here" if n + 1 == here else "locked"),
            tag="" if n < here else "Åpner 30. november",
        )
        for n in range(count)
    ]


@dataclass
class Shell:
    """Renders the shell's templates, and small pages written in a test, with Norwegian context."""

    environment: jinja2.Environment
    context: dict[str, Any]

    def render(self, name: str, **more: Any) -> str:
        return self.environment.get_template(name).render({**self.context, **more})

    def page(self, main: str, extends: str = "patient.html", **more: Any) -> str:
        source = (
            f"{{% extends 'varde/{extends}' %}}"
            "{% import 'varde/_parts/forms.html' as forms with context %}"
            "{% import 'varde/_parts/questionnaire.html' as questionnaire with context %}"
            "{% import 'varde/_parts/cairn.html' as cairns with context %}"
            "{% block title %}Prøve{% endblock %}{% block main %}<h1>Prøve</h1>" + main + "{% endblock %}"
        )
        return self.environment.from_string(source).render({**self.context, **more})


@pytest.fixture(scope="session")
def shell() -> Shell:
    folders = [WEB / "templates", HERE]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders), autoescape=True, undefined=jinja2.StrictUndefined
    )
    language = "nb"
    environment.filters |= {
        "text": lambda value: value.to(language),
        "number": partial(text.number, language=language),
        "day": partial(text.day, language=language),
        "clock": partial(text.clock_time, language=language),
    }
    environment.globals |= {
        "_": lambda message, **values: message % values if values else message,
        "ngettext": lambda one, many, n: one if n == 1 else many,
        "csrf_token": lambda: "token-1",
        "static": lambda name: f"/static/{name}",
        "questions": questions,
    }
    context = {
        "language": language,
        "actor": PATIENT,
        "organisation": SimpleNamespace(name="Fjordvest sykehus"),
        "nav": PATIENT_NAV,
        "flashes": (),
        "now": NOW,
        "sign_out_url": "/logg-ut",
        "sign_in_url": "/logg-inn",
        "language_url": "/sprak",
        "footer_links": [SimpleNamespace(label=words, url="/om") for words in ("Personvern", "Hjelp og kontakt")],
        "instrument": INVENTED,
        "modules_of": modules,
    }
    return Shell(environment, context)


@dataclass
class Site:
    """A web server with Varde's headers. ``pages`` maps path to HTML; what is posted is kept in ``posts``."""

    address: str
    pages: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[str, dict[str, list[str]], dict[str, str]]] = field(default_factory=list)
    draft_status: int = 200
    on_post: dict[str, Callable[[], tuple[int, str]]] = field(default_factory=dict)
    """path -> (status, page to show, or address to go to when the status is 303)"""

    def show(self, path: str, page: str) -> str:
        self.pages[path] = page
        return self.address + path

    def posted(self, path: str) -> list[dict[str, list[str]]]:
        return [form for there, form, _headers in self.posts if there == path]


class Answering(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            file = WEB / "static" / path.removeprefix("/static/")
            self.answer(200, file.read_bytes(), KINDS[file.suffix])
        elif path in self.site.pages:
            self.answer(200, self.site.pages[path].encode(), "text/html; charset=utf-8")
        else:
            self.answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.site.posts.append((self.path, parse_qs(body, keep_blank_values=True), dict(self.headers)))
        if self.path in self.site.on_post:
            status, what = self.site.on_post[self.path]()
            self.answer(status, what.encode(), "text/html; charset=utf-8", location=what if status == 303 else "")
        else:
            saved = {"text": "Lagret kl. 10.42", "at": "2026-11-17T09:42:00+00:00"}
            self.answer(self.site.draft_status, json.dumps(saved).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Security-Policy": POLICY, "Location": location}.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a test run is not a log."""


@pytest.fixture
def site() -> Iterator[Site]:
    class Here(Answering):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Here)
    server.daemon_threads = True
    Here.site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Here.site
    server.shutdown()
    server.server_close()
    thread.join()
