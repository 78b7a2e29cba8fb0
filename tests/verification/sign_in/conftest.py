"""A whole Varde on a loopback port, its people's browsers, and the two providers it signs them in with.

The provider is either the demo's own, whose time and people a test decides, or the real one from npm, which the tests
next door install and start (see ``../oidc``).
"""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey
from sqlalchemy import func, select
from werkzeug.serving import WSGIRequestHandler, make_server

from varde.identity.models import Person, SignInAttempt, WebSession
from varde.identity.nin import parse
from varde.identity.oidc import new_private_jwk
from varde.identity.service import add_person, grant
from varde.testing.house import House, make_house, sqlite_url
from varde.testing.servers import free_port
from varde_demo.provider import DemoClient, DemoPerson, RunningProvider, serve

from ..oidc import conftest as real

# The real provider's modules from npm, and the way to start it, are those of the tests next door.
node_folder = real.node_folder

HELSEID = "helseid://claims/identity/"
KARI, MAREN, UNKNOWN = "04819099958", "03819099919", "05819099806"


class Ahead:
    """The machine's time, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, **step: float) -> None:
        self.ahead += timedelta(**step)


@dataclass
class Site:
    """A running Varde. ``requests`` are the lines of its access log, ``posted`` the bodies sent to the back channel."""

    house: House
    base: str
    clock: Ahead
    issuers: Mapping[str, str]
    requests: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    certificate: str = ""

    def url(self, endpoint: str, **values: Any) -> str:
        with self.house.app.test_request_context(base_url=self.base):
            return self.base + self.house.app.url_for(endpoint, **values, _external=False)

    def rows(self, table: type[Any]) -> list[Any]:
        with self.house.work() as work:
            return list(work.session.scalars(select(table)))

    def count(self, table: type[Any]) -> int:
        with self.house.work() as work:
            return work.session.scalar(select(func.count()).select_from(table)) or 0

    def person(self, given: str, family: str, pid: str, *roles: str, **rest: Any) -> Person:
        with self.house.work() as work:
            person = add_person(work, given, family, parse(pid, allow_synthetic=True), **rest)
            for role in roles:
                grant(work, person, role, self.house.clinic)
        return person

    def open_sessions(self) -> list[WebSession]:
        return [row for row in self.rows(WebSession) if row.ended_at is None]


class Visitor:
    """A browser without JavaScript: cookies, redirects, and forms that are sent by hand."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Accept-Language"] = "nb"
        self.http.verify = site.certificate or True
        self.history: list[str] = []

    def get(self, address: str, *, follow: bool = True) -> requests.Response:
        answer = self.http.get(urljoin(self.site.base, address), allow_redirects=follow, timeout=60)
        self.history += [one.url for one in (*answer.history, answer)]
        return answer

    def start(self, issuer: str, person: str = "", **query: str) -> str:
        """Begin a sign-in; the address that the browser is sent to."""
        asked = urlencode({"login_hint": person, **query} if person else query)
        answer = self.get(f"/logg-inn/{issuer}?{asked}", follow=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def until_return(self, address: str) -> str:
        """Follow the provider until it sends the browser back to us; that address, not visited yet."""
        for _ in range(10):
            if address.startswith(self.site.base + "/"):
                return address
            answer = self.http.get(address, allow_redirects=False, timeout=60)
            assert answer.is_redirect, answer.text[:500]
            address = urljoin(address, answer.headers["Location"])
        raise AssertionError("too many redirects")

    def sign_in(self, issuer: str, person: str, **query: str) -> requests.Response:
        return self.get(self.until_return(self.start(issuer, person, **query)))

    @property
    def key(self) -> str | None:
        """The session key in the cookie."""
        return self.http.cookies.get("varde") or self.http.cookies.get("__Host-varde")

    def is_signed_in(self) -> bool:
        return self.get("/innlogginger", follow=False).status_code == 200

    def csrf(self) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/hjelp").text)
        assert found
        return found[1]

    def post(self, address: str, *, follow: bool = False, **form: str) -> requests.Response:
        sent = {"csrf_token": self.csrf(), **form} if self.key else form
        return self.http.post(urljoin(self.site.base, address), data=sent, allow_redirects=follow, timeout=60)

    def sign_out(self) -> tuple[requests.Response, str, dict[str, str]]:
        """Press “Logg ut”: our answer, and the form it passes on."""
        answer = self.post("/logg-inn/ut")
        form = re.search(r'<form method="post" action="([^"]+)" data-submit-now>(.*?)</form>', answer.text, re.DOTALL)
        fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[2] if form else "")
        return answer, form[1] if form else "", dict(fields)


