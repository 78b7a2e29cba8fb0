"""What nobody has signed reaches no patient where signatures are demanded, whatever way it would take: a table, written by hand, of
every way that the words of a step have to her, before it is demanded, while it is and is not signed, and when it is."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select, update

from varde.content.editing import editor_signed_in
from varde.content.signing import sign, statements_at
from varde.content.statements import Statement
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment, Offering
from varde.modules.dated import EntryTime, share_entries, write_entry
from varde.modules.progress import path_of
from varde.modules.reading import exported
from varde.modules.switching import SwitchWish, turn
from varde.notifications.models import Delivery
from varde.programmes.values import Exercise, Programme
from varde.safety.service import open_lock, safety_of
from varde.standing.locks import held_lock
from varde.testing.by_hand import cells_of
from varde.testing.house import House, everything_installed, make_house, sqlite_url

STEPS = {
    "alarm": ("know-your-gut", "alarm-signs", "Du kjenner en kul i magen"),
    "diary": ("know-your-gut", "symptom-diary", "Velg et fast tidspunkt"),
    "breath": ("body-and-movement", "belly-breathing", "Legg en hånd like under navlen"),
    "lists": ("calming-food", "food-lists", "jordbær, sitrus, bringebær"),
    "sheet": ("calming-food", "reintroduction", "Spis liten, middels og stor porsjon"),
}
"""Steps that say something for a clinical owner to sign, of each kind: read, a log, a guide, lists of food and the diet sheet; and
what they say alone."""

WAYS = """
way                  | address                                         | shows
the page of a step   | /moduler/{e}/know-your-gut/alarm-signs          | alarm
a log                | /moduler/{e}/know-your-gut/symptom-diary        | diary
what is in the log   | /moduler/{e}/know-your-gut/symptom-diary/innforing/{entry} |
the log as a file    | /moduler/{e}/know-your-gut/symptom-diary/innforing/last-ned |
a guide              | /moduler/{e}/body-and-movement/belly-breathing  | breath
lists of food        | /moduler/{e}/calming-food/food-lists            | lists
the diet sheet       | /moduler/{e}/calming-food/reintroduction        | sheet
all, to print        | /moduler/{e}/utskrift                           | alarm diary breath lists sheet
a module, to print   | /moduler/{e}/utskrift/calming-food              | lists sheet
all, to read offline | /moduler/{e}/last-ned                           | alarm diary breath lists sheet
the modules          | /moduler/{e}                                    |
her home             | /min-sti/{e}                                    |
the way in           | /min-sti                                        |
messages             | /meldinger/{e}                                  |
what is locked       | /si-fra/{e}                                     |
her questionnaires   | /skjema/forlop/{e}                              |
the public page      | /p/ibs/naar-soke-lege                           | alarm
about the programme  | /o/klinikken/om/ibs                             |
where she signs up   | /o/klinikken                                    |
"""
PUBLIC = ("/p/ibs/naar-soke-lege", "/o/klinikken/om/ibs", "/o/klinikken")
"""What whoever is not signed in may read too."""


@dataclass
class Ward:
    """Ingrid is in Mage-tarmskolen, and has opened and written everything that the table reads."""

    house: House
    enrolment_id: int
    entry_id: int
    her: FlaskClient

    def shown(self, browser: FlaskClient, address: str) -> set[str]:
        page = unescape(browser.get(address.format(e=self.enrolment_id, entry=self.entry_id)).get_data(as_text=True))
        return {name for name, (_module, _step, said) in STEPS.items() if said in page}


def make_ward(folder: Path) -> Ward:
    house = make_house(sqlite_url(folder), catalogue=everything_installed())
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Vik")
    liv = house.person("Liv", "Dal", ("dietitian", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren, "ibs")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        for module in ("body-and-movement", "calming-food"):
            wish = SwitchWish("open", module, reason="Hun er klar for den.")
            turn(work, house.actor(maren, ("therapist", house.clinic)), enrolment, wish)
        diet = next(each for each in path_of(work, enrolment, "nb").modules if each.module.key == "calming-food").module
        facts = safety_of(work, enrolment).facts
        for lock in {lock.key: lock for step in diet.steps for lock in step.locks if held_lock(lock, facts)}:
            open_lock(work, house.actor(liv, ("dietitian", house.clinic)), enrolment, lock, "Vi har snakket om det.")
        view = path_of(work, enrolment, "nb").view("know-your-gut")
        step = next(each for each in view.module.steps if each.key == "symptom-diary")
        assert isinstance(step, Exercise)
        entry = write_entry(work, enrolment, view.module, step, {"pain": 3}, EntryTime(work.today), "once")
        share_entries(work, enrolment, view.module, [entry])
        work.session.flush()
        entry_id = entry.id
    return Ward(house, enrolment_id, entry_id, house.browser(ingrid))


def demands(ward: Ward) -> None:
    with ward.house.work() as work:
        for offering in work.session.scalars(select(Offering)):
            settings = {**offering.settings, "demands_signatures": True}
            work.session.execute(update(Offering).where(Offering.id == offering.id).values(settings=settings))


def signs(ward: Ward) -> None:
    siri = ward.house.person("Siri", "Lie", ("head", ward.house.clinic))
    with ward.house.work() as work:
        programme = work.catalogue.one(Programme, "ibs")
        head = editor_signed_in(work, ward.house.actor(siri, ("head", ward.house.clinic)))
        for each in statements_at(work, ward.house.clinic, [programme]):
            sign(work, head, ward.house.clinic, programme, each.statement.key, each.digest)


def test_no_way_shows_her_what_nobody_has_signed(tmp_path: Path) -> None:
    ward = make_ward(tmp_path)
    nobody = ward.house.app.test_client()
    ways = [(way, address, set(shows.split())) for way, address, shows in cells_of(WAYS)[1:]]
    for way, address, shows in ways:
        assert ward.shown(ward.her, address) == shows, f"{way}, where nobody demands it"

    demands(ward)
    for way, address, _shows in ways:
        assert ward.shown(ward.her, address) == set(), f"{way}, which nobody has signed"
    for address in PUBLIC:
        assert ward.shown(nobody, address) == set(), address
    for browser in (ward.her, nobody):
        said = browser.get("/p/ibs/naar-soke-lege")
        assert said.status_code == 200
        assert {'href="tel:113"', 'href="tel:116117"'} <= set(said.text.replace(">", " ").split())
        assert "venter på å bli godkjent" in said.text
    with ward.house.work() as work:
        people = frozenset({work.session.get_one(Enrolment, ward.enrolment_id).person_id})
        kept = " ".join(str(row["body"]) for row in exported(work, people))
        assert all(said in kept for _module, _step, said in STEPS.values()), "what she was shown she is given still"
        sent = " ".join(work.session.scalars(select(Delivery.text)))
        assert not any(said in sent for _module, _step, said in STEPS.values())

    signs(ward)
    for way, address, shows in ways:
        assert ward.shown(ward.her, address) == shows, f"{way}, when it is signed"
    assert ward.shown(nobody, "/p/ibs/naar-soke-lege") == set(), "the trust's other places have not signed"


def test_the_table_is_of_steps_that_say_something_to_sign() -> None:
    stated = {each.step for each in everything_installed().all(Statement).values()}
    assert {StepKey("ibs", module, step) for module, step, _said in STEPS.values()} <= stated


def test_no_plugin_reads_the_words_of_its_steps_itself() -> None:
    """A page shows a step by ``StepShown``, which asks whether it may; the file does not know."""
    plugins = Path(__file__).parents[2] / "plugins"
    sources = {file: file.read_text(encoding="utf-8") for file in plugins.glob("*/varde_*/**/*.py")}
    assert sources
    assert [str(file) for file, said in sources.items() if "content/" in said or "read_text" in said] == []
