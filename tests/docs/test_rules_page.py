"""The page about what rules know: its blocks are run as they stand, and what they declare is asked of somebody."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.rules import check_alert
from varde.alerts.values import Alert
from varde.caseload.values import Reason
from varde.enrolments.models import Enrolment
from varde.kernel.catalogue import Catalogue
from varde.measurements.service import measure, set_base
from varde.modules.progress import path_of
from varde.programmes.fact_sources import FactSource
from varde.programmes.known_facts import known_of_many
from varde.programmes.release_check import check_releases
from varde.programmes.values import Programme
from varde.rules.language import Rule, all_of, evaluate, when
from varde.scheduling.agenda import tick
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.series import BREATH

from .documents import ROOT

PAGE = ROOT / "docs" / "plugin-author" / "rules.md"


def declared() -> dict[str, Any]:
    """What the blocks of the page declare, one after the other."""
    names: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S):
        exec(compile(block, str(PAGE), "exec"), names)
    return names


def with_page(names: dict[str, Any], release: Rule) -> Catalogue:
    programme = sample_only().one(Programme, "sample")
    modules = (*programme.modules[:-1], replace(programme.modules[-1], release=release))
    alert = names["SILENT_AND_LOW"]
    heavy = replace(alert, rule=all_of(when("days_inactive", ">=", 10), names["ON_A_DIET"]), key="sample.diet")
    catalogue = sample_only().with_values(Programme, [replace(programme, modules=modules)])
    catalogue = catalogue.with_values(Alert, [alert, heavy]).with_values(Reason, [names["REASON"]])
    return catalogue.with_values(FactSource, [names["SOURCE"]])


def test_what_it_declares_is_sound() -> None:
    names = declared()
    catalogue = with_page(names, names["MORE_FOR_SOME"])
    assert check_alert(names["SILENT_AND_LOW"], catalogue) == []
    assert list(check_releases(catalogue.one(Programme, "sample"), catalogue)) == []
    wrong = with_page(names, when("diet:weeks", ">=", 1))
    assert list(check_releases(wrong.one(Programme, "sample"), wrong)) == [
        "module detour: release: fact 'diet:weeks': a diet has days and nothing else"
    ]


def test_it_is_asked_of_somebody(tmp_path: Path) -> None:
    names = declared()
    house = make_house(sqlite_url(tmp_path), catalogue=with_page(names, names["ON_A_DIET"]))
    hanne, per = house.person("Hanne", "Lie", ("therapist", house.clinic)), house.person("Per", "Moe")
    enrolment_id = house.enrolled(per, hanne, "sample")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        assert path_of(work, enrolment, "nb").modules[-1].status == "open"
        set_base(work, house.actor(hanne, ("therapist", house.clinic)), enrolment, BREATH, 500)
    assert hard_of(house, names, enrolment_id) == []
    for _ in range(2):
        with house.work() as work:
            measure(
                work, house.actor(per), work.session.get_one(Enrolment, enrolment_id), BREATH, (200,), confirmed=True
            )
        house.clock.move(days=1)
    assert hard_of(house, names, enrolment_id) == ["Heavy breath for days."]
    for _ in range(12):
        house.clock.move(days=1)
        while tick(house.platform):
            pass
    with house.work() as work:
        raised = set(work.session.scalars(select(RaisedAlert.alert)))
        known = known_of_many(work, [enrolment_id], [names["LOW"], names["FOR_ALL"]])[enrolment_id]
    assert "sample.diet" in raised
    assert "sample.silent-and-low" not in raised
    assert [evaluate(names[rule], known) for rule in ("LOW", "FOR_ALL")] == [None, False]


def hard_of(house: House, names: dict[str, Any], enrolment_id: int) -> list[str]:
    with house.work() as work:
        return [waits.sentence.to("en") for waits in names["REASON"].of(work, [enrolment_id]).values()]
