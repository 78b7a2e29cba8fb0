"""A patient keeps somebody out, and lets her in again; the gate obeys at once."""

from __future__ import annotations

from pathlib import Path

from varde.testing.house import all_samples, make_house, sqlite_url, token


def test_a_blocked_therapist_is_kept_out_and_let_in_again(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")
    stranger = house.person("Per", "Dale", ("therapist", house.clinic))
    ingrid = house.person("Ingrid", "Solheim")
    page = f"/pasient/{house.enrolled(ingrid, maren)}"
    theirs, mine = house.browser(maren, staff=True), house.browser(ingrid)
    assert theirs.get(page).status_code == 200
    assert "Maren Aas" in mine.get("/sperrer").get_data(as_text=True)
    csrf = token(mine)
    blocking = {"csrf_token": csrf, "person": maren.id, "action": "block"}
    assert mine.post("/sperrer", data=blocking).status_code == 303
    assert mine.post("/sperrer", data=blocking).status_code == 303
    refused = theirs.get(page)
    assert refused.status_code == 403
    assert "Pasienten har valgt" in refused.get_data(as_text=True)
    assert "Opphev sperren" in mine.get("/sperrer").get_data(as_text=True)
    assert mine.post("/sperrer", data={**blocking, "action": "unblock"}).status_code == 303
    assert theirs.get(page).status_code == 200
    # Somebody who was never in the record cannot be found by trying numbers.
    assert mine.post("/sperrer", data={**blocking, "person": stranger.id}).status_code == 404
    assert mine.post("/sperrer", data={**blocking, "person": "x"}).status_code == 404
    assert mine.post("/sperrer", data={**blocking, "action": "erase"}).status_code == 400
