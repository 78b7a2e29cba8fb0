"""Where a place demands signatures, nothing that nobody has signed is shown to a patient; and she gets on past it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from varde.content.approving import approve
from varde.content.editing import PublishingPlan, editor_signed_in, save_draft, send
from varde.content.signing import sign, statement_at
from varde.content.values import StepKey, StepWords
from varde.enrolments.models import Enrolment, Offering
from varde.modules.progress import path_of, steps_from
from varde.modules.withheld import offerings_unsigned, with_what_rests_on
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample import PROGRAMME
from varde.testing.samples.lake.programme import PROGRAMME as LAKE

TRAIL = StepKey("sample", "first-steps", "the-trail")


def _sign(house: House, head: object) -> None:
    with house.work() as work:
        owner = editor_signed_in(work, house.actor(head, ("head", house.clinic)))  # type: ignore[arg-type]
        seen = statement_at(work, house.clinic, PROGRAMME, "sample/boots").digest
        sign(work, owner, house.clinic, PROGRAMME, "sample/boots", seen)


def test_what_may_harm_waits_for_what_stands_before_it() -> None:
    """The text about the net is not signed, so nobody fishes; rest by the lake harms nobody, and a diary neither."""

    def besides(module: str, step: str) -> set[tuple[str, str]]:
        unsigned = frozenset({(module, step)})
        return set(with_what_rests_on(LAKE, unsigned) - unsigned)

    assert besides("net-and-hook", "nets") == {("net-and-hook", "fishing")}
    assert besides("net-and-hook", "sleep-by-the-lake") == set(), "it comes after"
    assert besides("know-the-lake", "what-it-is") == set()
    assert with_what_rests_on(LAKE, frozenset()) == frozenset()


def test_an_unsigned_step_is_not_shown_where_signatures_are_demanded(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren, siri = house.person("Maren", "Ek", ("therapist", house.clinic)), house.person("Siri", "Lie")
    per, ida, writer, reader = (house.person(name, "Moe") for name in ("Per", "Ida", "Kari", "Odd"))
    his = house.enrolled(per, maren, "sample")
    address = f"/moduler/{his}/first-steps/the-trail"
    patient, staff = house.browser(per), house.browser(maren, staff=True)
    assert patient.get(address).status_code == 200, "nobody demands it"

    with house.work() as work:
        work.session.execute(update(Offering).values(settings={"demands_signatures": True}))
    with house.work() as work:
        (warned,) = (each for each in offerings_unsigned(work) if "klinikken" in each)
        assert warned.startswith("Organisation klinikken, programme sample: 1 clinical statements are not signed"), (
            warned
        )
    refused = patient.get(address)
    assert refused.status_code == 403
    assert "ikke på veien din nå" in refused.text
    modules = patient.get(f"/moduler/{his}").text
    assert "godkjent dem" in modules
    assert address not in modules
    assert patient.get(f"/moduler/{his}/first-steps/packing").status_code == 200, "she gets on past it"
    assert "Venter på faglig signatur" in staff.get(f"/pasient/{his}/sti").text

    _sign(house, siri)
    with house.work() as work:
        assert not [each for each in offerings_unsigned(work) if "klinikken" in each]
    assert patient.get(address).status_code == 200
    assert "godkjent dem" not in patient.get(f"/moduler/{his}").text

    with house.work() as work:
        kari = editor_signed_in(work, house.actor(writer, ("content_editor", house.clinic)))
        odd = editor_signed_in(work, house.actor(reader, ("content_editor", house.clinic)))
        words = {"nb": StepWords("Kort.", "Noe annet."), "nn": StepWords("Kort.", "Noko anna.")}
        save_draft(work, kari, house.clinic, TRAIL, words)
        version = send(work, kari, house.clinic, TRAIL, PublishingPlan(work.today))
        approve(work, odd, version.id)
    hers = house.enrolled(ida, maren, "sample")
    assert patient.get(address).status_code == 200, "he reads the words that he began on, which are signed"
    assert house.browser(ida).get(f"/moduler/{hers}/first-steps/the-trail").status_code == 403
    _sign(house, siri)
    assert house.browser(ida).get(f"/moduler/{hers}/first-steps/the-trail").status_code == 200

    with house.work() as work:
        both = [work.session.get_one(Enrolment, each) for each in (his, hers)]
        with house.counted() as for_both:
            steps_from(work, both)
        with house.counted() as for_one:
            steps_from(work, both[:1])
        assert len(for_both) == len(for_one), "as many statements for many as for one"
        assert not path_of(work, both[0], "nb").withheld
