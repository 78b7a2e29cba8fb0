"""How settings about machines outside are read: senders, mail servers, hosts. Each raises ``ValueError`` with what it must be."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def sms_sender(raw: str) -> str:
    """Eleven letters and digits is what the networks carry as a name (3GPP TS 23.040, 9.1.2.5)."""
    if not re.fullmatch(r"[A-Za-z0-9ÆØÅæøå ]{1,11}|\+?[0-9]{4,15}", raw):
        raise ValueError("it must be a name of at most 11 letters, digits and spaces, or a number")
    return raw


def mail_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError(
            "it must be smtp:// or smtps:// with a host, and a user and password before it where they are needed"
        )
    return raw


def hosts(raw: str) -> str:
    hosts = raw.lower().split()
    if not all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) for host in hosts):
        raise ValueError("it must be host names with spaces between, such as join.nhn.no")
    return " ".join(hosts)


def mail_sender(raw: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", raw):
        raise ValueError("it must be an e-mail address")
    return raw
