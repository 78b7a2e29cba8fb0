"""How each setting is read from text. A reader raises ValueError with what is wrong, as the end of a sentence."""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from varde.kernel.production import is_loopback


def one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in allowed:
            raise ValueError(f"it is {raw!r} and must be one of {', '.join(allowed)}")
        return raw

    return parse


def between(low: int, high: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            raise ValueError(f"it is {raw!r} and must be a whole number from {low} to {high}")
        return int(raw)

    return parse


def boolean(raw: str) -> bool:
    if raw.lower() not in ("on", "off", "true", "false", "1", "0"):
        raise ValueError(f"it is {raw!r} and must be on or off")
    return raw.lower() in ("on", "true", "1")


def long_enough(raw: str) -> str:
    if len(raw) < 32:
        raise ValueError("it must have at least 32 characters")
    return raw


def database_url(raw: str) -> str:
    if not raw.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("it must begin with sqlite:/// or postgresql+psycopg://")
    if raw.partition("?")[0] in ("sqlite:///", "sqlite:///:memory:"):
        raise ValueError("it must name a file: a database in memory is a new one for each connection")
    return raw


def files_place(raw: str) -> str:
    if raw.startswith("s3://"):
        bucket = raw.removeprefix("s3://").partition("/")[0]
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{2,62}", bucket):
            raise ValueError("it must name a bucket, such as s3://varde-files or s3://bucket/folder")
    elif not Path(raw).is_absolute():
        raise ValueError(f"it is {raw!r} and must be a folder named from the root, or s3:// and a bucket")
    return raw


def endpoint(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must be an https address, such as https://s3.example.no")
    return raw.rstrip("/")


STREAM = "tcp://"
"""What the address of a scanner on the network begins with."""


def scanner(raw: str) -> str:
    """A command, or ``tcp://HOST:PORT``."""
    if not raw.startswith(STREAM):
        return command(raw)
    try:
        parts = urlsplit(raw)
        whole = bool(parts.hostname and parts.port) and not (
            parts.path or parts.query or parts.fragment or parts.username
        )
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("on the network it must be tcp://HOST:PORT")
    return raw


def contact(raw: str) -> str:
    """Where a report is sent (RFC 9116): one address, with nothing that could begin another line."""
    if not raw.startswith(("mailto:", "https://")) or not raw.isprintable() or " " in raw:
        raise ValueError("it must begin with mailto: or https://")
    return raw


def command(raw: str) -> str:
    try:
        words = shlex.split(raw)
    except ValueError:
        words = []
    if not words:
        raise ValueError("it must be a command with its arguments, and quotation marks must be closed")
    return raw


def redis_url(raw: str) -> str:
    if not raw.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("it must begin with redis://, rediss:// or unix://")
    return raw


def base_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise ValueError("it must be an https address (http only on loopback)")
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("it must be a host and perhaps a port, with nothing behind, such as https://varde.example.no")
    return raw.rstrip("/")


def zone(raw: str) -> ZoneInfo:
    try:
        return ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{raw!r} is not a time zone, such as Europe/Oslo") from None


def data_keys(raw: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for part in raw.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not name.isascii() or not 0 < len(name) <= 40 or len(key) != 32:
            raise ValueError("it must be name:key pairs with commas between, each key 32 bytes in base64")
        if name in keys:
            raise ValueError(f"the key {name} stands twice; a new key needs a new name")
        keys[name] = key
    return keys


def https(raw: str) -> str:
    parts = urlsplit(raw)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise ValueError("it must be an https address (http only on loopback)")
    return raw.rstrip("/")


def file_in_folder(raw: str) -> str:
    if not raw.startswith("/") or not Path(raw).parent.is_dir() or Path(raw).is_dir():
        raise ValueError("it must name a file from the root, in a folder that is there, such as /srv/erased.jsonl")
    return raw


def anchors_place(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme == "mailto":
        mail_sender(parts.path)
    elif parts.scheme == "file":
        if parts.netloc or not parts.path.startswith("/") or not Path(unquote(parts.path)).parent.is_dir():
            raise ValueError(
                "it must name a file from the root, in a folder that is there, such as file:///srv/anchors.jsonl"
            )
    else:
        https(raw)
    return raw


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


def mail_sender(raw: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", raw):
        raise ValueError("it must be an e-mail address")
    return raw


def hosts(raw: str) -> str:
    """Host names with spaces between."""
    hosts = raw.lower().split()
    if not all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) for host in hosts):
        raise ValueError("it must be host names with spaces between, such as join.nhn.no")
    return " ".join(hosts)
