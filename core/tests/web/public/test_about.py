"""The page of a programme about itself: the same for everybody, and honest about what nobody has said."""

from __future__ import annotations

import re
from pathlib import Path

from varde.enrolments.models import Offering
from varde.testing.house import BEGINNING, make_house, sample_only, sqlite_url


def test_a_programme_says_what_it_is_for_and_who_answers_for_it(tmp_path: Path) -> None:
    """In three languages to whoever has not signed in; from the front page, from her modules, and from the page of a patient."""
    house = make_house(sqlite_url(tmp_path), at=BEGINNING, catalogue=sample_only())
    address = "/o/klinikken/om/sample"
    kari, per = house.person("Kari", "Nes", ("therapist", house.clinic)), house.person("Per", "Moe")
    enrolment = house.enrolled(per, kari, "sample")
    visitor, patient, staff = house.app.test_client(), house.browser(per), house.browser(kari, staff=True)

    for reader, page in (
        (visitor, "/o/fjordvest"),
        (patient, f"/moduler/{enrolment}"),
        (staff, f"/pasient/{enrolment}"),
    ):
        assert f'href="{address}"' in reader.get(page).text, page
        assert reader.get(address).status_code == 200, page
    said = {
        "nb": ("Laget for prøver.", "akutt hjelp", "Klinikken har ikke sagt hvem det er", "Fri bruk"),
        "nn": ("Laga for prøver.", "akutt hjelp", "Klinikken har ikkje sagt kven det er", "Fri bruk"),
        "en": ("Made for tests.", "help in an emergency", "Klinikken has not said who it is", "Free to use"),
    }
    for language, words in said.items():
        page = visitor.get(f"{address}?lang={language}").text
        assert [each for each in words if each not in page] == [], language
        assert all(f'href="tel:{number}"' in page for number in ("113", "116117", "116123"))
        assert re.search(r"<dd>1\.0</dd>", page)

    with house.work() as work:
        offering = work.session.query(Offering).filter_by(programme="sample", organisation_id=house.clinic.id).one()
        offering.settings, offering.state = {"responsible": "Overlege <Ada> Lie"}, "closed"
    page = visitor.get(address).text
    assert "Overlege &lt;Ada&gt; Lie" in page, "also where nobody is taken in any more"
    assert "har ikke sagt" not in page
    for wrong in ("/o/klinikken/om/nothing", "/o/elsewhere-not/om/sample", "/o/fjordvest/om/sample"):
        assert visitor.get(wrong).status_code == 404, wrong
