"""What cannot be set up is said in the same sentence by a command and by its page, and nothing is stored: a table across verbs,
written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from varde import cli
from varde.identity.models import Grant
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.console import Console
from varde.kernel.errors import BadInput, VardeError
from varde.scheduling.models import Room
from varde.setup.models import SetUpChange
from varde.setup.wording_commands import wording_group
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

from .bad_input import PACKS, TABLE

NIN = next(islice(synthetic_numbers(), 800, None))
LONG = "x" * 121
NEW, SOMEBODY = f"--given-name Anne --family-name Lie --nin {NIN}", f"given_name=Anne family_name=Lie nin={NIN}"


def upper_first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


class Both:
    """The machine and the administrator's browser, at one house."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.folder = house, folder
        for name, text in PACKS.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.browser = house.browser(house.person("Rune", "Bø", ("trust_administrator", house.trust)), staff=True)
        self.browser.get("/oppsett/klinikken?lang=en")
        self.head = house.browser(house.person("Hilde", "Moe", ("head", house.clinic)), staff=True)
        self.head.get("/fravaer?lang=en")
        sara = house.person("Sara", "Holm", ("therapist", house.clinic))
        for words in (
            "organisation add stengt clinic Stengt_klinikk --under fjordvest",
            "organisation close stengt",
            "room add klinikken 214 --seats 4",
            "hours add klinikken 2099-12-24 2099-12-31 Jul",
        ):
            assert self.by_command(words) == []
        with house.work() as work:
            grant = work.session.scalars(select(Grant.id).where(Grant.person_id == sara.id)).one()
            room = work.session.scalars(select(Room.id)).one()
        numbers = {"sara": sara.id, "grant": grant, "room": room}
        assert self.by_command(f"staff away klinikken {sara.id} 2097-07-01 2097-07-14 --reason course") == []
        self.numbers = {
            "long": LONG,
            "phone": "9" * 41,
            "known": "instrument, version, language, licence, title, recall, question, introduction, items",
            "new": NEW,
            "somebody": SOMEBODY,
            **{name: str(row) for name, row in numbers.items()},
        }

    def by_command(self, words: str) -> list[str]:
        platform = self.house.platform
        console = Console(lambda: platform.catalogue, lambda: platform)
        spoken = [word.replace("_", " ") if "_k" in word else word for word in words.split()]
        spoken = [str(self.folder / word[1:]) if word.startswith("@") else word for word in spoken]
        of_wording = spoken[0] == "wording"
        group = wording_group if of_wording else cli.varde.commands["admin"]
        result = CliRunner().invoke(group, spoken[of_wording:], obj=console)
        if result.exception is None:
            return []
        if isinstance(result.exception, SystemExit):  # a file with faults: each is named after it
            *faults, outcome = result.stderr.splitlines()
            assert (result.exit_code, result.stdout, outcome) == (2, "", "Nothing was stored."), words
            return [upper_first(fault.split(": ", 1)[1]) for fault in faults]
        assert isinstance(result.exception, VardeError), (words, result.output)
        assert result.stdout == "", words
        fault = result.exception
        return fault.each("en") if isinstance(fault, BadInput) else [fault.to("en")]

    def by_page(self, address: str) -> tuple[int, str]:
        path, *pairs = address.split()
        form = dict(pair.split("=", 1) for pair in pairs)
        form = {name: PACKS[value[1:]] if value.startswith("@") else value for name, value in form.items()}
        browser = self.head if path == "/fravaer" else self.browser
        answer = browser.post(path, data={**form, "csrf_token": token(browser)})
        return answer.status_code, unescape(answer.get_data(as_text=True))

    def changes(self) -> int:
        with self.house.work() as work:
            return work.session.scalar(select(func.count()).select_from(SetUpChange)) or 0


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    yield Both(house, tmp_path)
    house.platform.engine.dispose()


def cases() -> list[list[str]]:
    """Command, page and sentence of each."""
    blocks = [block.splitlines() for block in TABLE.strip().split("\n\n")]
    return [block for block in blocks if not block[0].startswith("#")]


def test_a_command_and_its_page_say_the_same_and_nothing_is_stored(both: Both) -> None:
    before, wrong = both.changes(), list[object]()
    for case in cases():
        words, address, sentence = (line.format(**both.numbers) for line in case)
        said = both.by_command(words)
        status, page = both.by_page(address)
        if said != [sentence] or status not in (404, 409, 422) or sentence not in page:
            wrong.append((words[:60], said, status, sentence in page))
    assert wrong == [], "\n".join(map(str, wrong))
    assert both.changes() == before


def test_the_table_has_each_noun() -> None:
    nouns = {"organisation", "offering", "staff", "hours", "room", "text", "care-role", "wording"}
    assert {words.split()[0] for words, *_ in cases()} == nouns
