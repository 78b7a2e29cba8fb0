"""The page about what is asked every day: its blocks are run as they stand, and asked of somebody."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from varde.instruments.soundness import check_instrument
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.programmes.check import check_programme
from varde.programmes.values import Programme
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import make_house, sqlite_url, with_diary
from varde.testing.samples.cove import PROGRAMME

from .documents import ROOT

PAGE = ROOT / "docs" / "plugin-author" / "diary.md"


def declared() -> dict[str, Any]:
    """What the blocks of the page declare, one after the other."""
    names: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S):
        exec(compile(block, str(PAGE), "exec"), names)
    return names


def with_page(names: dict[str, Any]) -> Catalogue:
    occasions = (PROGRAMME.occasions[0], names["MORNING"], names["NOTE"])
    programme = replace(PROGRAMME, occasions=occasions)
    return with_diary().with_values(Instrument, [names["NIGHT"]]).with_values(Programme, [programme])


def test_what_it_declares_is_sound() -> None:
    names = declared()
    programme = with_page(names).one(Programme, "cove")
    assert check_instrument(names["NIGHT"]) == []
    assert check_programme(programme, {"who-5", "night"}) == []


def test_it_is_asked_each_morning(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=with_page(declared()))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    house.enrolled(house.person("Ida", "Vik"), maren, "cove")  # on Monday at ten: the first is Tuesday's
    for _ in range(3):
        house.clock.move(hours=24)
        tick(house.platform)
    with house.work() as work:
        rows = work.session.scalars(select(AgendaItem).where(AgendaItem.key == "morning").order_by(AgendaItem.id))
        asked = [(row.opens_at.astimezone(work.zone).strftime("%a %H:%M"), row.state) for row in rows]
    assert asked == [
        ("Tue 07:00", "missed"),
        ("Wed 07:00", "missed"),
        ("Thu 07:00", "planned"),
        ("Fri 07:00", "planned"),
    ]
