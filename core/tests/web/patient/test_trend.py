"""How it has gone, to the patient: in plain words whichever way is better, drawn, and as a table."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.assessments.models import Response
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.mark.parametrize(
    ("main", "totals", "said"),
    [
        ("weather", (300.0, 200.0), ("Det går bedre enn da du begynte", "Lavere er bedre.", "går fra 0 til 500.")),
        ("weather", (200.0, 300.0), ("Det er tyngre nå enn da du begynte", "Lavere er bedre.")),
        ("who-5", (40.0, 60.0), ("Det går bedre enn da du begynte", "Høyere er bedre.")),
        ("who-5", (60.0, 40.0), ("Det er tyngre nå enn da du begynte", "Høyere er bedre.")),
        ("who-5", (60.0, 60.0), ("Omtrent som da du begynte",)),
        ("phq-9", (12.0, 10.0), ("Omtrent som da du begynte",)),
        ("gse", (20.0, 30.0), ("Det går bedre enn da du begynte", "går fra 10 til 40.")),
        ("ease", (2.5, 1.5), ("fra 2,5 til 1,5",)),
        ("pack", (31.0, 28.5), ("Svarene dine så langt", "fra 31,0 til 28,5")),
    ],
)
def test_it_is_said_in_plain_words(
    house: House, monkeypatch: pytest.MonkeyPatch, main: str, totals: tuple[float, float], said: tuple[str, ...]
) -> None:
    monkeypatch.setattr(Programme, "main_instrument", lambda *_: main)
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        items = work.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "assessment")
            .order_by(AgendaItem.due_at)
        ).all()
        for place, (item, total) in enumerate(zip(items, totals, strict=False)):
            when = work.now - timedelta(days=60 - 30 * place)
            work.add(
                Response(
                    enrolment_id=enrolment_id,
                    agenda_id=item.id,
                    occasion=item.key,
                    instrument=main,
                    version="1",
                    answers={},
                    saved_at=when,
                    submitted_at=when,
                    status="scored",
                    total=total,
                )
            )
    html = house.browser(ingrid).get("/min-sti").get_data(as_text=True)
    card = html.split('aria-labelledby="h-utv"')[1].split("</section>")[0]
    for words in said:
        assert words in card.replace("<b>", "").replace("</b>", "")
    assert 'role="img" aria-labelledby="utv-t utv-d"' in card
    assert "Vis som tabell" in card
    if main == "pack":
        assert "er bedre." not in card
