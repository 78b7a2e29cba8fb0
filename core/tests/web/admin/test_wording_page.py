"""Official words of instruments on the administrator's page: what waits, a pack looked at, published and gone back from."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from varde.setup.models import SetUpChange
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.wording.models import WordingPack

HERE = "/oppsett/fjordvest/ordlyd"


def pack(title: str = "Trivsel", **top: str) -> str:
    said = {"instrument": "who-5", "version": "1", "language": "nb", "licence": "Avtale 12", "title": title, **top}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in said.items() if value]
    lines += [f'[items.q{n}]\nlabel = "Linje q{n}"' for n in range(1, 6)]
    return "\n".join(lines) + "\n"


class WordingDesk:
    def __init__(self, house: House) -> None:
        self.house = house
        self.rune = house.person("Rune", "Bø", ("trust_administrator", house.trust))
        self.browser = house.browser(self.rune, staff=True)

    def page(self, address: str = HERE) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == 200
        return unescape(answer.get_data(as_text=True))

    def seen(self) -> str:
        return self.page().split('name="seen" value="', 1)[1].split('"', 1)[0]

    def send(self, text: str | bytes, gjor: str, *, as_file: bool = False, **typed: str) -> tuple[int, str]:
        form: dict[str, Any] = {"gjor": gjor, "seen": self.seen(), "csrf_token": token(self.browser), **typed}
        raw = text.encode() if isinstance(text, str) else text
        form |= {"file": (io.BytesIO(raw), "pakke.toml")} if as_file else {"pack": raw.decode()}
        answer = self.browser.post(HERE, data=form, content_type="multipart/form-data")
        return answer.status_code, unescape(answer.get_data(as_text=True))

    def back(self, gjor: str, language: str = "nb", seen: str | None = None) -> int:
        form = {"instrument": "who-5", "language": language, "gjor": gjor, "seen": seen or self.seen()}
        return self.browser.post(f"{HERE}/tilbake", data={**form, "csrf_token": token(self.browser)}).status_code

    def stored(self) -> int:
        with self.house.work() as work:
            return work.session.scalar(select(func.count(WordingPack.id))) or 0

    def history(self) -> list[tuple[str, Any, Any]]:
        with self.house.work() as work:
            rows = work.session.scalars(select(SetUpChange).where(SetUpChange.subject == "wording").order_by("id"))
            return [(row.name, row.before, row.after) for row in rows]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordingDesk]:
    house = make_house(sqlite_url(Path(tmp_path_factory.mktemp("wording"))), catalogue=all_samples())
    yield WordingDesk(house)
    house.platform.engine.dispose()


def test_a_pack_is_looked_at_published_and_gone_back_from(desk: WordingDesk) -> None:
    assert "Ordlyd i spørreskjemaer" in desk.page()
    status, page = desk.send(pack(), "se", as_file=True)
    assert (status, desk.stored()) == (200, 0)
    assert "Dette vil endres" in page
    assert "Linje q3" in page.split('id="endrer"')[1].split("</section>")[0]
    assert 'label = "Linje q3"' in page.split('name="pack"')[1], (
        "the file stands in the form, to be published from there"
    )
    for title, version in (("Trivsel", 1), ("Trivnad", 2)):
        assert desk.send(pack(title), "publiser")[0] == 303
        assert f"versjon {version}" in desk.page()
    status, page = desk.send(pack("Trivnad"), "se")
    assert "De samme ordene vises allerede." in page
    assert "Publiser ordlyden" not in page
    assert desk.back("tilbake") == 303
    seen = desk.seen()
    assert desk.back("slutt") == 303
    assert desk.back("slutt", seen=seen) == 422, "nothing is shown from here"
    assert desk.send(pack(), "publiser")[0] == 303
    assert desk.back("slutt", seen=seen) == 409, "somebody else was first"
    assert desk.history() == [
        ("who-5.nb", None, 1),
        ("who-5.nb", 1, 2),
        ("who-5.nb", 2, 1),
        ("who-5.nb", 1, None),
        ("who-5.nb", None, 3),
    ]
    assert "WHO-5" in desk.page("/oppsett/fjordvest/endringer")
    with desk.house.work() as work:
        about = {"organisation_id": desk.house.trust.id, "subject": "room", "name": "214", "before": 1, "after": 2}
        work.session.execute(insert(SetUpChange), [{"at": work.now, "by_name": "Rune Bø", **about}] * 200)
    assert "versjon 3" in desk.page().split('id="endringer"')[1], "however much else was changed since"


BUNDLE = json.dumps({"resourceType": "Bundle", "entry": []})
NO_LINK = json.dumps({"resourceType": "Questionnaire", "language": "nb", "item": [{"type": "choice", "text": "a"}]})
# What is sent and how, and what the page says in bokmål, nynorsk and English.
WRONG: list[tuple[str | bytes, dict[str, Any], tuple[str, str, str]]] = [
    (
        pack(language="sv"),
        {},
        (
            "Språket er 'sv' og må være nb, nn eller en.",
            "Språket er 'sv' og må vere nb, nn eller en.",
            "The language is 'sv' and must be nb, nn or en.",
        ),
    ),
    (
        pack(language=""),
        {},
        (
            "skriv «language» i filen, eller velg «Språk», nb, nn eller en.",
            "skriv «language» i fila, eller vel «Språk», nb, nn eller en.",
            "It does not say its language: give “language” in the file, or “Language” nb, nn or en.",
        ),
    ),
    (
        pack(instrument="who-9"),
        {},
        (
            "Det er ikke noe spørreskjema who-9 (mente du who-5?); «Spørreskjema» sier hvilket det er.",
            "Det er ikkje noko spørjeskjema who-9 (meinte du who-5?); «Spørjeskjema» seier kva for eit det er.",
            "There is no instrument who-9 (did you mean who-5?); “Questionnaire” says which one it is.",
        ),
    ),
    (
        pack(version="7"),
        {},
        (
            "Filen er av versjon 7 av who-5, og her er den i versjon 1.",
            "Fila er av versjon 7 av who-5, og her er det versjon 1.",
            "It is of version 7 of who-5, and here it is version 1.",
        ),
    ),
    (
        pack(licence=""),
        {},
        (
            "«licence» i filen (eller «Rett til å vise ordlyden») sier hvilken rett virksomheten har til ordene.",
            "«licence» i fila (eller «Rett til å vise ordlyden») seier kva rett verksemda har til orda.",
            "“licence” (or “Right to show the wording”) says what right the organisation has to these words.",
        ),
    ),
    (
        pack().replace('[items.q3]\nlabel = "Linje q3"\n', ""),
        {},
        (
            "Spørsmål q3 mangler; en pakke har ord for alle spørsmål i who-5.",
            "Spørsmål q3 manglar; ein pakke har ord for alle spørsmål i who-5.",
            "Item q3 is missing; a pack has words for every item of who-5.",
        ),
    ),
    (
        pack().replace('"Linje q3"', '"Linje q3"\nlable = 3'),
        {},
        (
            "Spørsmål q3: «lable» er ikke kjent her (mente du label?)",
            "Spørsmål q3: «lable» er ikkje kjend her (meinte du label?)",
            "Item q3: “lable” is not known here (did you mean label?)",
        ),
    ),
    (
        "instrument = ",
        {},
        ("Den er verken JSON eller TOML: ", "Ho er verken JSON eller TOML: ", "It is neither JSON nor TOML: "),
    ),
    (
        '{"resourceType": ',
        {},
        (
            "Den er ikke JSON: det stopper på linje 1, tegn 17.",
            "Ho er ikkje JSON: det stoppar på linje 1, teikn 17.",
            "It is not JSON: Expecting value at line 1, column 17.",
        ),
    ),
    (
        '{"resourceType": "Patient"}',
        {},
        (
            "Den er ikke et Questionnaire: dens resourceType er 'Patient'.",
            "Ho er ikkje eit Questionnaire: resourceType i ho er 'Patient'.",
            "It is not a Questionnaire: its resourceType is 'Patient'.",
        ),
    ),
    (
        BUNDLE,
        {},
        (
            "Den er en Bundle uten noe Questionnaire i.",
            "Ho er ein Bundle utan noko Questionnaire i.",
            "It is a Bundle without a Questionnaire in it.",
        ),
    ),
    (
        NO_LINK,
        {},
        (
            "Spørsmål nummer 1 i skjemaet har ingen linkId.",
            "Spørsmål nummer 1 i skjemaet har ingen linkId.",
            "Item number 1 of the Questionnaire has no linkId.",
        ),
    ),
    (
        "",
        {},
        ("Velg en fil med en ordlydspakke.", "Vel ei fil med ein ordlydspakke.", "Choose a file with a wording pack."),
    ),
    (
        b"\xff\xfe",
        {"as_file": True},
        (
            "Filen er ikke tekst i UTF-8: byte 1 kan ikke leses.",
            "Fila er ikkje tekst i UTF-8: byte 1 kan ikkje lesast.",
            "The file is no text in UTF-8: byte 1 cannot be read.",
        ),
    ),
    (
        "x" * 300_001,
        {"as_file": True},
        ("Filen er større enn 300 kB.", "Fila er større enn 300 kB.", "The file is larger than 300 kB."),
    ),
]


def test_each_way_it_can_be_wrong_has_its_sentence_in_her_language_and_stores_nothing(desk: WordingDesk) -> None:
    before, wrong = desk.stored(), []
    for language, place in (("nn", 1), ("en", 2), ("nb", 0)):
        desk.house.clock.move(minutes=1)  # nobody sends them all within one
        desk.browser.get(f"{HERE}?lang={language}")
        for text, how, sentences in WRONG:
            for gjor in ("se", "publiser") if language == "nb" else ("se",):
                status, page = desk.send(text, gjor, **how)
                if (status, sentences[place] in page) != (422, True):
                    said = page.split('class="error"')[1:2] or [page[-300:]]
                    wrong.append((language, sentences[place], status, said[0][:300]))
    assert not wrong, "\n".join(map(str, wrong))
    assert desk.stored() == before


def test_another_trusts_page_is_not_hers(desk: WordingDesk) -> None:
    assert desk.browser.get("/oppsett/annensteds/ordlyd").status_code in (403, 404)
