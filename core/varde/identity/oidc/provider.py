"""The issuer as seen from here: its metadata, its keys, and calls to it with tight limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, Key, KeySet

from varde.identity.oidc.errors import NotSetUp, ProviderUnavailable
from varde.identity.oidc.profile import IssuerProfile, is_safe_address
from varde.identity.oidc.proofs import dpop_proof
from varde.kernel.characters import is_whole_json

CONNECT_AND_READ_SECONDS = (2, 5)
METADATA_LIFETIME = timedelta(hours=24)
# A stranger can post logout tokens with invented key ids; they must not make us ask the issuer for every one.
KEYS_REFETCH = timedelta(seconds=60)
_REQUIRED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Http(Protocol):
    """The part of :class:`requests.Session` that is used."""

    def request(
        self,
        method: str,
        url: str,
        /,
        *,
        headers: Mapping[str, str],
        data: Mapping[str, str] | None,
        timeout: tuple[float, float],
        allow_redirects: bool,
    ) -> requests.Response: ...


@dataclass(frozen=True, slots=True)
class _Fetched:
    value: Any
    at: datetime


class Provider:
    """One issuer's metadata and keys, cached for 24 hours, and its endpoints."""

    def __init__(self, profile: IssuerProfile, http: Http, clock: Callable[[], datetime]) -> None:
        self._profile = profile
        self._http = http
        self._clock = clock
        self._metadata: _Fetched | None = None
        self._keys: _Fetched | None = None
        self._nonces: dict[str, str] = {}

    def metadata(self) -> Mapping[str, Any]:
        """The issuer's own description of itself.

        :raises NotSetUp: when it describes another issuer, or its addresses are not https.
        :raises ProviderUnavailable: when it cannot be read.
        """
        held = self._metadata
        if held is None or self._clock() - held.at >= METADATA_LIFETIME:
            metadata = self._get_json(self._profile.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if metadata.get("issuer") != self._profile.issuer:
                raise NotSetUp(f"the metadata of {self._profile.key} names another issuer")
            if missing := [name for name in _REQUIRED if not metadata.get(name)]:
                raise NotSetUp(f"the metadata of {self._profile.key} lacks {', '.join(missing)}")
            self._metadata = held = _Fetched(metadata, self._clock())
        return dict(held.value)

    def endpoint(self, name: str) -> str:
        """The address of one endpoint; :raises NotSetUp: when the issuer offers none, or not over https."""
        address = self.metadata().get(name)
        if not isinstance(address, str) or not is_safe_address(address):
            raise NotSetUp(f"{self._profile.key} has no safe {name}")
        return address

    def key(self, kid: str | None, algorithm: str) -> Key:
        """The issuer's public signing key ``kid``, read again when it is unknown.

        :raises joserfc.errors.InvalidKeyIdError: when the issuer has no such key.
        """
        wanted: Any = {"use": "sig", "alg": algorithm}
        try:
            return self._key_set(METADATA_LIFETIME).get_by_kid(kid, wanted)
        except InvalidKeyIdError:
            return self._key_set(KEYS_REFETCH).get_by_kid(kid, wanted)

    def _key_set(self, lifetime: timedelta) -> KeySet:
        held = self._keys
        if held is None or self._clock() - held.at >= lifetime:
            fetched: Any = self._get_json(self.endpoint("jwks_uri"))
            try:
                keys = KeySet.import_key_set(fetched)
            except (JoseError, ValueError, TypeError, KeyError) as wrong:
                raise ProviderUnavailable(f"the keys of {self._profile.key} cannot be read: {wrong}") from wrong
            self._keys = held = _Fetched(keys, self._clock())
        return held.value  # type: ignore[no-any-return]

    def call(
        self,
        method: str,
        url: str,
        now: datetime,
        *,
        form: Callable[[], Mapping[str, str]] | None = None,
        dpop_key: ECKey | None = None,
        access_token: str | None = None,
    ) -> requests.Response:
        """Call an endpoint, with a DPoP proof where there is a key, and once more when the issuer hands us a nonce.

        ``form`` is asked anew for each try, because a client assertion is good once.
        """
        response = self._try(method, url, now, form, dpop_key, access_token)
        if dpop_key is not None and _wants_nonce(response):
            response = self._try(method, url, now, form, dpop_key, access_token)
        return response

    def _try(
        self,
        method: str,
        url: str,
        now: datetime,
        form: Callable[[], Mapping[str, str]] | None,
        dpop_key: ECKey | None,
        access_token: str | None,
    ) -> requests.Response:
        headers = {"Accept": "application/json"}
        origin = urlsplit(url).netloc
        if access_token is not None:
            headers["Authorization"] = f"{'DPoP' if dpop_key else 'Bearer'} {access_token}"
        if dpop_key is not None:
            nonce = self._nonces.get(origin)
            headers["DPoP"] = dpop_proof(dpop_key, method, url, now, nonce=nonce, access_token=access_token)
        response = self._send(method, url, headers, form() if form else None)
        if fresh := response.headers.get("DPoP-Nonce"):
            self._nonces[origin] = fresh
        return response

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], data: Mapping[str, str] | None = None
    ) -> requests.Response:
        try:
            response = self._http.request(
                method, url, headers=headers, data=data, timeout=CONNECT_AND_READ_SECONDS, allow_redirects=False
            )
        except requests.RequestException as failed:
            raise ProviderUnavailable(f"{self._profile.key} did not answer: {type(failed).__name__}") from failed
        if response.is_redirect or response.status_code >= 500 or response.status_code == 429:
            raise ProviderUnavailable(f"{self._profile.key} answered {response.status_code}")
        return response

    def _get_json(self, url: str) -> dict[str, Any]:
        response = self._send("GET", url, {"Accept": "application/json"})
        if response.status_code != 200:
            raise ProviderUnavailable(f"{self._profile.key} answered {response.status_code} for {urlsplit(url).path}")
        return json_object(response)


def json_object(response: requests.Response) -> dict[str, Any]:
    """The body as a JSON object; :raises ProviderUnavailable: for anything else."""
    try:
        parsed = response.json()
    except requests.JSONDecodeError as wrong:
        raise ProviderUnavailable("the answer is not JSON") from wrong
    if not isinstance(parsed, dict):
        raise ProviderUnavailable("the answer is not a JSON object")
    if not is_whole_json(parsed):
        raise ProviderUnavailable("the answer holds half a character")
    return parsed


def _wants_nonce(response: requests.Response) -> bool:
    if "DPoP-Nonce" not in response.headers or response.status_code not in (400, 401):
        return False
    if "use_dpop_nonce" in response.headers.get("WWW-Authenticate", ""):
        return True
    return response.status_code == 400 and json_object(response).get("error") == "use_dpop_nonce"
