"""A certified provider from npm, installed outside the repository and started as ID-porten and as HelseID."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests
from joserfc.jwk import RSAKey

from varde.identity import oidc

from ..npm_packages import installed

HERE = Path(__file__).parent
CALLBACK = "http://127.0.0.1:9/innlogget"
GOODBYE = "http://127.0.0.1:9/ha-det"


@dataclass
class LogoutReceiver:
    """Our back-channel address, on a loopback port: keeps the tokens it is handed."""

    address: str
    tokens: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RealIssuers:
    """The two running issuers, our key at both, and where they report sign-outs."""

    idporten: str
    helseid: str
    key: dict[str, Any]
    logout: LogoutReceiver


@pytest.fixture(scope="session")
def node_folder() -> Path:
    """A folder with the provider's modules and script, kept between runs in ``VARDE_NODE_CACHE`` or the temp folder."""
    return installed(HERE, "oidc", "provider.mjs", "the real OpenID Connect provider")


@pytest.fixture(scope="session")
def real_issuers(node_folder: Path) -> Iterator[RealIssuers]:
    """Both issuers, started once."""
    key = dict(RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True))
    with _receiver() as logout, ExitStack() as running:
        metadata = {role: _registration(role, key, logout.address) for role in ("idporten", "helseid")}
        issuers = {role: running.enter_context(_provider(node_folder, role, metadata[role])) for role in metadata}
        yield RealIssuers(issuers["idporten"], issuers["helseid"], key, logout)


def _registration(role: str, key: dict[str, Any], logout: str) -> dict[str, Any]:
    public = RSAKey.import_key(key).as_dict(private=False)
    return {
        "client_id": f"varde-{role}",
        "redirect_uris": [CALLBACK],
        "post_logout_redirect_uris": [GOODBYE],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "PS256",
        "jwks": {"keys": [public]},
        "backchannel_logout_uri": logout,
        "backchannel_logout_session_required": True,
        "dpop_bound_access_tokens": role == "helseid",
    }


@contextmanager
def _provider(folder: Path, role: str, client: dict[str, Any]) -> Iterator[str]:
    command = ["node", "provider.mjs", json.dumps({"role": role, "client": client})]
    pipe = subprocess.PIPE
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=said)
        assert process.stdin
        assert process.stdout
        try:
            line = process.stdout.readline()
            if not line:
                said.seek(0)
                pytest.fail(f"the provider did not start: {said.read().decode()[-2000:]}")
            yield json.loads(line)["issuer"]
        finally:
            process.stdin.close()
            process.terminate()
            process.wait(10)
            process.stdout.close()


@contextmanager
def _receiver() -> Iterator[LogoutReceiver]:
    received = LogoutReceiver("")

    class Receive(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            received.tokens.extend(parse_qs(body)["logout_token"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receive) as server:
        received.address = f"http://127.0.0.1:{server.server_address[1]}/utlogging/bak"
        thread = Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        yield received
        server.shutdown()
        thread.join()


@pytest.fixture
def patients(real_issuers: RealIssuers) -> Iterator[oidc.Client]:
    """Us at ID-porten."""
    with requests.Session() as http:
        yield oidc.Client(oidc.idporten("varde-idporten", real_issuers.key, real_issuers.idporten), http)


@pytest.fixture
def personnel(real_issuers: RealIssuers) -> Iterator[oidc.Client]:
    """Us at HelseID."""
    with requests.Session() as http:
        yield oidc.Client(oidc.helseid("varde-helseid", real_issuers.key, real_issuers.helseid), http)


@pytest.fixture
def logout_tokens(real_issuers: RealIssuers) -> list[str]:
    """What the issuers have posted to our back-channel address during this test."""
    real_issuers.logout.tokens.clear()
    return real_issuers.logout.tokens
