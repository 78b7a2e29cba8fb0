"""What she is on her way to stands on her home in her own words, when she has written it, until she puts it away."""

from __future__ import annotations

import re
from html import unescape

from .workshop import Workshop


def on_way(workshop: Workshop) -> str:
    page = workshop.html("/min-sti")
    section = page.split('id="h-maalet"')[1].split("</section>")[0] if 'id="h-maalet"' in page else ""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", section.partition(">")[2])).split())


def test_her_goals_and_the_next_step_stand_on_her_home_and_cost_one_statement(workshop: Workshop) -> None:
    assert on_way(workshop) == ""
    first = workshop.write("plan-goals", {"goal": "Gå på fjellet <igjen>"})
    workshop.write("action-plan", {"goal": str(first), "step": "Gå til butikken", "when": "tirsdag"})
    workshop.write("goals", {"goal": "Sove ut"})
    assert on_way(workshop) == (
        "Det du er på vei mot Sove ut Målene mine Gå på fjellet <igjen> Målene dine "
        "Gå til butikken, tirsdag Lag din egen plan"
    )
    workshop.html("/min-sti")
    with workshop.house.counted() as few:
        workshop.html("/min-sti")
    for number in range(4):
        workshop.write("goals", {"goal": f"Mål {number}"})
    assert "Mål 3 Mål 2 Mål 1 Målene mine" in on_way(workshop)
    with workshop.house.counted() as many:
        workshop.html("/min-sti")
    assert len(few) == len(many)

    kept = {"goal": "Gå på fjellet <igjen>", "put_away": "1"}
    workshop.post(workshop.at("plan-goals", f"/innforing/{first}"), kept, 303)
    assert "fjellet" not in on_way(workshop)


def test_how_much_contact_and_which_notices_are_a_link_away(workshop: Workshop) -> None:
    page = workshop.html("/min-sti")
    assert 'href="/mine-opplysninger/beskjeder"' in page
    assert f'href="/min-sti/{workshop.enrolment_id}/kontakt"' not in page, "the programme has no such choice"
