"""The step that is not safe for everybody."""

from __future__ import annotations

from varde.plugin.programmes import SafetyLock, Text, is_true

RETURN = SafetyLock(
    "worry-return",
    is_true("threatened"),
    unknown_locks=True,
    opener="therapist",
    why=Text(
        "Noen gjør deg kanskje utrygg, og da kan det være klokt å holde seg unna. Derfor venter denne øvelsen.",
        "Nokon gjer deg kanskje utrygg, og då kan det vere klokt å halde seg unna. Difor ventar denne øvinga.",
        "Somebody may make you unsafe, and then keeping away may be wise. That is why this exercise waits.",
    ),
    instead=Text(
        "Bekymringstiden er for deg også. Skriv gjerne til behandleren din om det som gjør deg utrygg.",
        "Urotida er for deg òg. Skriv gjerne til behandlaren din om det som gjer deg utrygg.",
        "Worry time is for you too. Do write to your therapist about what makes you unsafe.",
    ),
    source="A rule of our own: keeping away from real danger is no avoidance. Proposed, to be signed by a clinical owner.",
)
