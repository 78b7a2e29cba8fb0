"""What the demo provider demands of a client: a signed assertion, PKCE, and at HelseID a DPoP proof with our nonce."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, import_key
from joserfc.jwt import JWTClaimsRegistry
from joserfc.util import urlsafe_b64encode

from varde_demo.provider.memory import Shelf
from varde_demo.provider.people import DemoClient

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS = 60
_PROOF_SECONDS = 60
_NONCE_SECONDS = 300


class ProtocolFault(Exception):
    """An answer in the protocol's own words: ``error`` and one sentence."""

    def __init__(self, error: str, sentence: str, status: int = 400, nonce: str = "") -> None:
        self.error, self.sentence, self.status, self.nonce = error, sentence, status, nonce
        super().__init__(f"{error}: {sentence}")


def s256(text: str) -> str:
    """base64url(SHA-256)."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()


class Checks:
    """The checks of one provider; keeps what may be used only once."""

    def __init__(self, clock: Callable[[], datetime], used_once: Shelf[bool]) -> None:
        self._clock = clock
        self._used_once = used_once
        self._nonce_secret = secrets.token_bytes(32)

    def client(self, form: Mapping[str, str], known: Mapping[str, DemoClient], issuer: str) -> DemoClient:
        """The client whose assertion ``form`` carries. :raises ProtocolFault: invalid_client, when it is not proven."""
        client = known.get(form.get("client_id", ""))
        if client is None:
            raise ProtocolFault("invalid_client", "The client is not registered here.", 401)
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise ProtocolFault("invalid_client", "The client must send a signed assertion.", 401)
        claims = self._read(form.get("client_assertion", ""), client.public_jwk, issuer, client.client_id)
        if claims["exp"] - claims["iat"] > _ASSERTION_SECONDS:
            raise ProtocolFault("invalid_client", "The client assertion lives too long.", 401)
        if not self._used_once.put_once(f"assertion {claims['jti']}", True, _ASSERTION_SECONDS * 2):
            raise ProtocolFault("invalid_client", "The client assertion has been used before.", 401)
        return client

    def _read(self, assertion: str, jwk: Mapping[str, Any], issuer: str, client_id: str) -> dict[str, Any]:
        try:
            read = jwt.decode(assertion, import_key(dict(jwk)), ["PS256", "ES256"])
            JWTClaimsRegistry(
                now=int(self._clock().timestamp()),
                leeway=5,
                iss={"essential": True, "value": client_id},
                sub={"essential": True, "value": client_id},
                aud={"essential": True, "value": issuer},
                jti={"essential": True},
                iat={"essential": True},
                exp={"essential": True},
            ).validate(read.claims)
        except (JoseError, ValueError) as wrong:
            raise ProtocolFault("invalid_client", f"The client assertion is not valid: {wrong}.", 401) from wrong
        return read.claims

    def proof(self, proof: str | None, method: str, url: str, access_token: str | None = None) -> str:
        """The thumbprint of the key that signed a DPoP proof for this very request.

        :raises ProtocolFault: ``use_dpop_nonce`` when our nonce is missing or old, ``invalid_dpop_proof`` otherwise.
        """
        status = 400 if access_token is None else 401
        key, claims = _open_proof(proof or "", status)
        now = self._clock().timestamp()
        age = now - claims["iat"] if isinstance(claims.get("iat"), int) else None
        if (claims.get("htm"), claims.get("htu")) != (method, url) or age is None or abs(age) > _PROOF_SECONDS:
            raise ProtocolFault("invalid_dpop_proof", "The proof is for another request or another time.", status)
        if claims.get("ath") != (s256(access_token) if access_token is not None else None):
            raise ProtocolFault("invalid_dpop_proof", "The proof is for another access token.", status)
        if claims.get("nonce") not in (self.nonce(), self.nonce(-1)):
            raise ProtocolFault(
                "use_dpop_nonce", "The proof must carry the nonce of this provider.", status, self.nonce()
            )
        if not self._used_once.put_once(f"proof {claims.get('jti')}", True, _PROOF_SECONDS * 2):
            raise ProtocolFault("invalid_dpop_proof", "The proof has been used before.", status)
        return str(key.thumbprint())

    def nonce(self, step: int = 0) -> str:
        """The DPoP nonce of these five minutes (``step`` 0) or of the five before (-1)."""
        bucket = int(self._clock().timestamp() // _NONCE_SECONDS) + step
        return hmac.new(self._nonce_secret, str(bucket).encode(), "sha256").hexdigest()[:32]


def _open_proof(proof: str, status: int) -> tuple[ECKey, dict[str, Any]]:
    def own_key(obj: Any) -> ECKey:
        jwk = obj.headers().get("jwk") or {}
        if "d" in jwk:
            raise ValueError("The proof carries a private key")
        return ECKey.import_key(jwk)

    try:
        read = jwt.decode(proof, own_key, ["ES256"])
        key = ECKey.import_key(read.header["jwk"])
    except (JoseError, ValueError, KeyError) as wrong:
        raise ProtocolFault(
            "invalid_dpop_proof", "The DPoP proof is missing or not signed by its own key.", status
        ) from wrong
    if read.header.get("typ") != "dpop+jwt":
        raise ProtocolFault("invalid_dpop_proof", "The DPoP proof is of another type.", status)
    return key, read.claims
