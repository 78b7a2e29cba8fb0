"""One exercise in two windows: what was written in either is kept, put together where it can be, and said where it cannot."""

from __future__ import annotations

import re
from html import unescape

import pytest

from varde.modules.entries import entry_of, read_by_therapist, written_by_patient

from .conftest import Patient, hidden, words

SAVE, DONE = "/utkast", ""
HERS = {"shared": "0"}
SHARE = {"shared": "1"}

# What the other window does after this one was opened; what this one then sends; then the status, what is stored afterwards,
# what the therapist reads, and the fields that the page, or the sentence, says were written in both.
CASES = {
    "nothing meanwhile, saved": ([], (SAVE, {"day": "A"}), 200, {"day": "A"}, {}, ()),
    "nothing meanwhile, done": ([], (DONE, {"day": "A"} | SHARE), 303, {"day": "A"}, {"day": "A"}, ()),
    "another field, saved": ([(SAVE, {"cold": "7"})], (SAVE, {"day": "A"}), 200, {"day": "A", "cold": 7}, {}, ()),
    "another field, done": (
        [(SAVE, {"cold": "7"})],
        (DONE, {"day": "A"} | SHARE),
        422,
        {"day": "A", "cold": 7},
        {},
        ("cold",),
    ),
    "the same field, saved": ([(SAVE, {"day": "B"})], (SAVE, {"day": "A"}), 409, {"day": "B"}, {}, ("day",)),
    "the same field, done": ([(SAVE, {"day": "B"})], (DONE, {"day": "A"} | SHARE), 422, {"day": "B"}, {}, ("day",)),
    "the same words, done": ([(SAVE, {"day": "A"})], (DONE, {"day": "A"} | SHARE), 303, {"day": "A"}, {"day": "A"}, ()),
    "both, saved": (
        [(SAVE, {"day": "B", "cold": "7"})],
        (SAVE, {"day": "A", "waves": "small"}),
        409,
        {"day": "B", "cold": 7, "waves": "small"},
        {},
        ("day",),
    ),
    "done meanwhile, saved": ([(DONE, {"day": "B"})], (SAVE, {"day": "A"}), 409, {"day": "B"}, {}, ("day",)),
    "done meanwhile, done": ([(DONE, {"day": "B"})], (DONE, {"day": "A"}), 422, {"day": "B"}, {}, ("day",)),
    "shared meanwhile, saved": (
        [(DONE, {"day": "B"} | SHARE)],
        (SAVE, {"day": "A"}),
        409,
        {"day": "B"},
        {"day": "B"},
        ("day",),
    ),
    "shared meanwhile, done": (
        [(DONE, {"day": "B"} | SHARE)],
        (DONE, {"day": "A"} | SHARE),
        422,
        {"day": "B"},
        {"day": "B"},
        ("day",),
    ),
    "shared meanwhile, the rest is done for herself": (
        [(DONE, {"day": "B"} | SHARE)],
        (DONE, {"cold": "7"}),
        422,
        {"day": "B", "cold": 7},
        {"day": "B"},
        ("day", "shared"),
    ),
    "emptied here, written there": (
        [(SAVE, {"day": "B"})],
        (DONE, {"cold": "7"}),
        422,
        {"day": "B", "cold": 7},
        {},
        ("day",),
    ),
}


def address(patient: Patient) -> str:
    return f"/moduler/{patient.enrolment_id}/know-the-lake/water-diary"


@pytest.mark.parametrize("case", CASES)
def test_two_windows(ingrid: Patient, case: str) -> None:
    meanwhile, (where, typed), status, stored, shared, written_twice = CASES[case]
    here = hidden(ingrid.html(address(ingrid)))
    for there, words_there in meanwhile:
        made_from = hidden(ingrid.html(address(ingrid)))
        ingrid.save(address(ingrid) + there, {**made_from, **HERS, **words_there})
    answer = ingrid.save(address(ingrid) + where, {**here, **HERS, **typed})
    assert answer.status_code == status
    with ingrid.house.work() as work:
        sheet = entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary")
        assert sheet is not None
        assert written_by_patient(sheet) == stored
        assert read_by_therapist(sheet) == shared
    if status == 409:
        assert answer.json["message"] == (
            "Du har også skrevet i et annet vindu: trykk på knappen nederst for å se over begge."
        )
    if status == 422:
        page = answer.get_data(as_text=True)
        assert "Du har også skrevet i et annet vindu" in page
        note = page.split('id="andre-steder"', 1)[1].split("</section>", 1)[0]
        assert tuple(re.findall(r'href="#(\w+)"', note)) == written_twice


def test_both_are_shown_and_the_one_chosen_is_kept(ingrid: Patient) -> None:
    here = hidden(ingrid.html(address(ingrid)))
    ingrid.fill(address(ingrid), {"day": "Skrevet der.", "shared": "1"})
    answer = ingrid.post(address(ingrid), {**here, "day": "Skrevet her.", "shared": "1"})
    page = answer.get_data(as_text=True)
    assert "I det andre vinduet: Skrevet der." in words(page)
    assert re.search(r'<textarea id="day"[^>]*>\nSkrevet her\.</textarea>', page)
    again = ingrid.post(address(ingrid), {**hidden(page), "day": "Skrevet her.", "shared": "1"})
    assert again.status_code == 303
    with ingrid.house.work() as work:
        sheet = entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary")
        assert sheet is not None
        assert read_by_therapist(sheet) == {"day": "Skrevet her."}


def test_after_a_save_the_page_is_made_from_what_it_saved(ingrid: Patient) -> None:
    here = hidden(ingrid.html(address(ingrid)))
    saved = ingrid.save(address(ingrid) + SAVE, {**here, "day": "A", "shared": "0"})
    assert saved.json["base"] == '{"day":"A","shared":"0"}'
    again = ingrid.save(address(ingrid) + SAVE, {"base": saved.json["base"], "day": "A, og mer", "shared": "0"})
    assert again.status_code == 200
    assert "A, og mer" in unescape(ingrid.html(address(ingrid)))


def test_who_may_read_is_said_in_words(ingrid: Patient) -> None:
    ingrid.fill(address(ingrid), {"day": "A", "shared": "0"})
    here = hidden(ingrid.html(address(ingrid)))
    ingrid.save(address(ingrid) + SAVE, {**here, "day": "A", "shared": "1"})
    answer = ingrid.post(address(ingrid), {**here, "day": "B", "shared": "0"})
    assert answer.status_code == 422
    assert "Hvem kan lese dette?" in words(answer.get_data(as_text=True)).split("Arbeidsark")[0]
