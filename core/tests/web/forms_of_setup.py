"""The forms of setting up, as the trust's administrator fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from varde.enrolments.models import CareRole
from varde.identity.models import Grant
from varde.kernel.work import Work
from varde.scheduling.models import Room

Filled = tuple[str, str, Mapping[str, Any]] | tuple[str, str, Mapping[str, Any], str]

STEP = "/innhold/klinikken/steg/lake/know-the-lake/what-it-is"
SLOT = "/innhold/klinikken/plasser/lake/know-the-lake/what-it-is/waves"
MEDIUM = "/innhold/klinikken/bibliotek/pust-0001"
PACK = 'instrument = "who-5"\nversion = "1"\nlanguage = "nb"\n' + "\n".join(
    f'[items.q{number}]\nlabel = "Linje {number}"' for number in range(1, 6)
)


def filled_in_by_an_administrator(words: str, nin: str) -> dict[str, Filled]:
    """By endpoint: the page, where the form is sent, what is typed, and what of it must be seen again (else ``words``)."""
    return {
        "set_up.change": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/virksomhet",
            {"name": "Nettbehandling"},
            'value="Nettbehandling"',
        ),
        "set_up.add": (
            "/oppsett/fjordvest",
            "/oppsett/fjordvest/ny",
            {"new_name": words, "new_key": "nord", "new_kind": "clinic"},
        ),
        "set_up.text": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/tekst/crisis",
            {"crisis-nb": f"Bokmål. {words}", "crisis-nn": f"Nynorsk. {words}", "crisis-en": words},
        ),
        "set_up_offerings.save": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/tilbud",
            {"capacity-sample": "61"},
            'value="61"',
        ),
        "set_up_offerings.add": (
            "/oppsett/fjordvest",
            "/oppsett/fjordvest/tilby",
            {"programme": "lake", "state": "open"},
            'value="lake" selected',
        ),
        "set_up_offerings.decide": (
            "/oppsett/klinikken/tilbud/sample",
            "/oppsett/klinikken/tilbud/sample",
            {"waiting_weeks": "13"},
            'value="13"',
        ),
        "set_up_wording.load": (
            "/oppsett/klinikken/ordlyd",
            "/oppsett/klinikken/ordlyd",
            {"pack": PACK, "licence": words, "gjor": "publiser"},
        ),
        "set_up_places.week": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/tider",
            {"opens-0": "8.05", "closes-0": "15.30"},
            'value="8.05"',
        ),
        "set_up_places.closed": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/stengt",
            {"first": "2026-12-24", "last": "2027-01-01", "why": words},
        ),
        "set_up_places.room": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/rom",
            {"room": "Møterom 3", "seats": "4", "purpose": "talks"},
            "Møterom 3",
        ),
        "set_up_places.room_changed": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/rom/{room}",
            {"room-{room}": "Møterom 4", "seats-{room}": "4"},
            "Møterom 4",
        ),
        "set_up_care_roles.add": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/teamrolle",
            {"care_role": "diettist", "called-nb": "Diettist", "called-nn": "Diettist", "called-en": "Diet coach"},
            "Diet coach",
        ),
        "set_up_care_roles.change": (
            "/oppsett/klinikken",
            "/oppsett/klinikken/teamrolle/therapist",
            {"called-nb-therapist": "Stedfortreder", "called-nn-therapist": "Stadfortredar"},
            "Stedfortreder",
        ),
        "set_up_staff.add": (
            "/oppsett/klinikken/ansatt",
            "/oppsett/klinikken/ansatt",
            {"given_name": "Ny", "family_name": "Ansatt", "nin": nin, "title": words, "role": "therapist"},
        ),
        "set_up_staff.terms": (
            "/oppsett/klinikken/ansatt/{stranger}",
            "/oppsett/klinikken/ansatt/{stranger}/roller",
            {"to-{grant}": "2026-12-30"},
            "2026-12-30",
        ),
        "set_up_staff.give": (
            "/oppsett/klinikken/ansatt/{stranger}",
            "/oppsett/klinikken/ansatt/{stranger}/ny-rolle",
            {"role": "head", "to": "2026-12-30"},
            "2026-12-30",
        ),
        "set_up_staff.present": (
            "/oppsett/klinikken/ansatt/{stranger}",
            "/oppsett/klinikken/ansatt/{stranger}/til-stede",
            {"dag0": "1", "dag1": "1"},
            "dag0",
        ),
        "set_up_staff.facts": (
            "/oppsett/klinikken/ansatt/{stranger}",
            "/oppsett/klinikken/ansatt/{stranger}/om",
            {"title": words, "hpr": "9144889"},
        ),
        "content_step.save": (STEP, STEP, {"body-nb": words, "body-nn": f"{words} no", "gjor": "lagre"}),
        "content_step.move": (STEP, f"{STEP}/flytt", {"why": words}),
        "content_media.take_out": (MEDIUM, f"{MEDIUM}/trekk", {"reason": words}),
        "content_slots.change": (SLOT, SLOT, {"reason": words, "waits": "1", "gjor": "avslaa"}),
        "content_versions.decide": (
            "/innhold/klinikken/versjon/{version}",
            "/innhold/klinikken/versjon/{version}",
            {"reason": words, "gjor": "avslaa"},
        ),
    }


def numbers_of_setup(work: Work, clinic_id: int, person_id: int) -> dict[str, int]:
    """The role of this person, and a room of the clinic, which has a word of its own for one role in care teams."""
    called = {"nb": "Vikar", "nn": "Vikar", "en": "Stand-in"}
    work.add(CareRole(organisation_id=clinic_id, key="therapist", counts_as="therapist", words=called))
    room = work.add(Room(organisation_id=clinic_id, name="214", seats=4, purpose="talks"))
    work.session.flush()
    return {"grant": work.session.scalars(select(Grant.id).where(Grant.person_id == person_id)).one(), "room": room.id}
