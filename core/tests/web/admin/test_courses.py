"""The course of a programme on a page, for whoever plans or writes one."""

from __future__ import annotations

from pathlib import Path

from varde.testing.house import all_samples, make_house, sqlite_url


def test_the_course_is_drawn_from_a_day_and_by_track(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    planner = house.browser(house.person("Liv", "Dal", ("content_editor", house.clinic)), staff=True)
    assert 'href="/forlopsplan/ridge"' in planner.get("/forlopsplan").text
    page = planner.get("/forlopsplan/ridge?start=2026-12-01&spor=north").text
    assert ("<svg" in page, "start 1. desember 2026" in page, 'value="2026-12-01"' in page) == (True, True, True)
    for written in ("2426-12-01", "i morgen"):
        wrong = planner.get(f"/forlopsplan/ridge?start={written}")
        assert (wrong.status_code, f'value="{written}"' in wrong.text, "<svg" in wrong.text) == (200, True, True)
    assert planner.get("/forlopsplan/nothing").status_code == 404
    therapist = house.browser(house.person("Maren", "Aas", ("therapist", house.clinic)), staff=True)
    assert therapist.get("/forlopsplan").status_code == 403
