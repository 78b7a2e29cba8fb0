"""A connection to a mail server. Unless it is on this machine, nothing is said before the line is sealed (STARTTLS, or smtps)."""

from __future__ import annotations

import smtplib
import ssl
from urllib.parse import unquote, urlsplit

from varde.kernel.production import is_loopback

SECONDS = 15.0


def connected(url: str) -> smtplib.SMTP:
    """A server that has been greeted and knows who we are. ``url``: see :class:`varde.kernel.settings.MailSettings`.

    :raises OSError, smtplib.SMTPException: it does not answer, or will not have us.
    """
    parts, context = urlsplit(url), ssl.create_default_context()
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
    else:
        connection = smtplib.SMTP(host, parts.port or 587, timeout=SECONDS)
    try:
        connection.ehlo()
        if parts.scheme == "smtp" and (connection.has_extn("starttls") or not is_loopback(host)):
            connection.starttls(context=context)
            connection.ehlo()
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        connection.close()
        raise
    return connection
