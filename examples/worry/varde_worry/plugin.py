"""What Bekymringstid adds to Varde."""

from __future__ import annotations

from pathlib import Path

from varde.plugin import Part, PersonalData, Tables, hookimpl
from varde.plugin.settings import LevelSettings
from varde_worry.alerts import ALERTS
from varde_worry.benefits import MEASURES
from varde_worry.pages import PAGES, PANELS
from varde_worry.programme import PROGRAMME
from varde_worry.settings import WorrySettings
from varde_worry.simulation import SIMULATION

HERE = Path(__file__).parent


def tables() -> Tables:
    """Asked when a process first needs a database."""
    from varde_worry.models import ChosenTime

    return Tables((ChosenTime,), prefix="worry_", versions=HERE / "migrations" / "versions")


PART = Part(
    key="worry",
    declares=(PROGRAMME, *MEASURES, *ALERTS),
    simulate=(SIMULATION,),
    pages=PAGES,
    panels=PANELS,
    settings=(LevelSettings("offering", WorrySettings, "worry"),),
    templates=HERE / "templates",
    locale=HERE / "locale",
    tables=tables,
    personal_data=(PersonalData("worry_chosen_time", ("enrolment_id", "person_id"), "record"),),
)


@hookimpl
def varde_part() -> Part:
    """One programme, its alerts and measures, its page, and the people of the demo."""
    return PART
