"""Anchors: the newest link of the chain, put where whoever owns the database does not reach. What is cut off the end, or made anew
from the beginning by somebody who has the key too, no longer agrees with them."""

from __future__ import annotations

import json
import os
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog
import urllib3
from sqlalchemy import select

from varde.audit.models import AccessAnchor, AccessLink
from varde.audit.rules import written
from varde.kernel.errors import BadUsage
from varde.kernel.settings import Settings
from varde.kernel.smtp import connected
from varde.kernel.work import Platform, Work

EVERY = timedelta(hours=1)
SECONDS = 10.0
log = structlog.get_logger("varde.audit")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of one installation as it was at a moment (ISO 8601, UTC); ``mac`` is a keyed digest of the rest."""

    installation: str
    at: str
    link: int
    hash: str
    mac: str


def newest_anchor(work: Work) -> Anchor | None:
    """The newest link as it is now; None where there is none. One statement."""
    last = work.session.scalar(select(AccessLink).order_by(AccessLink.id.desc()).limit(1))
    if last is None:
        return None
    bare = Anchor(_installation(work), _now(work), last.id, last.hash, "")
    return replace(bare, mac=_mac(work, bare))


def line_of(anchor: Anchor) -> str:
    """One line of JSON."""
    return json.dumps(asdict(anchor))


def read_anchors(text: str, source: str) -> list[Anchor]:
    """The anchors of a file, one to a line; other lines of a log or a letter are passed over when they hold no JSON.

    :raises BadUsage: it holds none, or one that lacks something.
    """
    anchors = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.lstrip().startswith("{"):
            continue
        try:
            raw = json.loads(line)
            installation, at, digest, mac = (str(raw[name]) for name in ("installation", "at", "hash", "mac"))
            anchors.append(Anchor(installation, at, int(raw["link"]), digest, mac))
        except (ValueError, KeyError, TypeError):
            raise BadUsage(f"{source}, line {number}: this is no anchor of an access log.") from None
    if not anchors:
        raise BadUsage(f"{source} holds no anchor.")
    return anchors


def disagreements(work: Work, anchors: Sequence[Anchor], source: str) -> list[str]:
    """One sentence for each anchor that the chain no longer agrees with.

    :raises BadUsage: an anchor is of another installation, or was changed.
    """
    faults, mine = [], _installation(work)
    for anchor in anchors:
        if anchor.installation != mine:
            raise BadUsage(
                f"{source}: the anchor of link {anchor.link} is of another installation ({anchor.installation}); this is "
                f"{mine}. One that has another oldest key of its own is another one too."
            )
        if _mac(work, anchor) != anchor.mac:
            raise BadUsage(f"{source}: the anchor of link {anchor.link} was changed, or not made here.")
        stored = work.session.scalar(select(AccessLink.hash).where(AccessLink.id == anchor.link))
        if stored is None:
            faults.append(f"Link {anchor.link}, anchored {anchor.at}, is gone: the log was cut off or deleted.")
        elif stored != anchor.hash:
            faults.append(f"Link {anchor.link}, anchored {anchor.at}, is another now: the chain was made anew.")
    return faults


def anchor_each_hour(platform: Platform) -> None:
    """Put the newest link where the settings say, when it is an hour since it was taken there last and there is a newer one."""
    if platform.settings.access_anchors is None:
        return
    with platform.work() as work:
        taken = select(AccessAnchor).where(AccessAnchor.fault == "").order_by(AccessAnchor.id.desc()).limit(1)
        last, anchor = work.session.scalar(taken), newest_anchor(work)
        if anchor is None or (last is not None and (last.link == anchor.link or last.at > work.now - EVERY)):
            return
    fault = put(platform.settings, platform.settings.access_anchors, line_of(anchor))
    with platform.work() as work:
        work.add(AccessAnchor(at=work.now, link=anchor.link, fault=fault))
    if fault:
        log.warning("access_log_not_anchored", link=anchor.link, fault=fault)


def put(settings: Settings, place: str, line: str) -> str:
    """Put a line at a place: appended to a file, sent by e-mail, or posted. Returns why it was not taken; "" when it was."""
    ways: dict[str, Callable[[Settings, str, str], str]] = {"file": _append, "mailto": _mail}
    try:
        return ways.get(urlsplit(place).scheme, _post)(settings, place, line)
    except (OSError, smtplib.SMTPException, urllib3.exceptions.HTTPError) as fault:
        return type(fault).__name__


def _append(_settings: Settings, place: str, line: str) -> str:
    with Path(unquote(urlsplit(place).path)).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return ""


def _mail(settings: Settings, place: str, line: str) -> str:
    assert settings.mail is not None  # the settings say so
    email = EmailMessage()
    email["Subject"], email["From"] = "Varde access log", settings.mail.sender
    email["To"], email["Auto-Submitted"] = unquote(urlsplit(place).path), "auto-generated"
    email.set_content(line + "\n", cte="7bit")
    with connected(settings.mail.url) as server:
        server.send_message(email)
    return ""


def _post(_settings: Settings, place: str, line: str) -> str:
    with urllib3.PoolManager(retries=False, timeout=SECONDS) as pool:
        status = pool.request("POST", place, body=line.encode(), headers={"Content-Type": "application/json"}).status
    return "" if 200 <= status < 300 else str(status)


def _installation(work: Work) -> str:
    return work.vault.fingerprint("access_anchor", "installation")[:16]


def _mac(work: Work, anchor: Anchor) -> str:
    unsigned = {name: value for name, value in asdict(anchor).items() if name != "mac"}
    return work.vault.fingerprint("access_anchor", written(unsigned))


def _now(work: Work) -> str:
    return work.now.astimezone(UTC).isoformat(timespec="seconds")
