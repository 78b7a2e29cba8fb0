"""Encryption at rest: content is sealed with AES-GCM, what is looked up has a keyed fingerprint, and what leaves is signed."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE, _TAG = 12, 16


class Unsealable(ValueError):
    """A sealed value does not open: wrong place, unknown key, or it was changed."""


class Vault:
    """Seals and opens values bound to their place (``table.column``), with a key id in front so that keys rotate."""

    def __init__(self, keys: Mapping[str, bytes], current: str) -> None:
        self._ciphers = {name: AESGCM(key) for name, key in keys.items()}
        self._current = current
        # The fingerprint must stay the same when a newer key is put in front, so it hangs on the oldest (last) key.
        oldest = list(keys.values())[-1]
        self._fingerprint_key = hmac.digest(oldest, b"varde fingerprint", "sha256")
        self._signature_key = hmac.digest(oldest, b"varde signature", "sha256")

    def seal(self, place: str, text: str) -> bytes:
        """``text`` encrypted for ``place``."""
        nonce = os.urandom(_NONCE)
        name = self._current.encode()
        return (
            bytes([len(name)])
            + name
            + nonce
            + self._ciphers[self._current].encrypt(nonce, text.encode(), place.encode())
        )

    def open(self, place: str, sealed: bytes) -> str:
        """The text again.

        :raises Unsealable: when it was sealed for another place, with a key we do not have, or was changed.
        """
        length = sealed[0] if sealed else 0
        name, body = sealed[1 : 1 + length].decode("utf-8", "replace"), sealed[1 + length :]
        if name not in self._ciphers:
            raise Unsealable(f"no key named {name!r}")
        if len(body) < _NONCE + _TAG:
            raise Unsealable(f"the value in {place} is cut short")
        try:
            return self._ciphers[name].decrypt(body[:_NONCE], body[_NONCE:], place.encode()).decode()
        except InvalidTag:
            raise Unsealable(f"the value in {place} does not open") from None

    def fingerprint(self, place: str, text: str) -> str:
        """64 hex digits: the same for the same text in the same place, and useless without the key."""
        return hmac.new(self._fingerprint_key, f"{place}\0{text}".encode(), hashlib.sha256).hexdigest()

    @property
    def signs_as(self) -> str:
        """The public key that what is signed here is verified with: 64 hex digits, the same when a newer key is put in front."""
        return self._signing().public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> str:
        """Ed25519 over ``content`` (RFC 8032): 128 hex digits."""
        return self._signing().sign(content).hex()

    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._signature_key)


def is_signed(content: bytes, signature: str, signed_by: str) -> bool:
    """Whether whoever has the key ``signed_by`` signed exactly this. False also where one of the two is no key or signature."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed_by)).verify(bytes.fromhex(signature), content)
    except (ValueError, InvalidSignature):
        return False
    return True