def cookies_of(answer: requests.Response) -> dict[str, str]:
    """The cookies an answer sets: name to the whole line."""
    lines = answer.raw.headers.getlist("Set-Cookie")
    return {line.partition("=")[0]: line for line in lines}


def sentence_of(answer: requests.Response) -> str:
    """The one heading of a page."""
    [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return unescape(heading).strip()


class Silent:
    """A network on which nobody answers."""

    def request(self, *_args: Any, **_options: Any) -> requests.Response:
        raise requests.ConnectTimeout("nobody answers")


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@contextmanager
def running(site_of: Callable[[str], Site], port: int, scheme: str = "http", ssl: Any = None) -> Iterator[Site]:
    """The application on ``port`` for as long as the block lasts."""
    site = site_of(f"{scheme}://localhost:{port}")
    inner = site.house.app.wsgi_app

    def remembering(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"].endswith("/bakkanal"):
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            site.tokens.extend(parse_qs(body.decode()).get("logout_token", []))
            environ["wsgi.input"] = io.BytesIO(body)
        return inner(environ, start_response)

    site.house.app.wsgi_app = remembering  # type: ignore[method-assign]

    class Noting(WSGIRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            site.requests.append(self.requestline)

        def log(self, type: str, message: str, *args: Any) -> None:
            """Say nothing of a browser that went away."""

    server = make_server("127.0.0.1", port, site.house.app, threaded=True, request_handler=Noting, ssl_context=ssl)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def house_at(base: str, database_url: str, clock: Ahead, issuers: Mapping[str, str], keys: Mapping[str, Any]) -> House:
    """A migrated Varde that knows both issuers, whose time is ``clock``'s."""
    settings: dict[str, Any] = {
        f"VARDE_{issuer.upper()}_{part}": value
        for issuer, address in issuers.items()
        for part, value in (("ISSUER", address), ("CLIENT_ID", f"varde-{issuer}"), ("KEY", json.dumps(keys[issuer])))
    }
    house = make_house(database_url, at=clock.now(), VARDE_BASE_URL=base, **settings)
    house.platform.clock = clock
    return house


# --- the demo provider ----------------------------------------------------------------------------------------------


def in_register(number: str, profession: str) -> dict[str, Any]:
    """What HelseID tells of the register of health personnel."""
    approval = {"profession": profession, "authorization": {"value": "1", "description": "Autorisasjon"}}
    return {
        "helseid://claims/hpr/hpr_number": number,
        "helseid://claims/hpr/hpr_details": {"hpr_number": number, "approvals": [approval]},
    }


PEOPLE = (
    DemoPerson("kari", "Kari Fjell", KARI, "Pasient", "idporten"),
    DemoPerson("ny", "Nina Amalie Ny", UNKNOWN, "Pasient", "idporten"),
    DemoPerson("navnlos", "", "06819099845", "Pasient", "idporten", {"name": None}),
    DemoPerson("lav", "Lars Lav", KARI, "Pasient", "idporten", {"acr": "idporten-loa-substantial"}),
    DemoPerson("uten", "Ute Uten", "", "Pasient", "idporten", {"pid": None}),
    DemoPerson("maren-privat", "Maren Vik", MAREN, "Pasient", "idporten"),
    DemoPerson("maren", "Maren Vik", MAREN, "Psykolog", "helseid"),
    DemoPerson("svak", "Maren Vik", MAREN, "Psykolog", "helseid", {f"{HELSEID}security_level": "3"}),
    DemoPerson("fremmed", "Frode Fremmed", "07819099884", "Lege", "helseid"),
    DemoPerson("kari-jobb", "Kari Fjell", KARI, "Lege", "helseid"),
    DemoPerson("fastlege", "Hanne Løvås", "08819090077", "Fastlege", "helseid", in_register("9144897", "LE")),
    DemoPerson("kari-lege", "Kari Fjell", KARI, "Lege", "helseid", in_register("9144898", "LE")),
    DemoPerson("sykepleier", "Siri Moe", "09819090006", "Sykepleier", "helseid", in_register("9144899", "SP")),
    DemoPerson("galt-hpr", "Gard Galt", "10819090055", "Lege", "helseid", in_register("HPR 12", "LE")),
    DemoPerson("maren-galt", "Maren Vik", MAREN, "Psykolog", "helseid", in_register("HPR 12", "LE")),
    DemoPerson("maren-lege", "Maren Vik", MAREN, "Psykolog", "helseid", in_register("9144900", "LE")),
)


@dataclass
class DemoSite(Site):
    """With the demo provider, which can be stopped."""

    provider: RunningProvider | None = None


@pytest.fixture
def clock() -> Ahead:
    return Ahead()


@contextmanager
def demo(database_url: str, clock: Ahead, https: tuple[str, str] | None = None) -> Iterator[DemoSite]:
    """Varde with the demo provider as both issuers."""
    keys = {issuer: new_private_jwk() for issuer in ("idporten", "helseid")}
    port, scheme = free_port(), "https" if https else "http"
    base = f"{scheme}://localhost:{port}"
    clients = [
        DemoClient(
            f"varde-{issuer}",
            issuer,
            {name: value for name, value in keys[issuer].items() if name != "d"},
            (f"{base}/logg-inn/{issuer}/retur",),
            (f"{base}/logg-inn/utlogget",),
            f"{base}/logg-inn/frontkanal" if issuer == "idporten" else "",
        )
        for issuer in ("idporten", "helseid")
    ]
    with serve(PEOPLE, clients, new_private_jwk(), clock=clock.now) as provider:
        issuers = {"idporten": provider.issuer("idporten"), "helseid": provider.issuer("helseid")}

        def site_of(base: str) -> DemoSite:
            house = house_at(base, database_url, clock, issuers, keys)
            certificate = https[0] if https else ""
            return DemoSite(house, base, clock, issuers, certificate=certificate, provider=provider)

        with running(site_of, port, scheme, https) as site:
            assert isinstance(site, DemoSite)
            yield site


@pytest.fixture
def site(sqlite_database_url: str, clock: Ahead) -> Iterator[DemoSite]:
    """Varde with the demo provider; Maren is a therapist, and nobody else is known."""
    with demo(sqlite_database_url, clock) as running_site:
        running_site.person("Maren", "Vik", MAREN, "therapist", title="psykolog")
        yield running_site


@pytest.fixture
def visitor(site: DemoSite) -> Visitor:
    return Visitor(site)


def nothing_is_stored(site: Site, people: int) -> None:
    """No session, no attempt left over, and no more people than there were."""
    assert site.count(WebSession) == 0
    assert site.count(SignInAttempt) == 0
    assert site.count(Person) == people


# --- the real provider ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real_site(real_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Varde with oidc-provider as ID-porten and as HelseID; it calls our back channel over the wire."""
    key = dict(RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True))
    public = RSAKey.import_key(key).as_dict(private=False)
    port = free_port()
    base = f"http://localhost:{port}"
    with ExitStack() as open_now:
        issuers = {}
        for issuer in ("idporten", "helseid"):
            registration = {
                "client_id": f"varde-{issuer}",
                "redirect_uris": [f"{base}/logg-inn/{issuer}/retur"],
                "post_logout_redirect_uris": [f"{base}/logg-inn/utlogget"],
                "response_types": ["code"],
                "grant_types": ["authorization_code"],
                "token_endpoint_auth_method": "private_key_jwt",
                "token_endpoint_auth_signing_alg": "PS256",
                "jwks": {"keys": [public]},
                # The address by number, because Node may look for localhost at ::1 first.
                "backchannel_logout_uri": f"http://127.0.0.1:{port}/logg-inn/bakkanal",
                "backchannel_logout_session_required": True,
                "dpop_bound_access_tokens": issuer == "helseid",
            }
            issuers[issuer] = open_now.enter_context(real._provider(real_folder, issuer, registration))
        clock = Ahead()
        keys = {"idporten": key, "helseid": key}
        folder = tmp_path_factory.mktemp("varde")
        site = open_now.enter_context(
            running(
                lambda base: Site(house_at(base, sqlite_url(folder), clock, issuers, keys), base, clock, issuers), port
            )
        )
        site.person("Maren", "Vik", MAREN, "therapist", title="psykolog")
        yield site


@pytest.fixture(scope="module")
def real_folder(node_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed modules, with a provider whose people have identity numbers that hold."""
    folder = tmp_path_factory.mktemp("node")
    (folder / "node_modules").symlink_to(node_folder / "node_modules")
    shutil.copy(node_folder / "package.json", folder)
    shutil.copy(Path(__file__).parent / "provider.mjs", folder)
    return folder


@pytest.fixture
def real_visitor(real_site: Site) -> Visitor:
    real_site.tokens.clear()
    return Visitor(real_site)
