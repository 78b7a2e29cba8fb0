"""Bekymringstid: six weeks, and when somebody asks how it goes."""

from __future__ import annotations

from varde.plugin.programmes import IntendedUse, Occasion, Programme, Text
from varde_worry.eligibility import ELIGIBILITY
from varde_worry.modules import MODULES

WHOLE = ("gad-7", "who-5", "phq-9")

OCCASIONS = (
    Occasion("start", Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"), WHOLE, minutes=6),
    Occasion(
        "3w",
        Text("Spørreskjema, 3 uker", "Spørjeskjema, 3 veker", "Questionnaire, 3 weeks"),
        ("gad-7", "who-5"),
        minutes=4,
        days=21,
    ),
    Occasion(
        "6w",
        Text("Spørreskjema, 6 uker", "Spørjeskjema, 6 veker", "Questionnaire, 6 weeks"),
        WHOLE,
        minutes=6,
        days=42,
        asked_after="completion",
    ),
)

PROGRAMME = Programme(
    key="worry",
    title=Text("Bekymringstid", "Urotid", "Worry time"),
    summary=Text(
        "Seks uker der bekymringene får sin egen stund, så resten av dagen blir din.",
        "Seks veker der uroa får si eiga stund, så resten av dagen blir din.",
        "Six weeks in which worries get a time of their own, so that the rest of the day is yours.",
    ),
    for_whom=(
        Text("er 18 år eller eldre", "er 18 år eller eldre", "are 18 years or older"),
        Text("bekymrer deg mer enn du vil", "uroar deg meir enn du vil", "worry more than you wish to"),
    ),
    duration=Text("6 uker", "6 veker", "6 weeks"),
    guide=Text("Behandler", "Behandlar", "Therapist"),
    effort=Text("En liten stund hver dag", "Ei lita stund kvar dag", "A little while each day"),
    eligibility=ELIGIBILITY,
    modules=MODULES,
    occasions=OCCASIONS,
    package="varde_worry",
    access_days=120,
    weeks=6,
    main_instruments=(("", "gad-7"),),
    intended=IntendedUse(
        Text(
            "For voksne som bekymrer seg mer enn de vil, og vil øve på å samle bekymringene på én tid.",
            "For vaksne som uroar seg meir enn dei vil, og vil øve på å samle uroa på éi tid.",
            "For adults who worry more than they wish to, and want to practise keeping it to one time.",
        ),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
