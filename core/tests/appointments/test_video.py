"""Where video appointments are held: only at hosts that are allowed, and a token is for one person, one room and some minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import OctKey

from varde.appointments.errors import NoVideoRoom
from varde.appointments.video import JitsiRooms, StoredRooms
from varde.kernel.settings import JitsiSettings
from varde.notifications.mail import SmtpServer
from varde.notifications.values import Outgoing
from varde.scheduling.models import Appointment
from varde.scheduling.video_hosts import is_allowed

HOSTS = "join.nhn.no video.example.org"
SECRET = "a-secret-that-only-we-and-jitsi-know"
STARTS = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://join.nhn.no/123456", True),
        ("https://JOIN.nhn.no/123456", True),
        ("https://join.nhn.no:443/1", True),
        ("https://join.nhn.no:8443/1", False),
        ("https://join.nhn.no:x/1", False),
        ("http://join.nhn.no/1", False),
        ("https://join.nhn.no.evil.example/1", False),
        ("https://join.nhn.no@evil.example/1", False),
        ("https://evil.example/join.nhn.no", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_where_a_room_may_be(address: str, allowed: bool) -> None:
    assert is_allowed(address, HOSTS) is allowed
    row = Appointment(place=address, kind="video", starts_at=STARTS, minutes=30)
    if allowed:
        assert StoredRooms(HOSTS).address(row, "Ingrid", host=False) == address
    else:
        with pytest.raises(NoVideoRoom):
            StoredRooms(HOSTS).address(row, "Ingrid", host=False)


def test_a_token_is_for_one_person_one_room_and_some_minutes() -> None:
    rooms = JitsiRooms(JitsiSettings("https://video.example.org", "varde", SECRET))
    row = Appointment(uid="0b1c", place="", kind="video", starts_at=STARTS, minutes=30)
    address = urlsplit(rooms.address(row, "Ingrid", host=False))
    token = parse_qs(address.query)["jwt"][0]
    claims = jwt.decode(token, OctKey.import_key(SECRET)).claims
    hers = parse_qs(urlsplit(rooms.address(row, "Maren", host=True)).query)["jwt"][0]
    people = [jwt.decode(each, OctKey.import_key(SECRET)).claims["context"]["user"] for each in (token, hers)]
    assert people == [{"name": "Ingrid", "moderator": False}, {"name": "Maren", "moderator": True}]
    assert (address.hostname, address.path) == ("video.example.org", "/0b1c")
    assert (claims["room"], claims["iss"], claims["sub"]) == ("0b1c", "varde", "video.example.org")
    assert claims["nbf"] == int((STARTS - timedelta(minutes=10)).timestamp())
    assert claims["exp"] == int((STARTS + timedelta(minutes=60)).timestamp())
    assert claims["context"] == {"user": {"name": "Ingrid", "moderator": False}}
    with pytest.raises(BadSignatureError):
        jwt.decode(token, OctKey.import_key("another-secret-of-some-other-clinic!"))


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_goes_with_the_e_mail(method: str) -> None:
    calendar = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n".encode()
    server = SmtpServer("smtp://localhost", "svar@varde.example.no")
    written = server._written(Outgoing("varde-1", "ingrid@example.org", "Hei.", calendars=(calendar,)))
    attached = list(written.iter_attachments())
    assert [(part.get_content_type(), part.get_param("method")) for part in attached] == [("text/calendar", method)]
    assert attached[0].get_payload(decode=True) == calendar
    assert not list(server._written(Outgoing("varde-2", "ingrid@example.org", "Hei.")).iter_attachments())
