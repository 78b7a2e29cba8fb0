"""What is put elsewhere of the access log finds what the chain alone cannot: each way of taking the log away, by somebody who owns
the database, and by somebody who has its keys too."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result
from sqlalchemy import select

from varde.audit.anchors import anchor_each_hour, line_of, newest_anchor, put, read_anchors
from varde.audit.commands import anchor_access_log, verify_access_log
from varde.audit.models import AccessAnchor, AccessEntry, AccessLink
from varde.audit.rules import FIRST, entry_mac, link_hash
from varde.audit.service import _content, entry_macs, link_macs, record, seal
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage
from varde.kernel.settings import Settings, read_settings
from varde.testing.house import House, environment, make_house, sample_only, sqlite_url
from varde.testing.servers import Mailbox

from .test_chain import LOOK, sql, tamper


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Ten sealed entries, whose newest link is anchored in the file ``anchors``."""
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only(), VARDE_ACCESS_ANCHORS=f"file://{tmp_path}/anchors")
    looks(house, 10)
    anchor_each_hour(house.platform)
    yield house
    house.platform.engine.dispose()


def looks(house: House, count: int) -> None:
    with house.work() as work:
        for _ in range(count):
            record(work, LOOK)
    with house.work() as work:
        assert seal(work) == count


def run(house: House, command: Command, *arguments: str) -> Result:
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    return CliRunner().invoke(command, list(arguments), obj=console)


def verify(house: House, *anchors: Path) -> Result:
    return run(house, verify_access_log, *(part for file in anchors for part in ("--anchor", str(file))))


def chained_anew(house: House) -> None:
    """All links are made again by somebody who has the keys, after the fifth entry was changed and given a digest."""
    tamper(house, sql("DELETE FROM access_link", "UPDATE access_entry SET what = 'nothing' WHERE id = 5"))
    with house.work() as work:
        entry = work.session.get_one(AccessEntry, 5)
        entry.mac = entry_mac(_content(entry), entry_macs(work))
        previous = FIRST
        for entry in work.session.scalars(select(AccessEntry).order_by(AccessEntry.id)):
            previous = link_hash(previous, _content(entry), link_macs(work))
            work.add(AccessLink(id=entry.id, entry_id=entry.id, hash=previous))


UNTOUCHED = """\
{"ok": true, "links": 10, "anchors": 1}
"""


def test_an_untouched_log_agrees_with_its_anchor(house: House, tmp_path: Path) -> None:
    assert verify(house, tmp_path / "anchors").stdout == UNTOUCHED
    looks(house, 2)
    assert json.loads(verify(house, tmp_path / "anchors").stdout) == {"ok": True, "links": 12, "anchors": 1}


@pytest.mark.parametrize(
    "deed",
    [
        ("DELETE FROM access_link WHERE id > 7", "DELETE FROM access_entry WHERE id > 7"),
        ("DELETE FROM access_link",),
        ("DELETE FROM access_link", "DELETE FROM access_entry"),
        ("DELETE FROM access_link", "DELETE FROM access_entry", "DELETE FROM access_check"),
    ],
)
def test_what_is_taken_away_is_found(house: House, tmp_path: Path, deed: tuple[str, ...]) -> None:
    moment = house.clock.now().isoformat(timespec="seconds")
    tamper(house, sql(*deed))
    assert verify(house).exit_code == 0, "the chain alone holds"
    answer = verify(house, tmp_path / "anchors")
    sentence = f"Link 10, anchored {moment}, is gone: the log was cut off or deleted.\n"
    assert (answer.exit_code, answer.stderr) == (1, sentence)


def test_a_chain_that_was_made_anew_with_the_keys_is_found(house: House, tmp_path: Path) -> None:
    chained_anew(house)
    assert verify(house).exit_code == 0, "the chain alone holds"
    answer = verify(house, tmp_path / "anchors")
    assert (answer.exit_code, "is another now: the chain was made anew." in answer.stderr) == (1, True)


def test_a_chain_that_was_made_anew_without_the_keys_is_found(house: House) -> None:
    tamper(house, sql("UPDATE access_link SET hash = lower(hex(randomblob(32)))"))
    answer = verify(house)
    assert (answer.exit_code, "does not hold from link 1:" in answer.stderr) == (1, True)


def test_an_entry_that_is_changed_before_it_is_chained_is_found(house: House) -> None:
    with house.work() as work:
        record(work, LOOK)
    tamper(house, sql("UPDATE access_entry SET actor_name = 'Ola Vik' WHERE id = 11"))
    with house.work() as work:
        assert seal(work) == 1
    assert "does not hold from link 11:" in verify(house).stderr


def test_an_entry_that_is_put_in_by_hand_is_found(house: House) -> None:
    copied = "at, actor_name, role, action, what, purpose, basis, outcome, request_id"
    tamper(house, sql(f"INSERT INTO access_entry ({copied}) SELECT {copied} FROM access_entry WHERE id = 3"))
    with house.work() as work:
        assert seal(work) == 1
    assert "does not hold from link 11:" in verify(house).stderr


# --- when an anchor is made


def test_it_is_anchored_once_an_hour_when_something_is_new(house: House, tmp_path: Path) -> None:
    def lines() -> int:
        return len((tmp_path / "anchors").read_text().splitlines())

    assert lines() == 1
    house.clock.move(minutes=120)
    anchor_each_hour(house.platform)
    assert lines() == 1, "nothing is new"
    looks(house, 1)
    anchor_each_hour(house.platform)
    assert lines() == 2
    looks(house, 1)
    house.clock.move(minutes=59)
    anchor_each_hour(house.platform)
    assert lines() == 2
    house.clock.move(minutes=1)
    anchor_each_hour(house.platform)
    assert [anchor.link for anchor in read_anchors((tmp_path / "anchors").read_text(), "it")] == [10, 11, 12]


def test_where_it_is_not_taken_it_is_tried_again_and_said(house: House, tmp_path: Path) -> None:
    house.clock.move(minutes=61)
    looks(house, 1)
    (tmp_path / "anchors").rename(tmp_path / "before")
    (tmp_path / "anchors").mkdir()
    anchor_each_hour(house.platform)
    (tmp_path / "anchors").rmdir()
    anchor_each_hour(house.platform)
    with house.work() as work:
        rows = work.session.scalars(select(AccessAnchor).order_by(AccessAnchor.id)).all()
        assert [(row.link, row.fault) for row in rows] == [(10, ""), (11, "IsADirectoryError"), (11, "")]


def test_nothing_is_anchored_where_no_place_is_set(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    looks(house, 1)
    anchor_each_hour(house.platform)
    with house.work() as work:
        assert work.session.scalars(select(AccessAnchor)).all() == []
    house.platform.engine.dispose()


# --- bad input


def test_an_anchor_of_another_installation(house: House, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = make_house(sqlite_url(tmp_path / "elsewhere"), catalogue=sample_only(), VARDE_DATA_KEYS=f"k9:{'B' * 43}=")
    looks(other, 3)
    with other.work() as work:
        anchor = newest_anchor(work)
        assert anchor is not None
        (tmp_path / "theirs").write_text(line_of(anchor) + "\n")
    with pytest.raises(BadUsage, match="the anchor of link 3 is of another installation"):
        raise verify(house, tmp_path / "theirs").exception or AssertionError
    other.platform.engine.dispose()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (lambda line: line.replace('"link": 10', '"link": 9'), "the anchor of link 9 was changed, or not made here."),
        (lambda line: line.replace('"hash"', '"hush"'), "line 1: this is no anchor of an access log."),
        (lambda _line: "{not json", "line 1: this is no anchor of an access log."),
        (lambda _line: "Kjære drift", "holds no anchor."),
        (lambda _line: "", "holds no anchor."),
    ],
)
def test_a_file_that_is_no_anchor(house: House, tmp_path: Path, changed: object, sentence: str) -> None:
    assert callable(changed)
    (tmp_path / "bad").write_text(changed((tmp_path / "anchors").read_text()))
    with pytest.raises(BadUsage, match=sentence):
        raise verify(house, tmp_path / "bad").exception or AssertionError


def test_an_anchor_by_hand(house: House) -> None:
    answer = run(house, anchor_access_log)
    anchor = json.loads(answer.stdout)
    assert sorted(anchor) == ["at", "hash", "installation", "link", "mac"]
    assert anchor["link"] == 10


def test_no_anchor_of_an_empty_log(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    answer = run(house, anchor_access_log)
    assert (answer.exit_code, answer.stderr) == (1, "The access log has no link yet.\n")
    house.platform.engine.dispose()


# --- the places


def by_mail(tmp_path: Path, host: str, port: int) -> Settings:
    variables = {"VARDE_MAIL_URL": f"smtp://{host}:{port}", "VARDE_MAIL_SENDER": "varde@sykehuset.example.no"}
    return read_settings(environment(sqlite_url(tmp_path), **variables))


def test_an_anchor_by_mail(house: House, tmp_path: Path, mailbox: Mailbox) -> None:
    with house.work() as work:
        anchor = newest_anchor(work)
    assert anchor is not None
    settings, place = by_mail(tmp_path, mailbox.host, mailbox.port), "mailto:logg@sykehuset.example.no"
    assert put(settings, place, line_of(anchor)) == ""
    (letter,) = mailbox.messages
    assert (read_anchors(letter.get_content(), "the letter"), letter["To"]) == ([anchor], "logg@sykehuset.example.no")
    mailbox.refuse.add("logg@sykehuset.example.no")
    assert put(settings, place, "{}") == "SMTPRecipientsRefused"
    assert put(by_mail(tmp_path, "127.0.0.1", 1), place, "{}") == "ConnectionRefusedError"


@pytest.mark.parametrize(("status", "fault"), [(201, ""), (503, "503")])
def test_an_anchor_by_post(house: House, status: int, fault: str) -> None:
    taken = list[bytes]()

    class Stamp(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Stamp) as server:
        threading.Thread(target=server.handle_request).start()
        assert put(house.platform.settings, f"http://127.0.0.1:{server.server_port}/varde", "{}") == fault
    assert taken == [b"{}"]


def test_where_anchors_may_be_put(tmp_path: Path) -> None:
    for place, fault in (
        (f"file://{tmp_path}/new.jsonl", ""),
        ("https://stamp.example.no/varde", ""),
        ("http://stamp.example.no/varde", "it must be an https address"),
        ("file:///nowhere/at/all", "in a folder that is there"),
        ("mailto:nobody", "it must be an e-mail address"),
        ("mailto:logg@sykehuset.example.no", "is an e-mail address, and VARDE_MAIL_URL is not set"),
    ):
        environ = environment(sqlite_url(tmp_path), VARDE_ACCESS_ANCHORS=place)
        if not fault:
            assert read_settings(environ).access_anchors == place
            continue
        with pytest.raises(Exception, match=fault):
            read_settings(environ)


def test_read_anchors_refuses_what_is_empty() -> None:
    with pytest.raises(BadUsage, match="holds no anchor"):
        read_anchors("", "a file")
