"""What somebody writes in each exercise of the library: as it is sent, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tried:
    """One exercise: what its form is sent with, what is kept, and which of its words stand in the list. ``{ladder}`` is the
    number of the newest entry of that exercise. ``wrong`` is a form that breaks a rule, with the control that says so."""

    form: Mapping[str, str]
    kept: Mapping[str, Any]
    said: str
    wrong: tuple[Mapping[str, str], str]
    later: Mapping[str, str] = field(default_factory=dict)


TRIED = {
    "ladder": Tried(
        {"situation": "Bussen tre stopp", "fear": "60"},
        {"situation": "Bussen tre stopp", "fear": 60},
        "Bussen tre stopp",
        ({"situation": "Bussen", "fear": "61"}, "fear"),
    ),
    "attempts": Tried(
        {
            "rung": "{ladder}",
            "feared": "At jeg må av",
            "before": "40",
            "highest": "85",
            "after": "50",
            "happened": "no",
        },
        {
            "rung": {"entry": "{ladder}", "words": "Bussen tre stopp"},
            "feared": "At jeg må av",
            "before": 40,
            "highest": 85,
            "after": 50,
            "happened": "no",
        },
        "85",
        ({"rung": "999999", "highest": "85"}, "rung"),
    ),
    "bodily-exercises": Tried(
        {"which": "swallow", "fear": "35", "feared": "At jeg kveles"},
        {"which": "swallow", "fear": 35, "feared": "At jeg kveles"},
        "Svelg fem ganger raskt",
        ({"which": "spin", "fear": "35"}, "which"),
    ),
    "my-circle": Tried(
        {"situation": "I køen på butikken", "thoughts": "Nå svimer jeg av", "distress": "8"},
        {"situation": "I køen på butikken", "thoughts": "Nå svimer jeg av", "distress": 8},
        "I køen på butikken",
        ({"situation": "I køen", "distress": "11"}, "distress"),
    ),
    "thought-record": Tried(
        {
            "situation": "På bussen",
            "feeling": "afraid",
            "strength": "85",
            "thought": "Nå besvimer jeg",
            "belief": "75",
            "belief_after": "40",
        },
        {
            "situation": "På bussen",
            "feeling": "afraid",
            "strength": 85,
            "thought": "Nå besvimer jeg",
            "belief": 75,
            "belief_after": 40,
        },
        "Nå besvimer jeg",
        ({"situation": "På bussen"}, "thought"),
    ),
    "worry-time": Tried(
        {"worries": "Prøven", "before": "7", "after": "4", "solvable": "no"},
        {"worries": "Prøven", "before": 7, "after": 4, "solvable": "no"},
        "Prøven",
        ({"before": "11"}, "before"),
    ),
    "experiment": Tried(
        {
            "thought": "Alle ser at jeg rødmer",
            "belief": "80",
            "deed": "Spør om veien",
            "prediction": "Han snur seg bort",
        },
        {"thought": "Alle ser at jeg rødmer", "belief": 80, "deed": "Spør om veien", "prediction": "Han snur seg bort"},
        "Alle ser at jeg rødmer",
        ({"thought": "Alle ser"}, "prediction"),
        {"outcome": "Han svarte vennlig", "belief_after": "45", "learnt": "Han så meg i øynene"},
    ),
    "activity-plan": Tried(
        {"activity": "Gå til brygga", "on": "2026-09-23", "at": "12:00", "area": "body", "size": "small"},
        {"activity": "Gå til brygga", "on": "2026-09-23", "at": "12:00", "area": "body", "size": "small"},
        "Gå til brygga",
        ({"activity": "Gå"}, "on"),
        {"done": "yes", "before": "2", "after": "4"},
    ),
    "values": Tried(
        {"close_matters": "Barna", "close_weight": "10", "close_lived": "4"},
        {"close_matters": "Barna", "close_weight": 10, "close_lived": 4},
        "Barna",
        ({}, "close_matters"),
    ),
    "goals": Tried(
        {"goal": "Ta bussen alene", "importance": "9", "confidence": "4"},
        {"goal": "Ta bussen alene", "importance": 9, "confidence": 4},
        "Ta bussen alene",
        ({"importance": "9"}, "goal"),
    ),
    "problem-solving": Tried(
        {
            "problem": "Regninger som ligger",
            "ideas": "Ringe. Skrive. Spørre Per.",
            "step": "Åpne den øverste",
            "on": "2026-09-22",
        },
        {
            "problem": "Regninger som ligger",
            "ideas": "Ringe. Skrive. Spørre Per.",
            "step": "Åpne den øverste",
            "on": "2026-09-22",
        },
        "Regninger som ligger",
        ({"problem": "Regninger", "on": "i morgen"}, "on"),
        {"outcome": "Den var betalt"},
    ),
    "sleep-diary": Tried(
        {
            "quality": "4",
            "to_bed": "23:00",
            "asleep": "23:40",
            "times": "2",
            "lay_awake": "30",
            "awake": "06:10",
            "up": "07:00",
        },
        {
            "quality": 4,
            "to_bed": "23:00",
            "asleep": "23:40",
            "times": 2,
            "lay_awake": 30,
            "awake": "06:10",
            "up": "07:00",
        },
        "06.10",
        ({"quality": "4", "asleep": "25.00"}, "asleep"),
    ),
    "sleep-window": Tried(
        {"rise": "07:00", "sleepiness": "6"}, {"rise": "07:00", "sleepiness": 6}, "07.00", ({"sleepiness": "6"}, "rise")
    ),
    "attention-training": Tried(
        {"before": "8", "after": "5", "lasted": "12"},
        {"before": 8, "after": 5, "lasted": 12},
        "12",
        ({"before": "8"}, "after"),
    ),
    "calm-breathing": Tried(
        {"before": "7", "after": "4", "noticed": "Skuldrene sank"},
        {"before": 7, "after": 4, "noticed": "Skuldrene sank"},
        "Skuldrene sank",
        ({"before": "7"}, "after"),
    ),
    "muscle-relaxation": Tried(
        {"before": "6", "after": "6"}, {"before": 6, "after": 6}, "6", ({"after": "6"}, "before")
    ),
    "symptom-diary": Tried(
        {"pain": "6", "bloating": "4", "stool": "loose"},
        {"pain": 6, "bloating": 4, "stool": "loose"},
        "Løs",
        ({"bloating": "4"}, "pain"),
    ),
    "food-diary": Tried(
        {"eaten": "Havregrøt med blåbær", "symptoms": "2"},
        {"eaten": "Havregrøt med blåbær", "symptoms": 2},
        "Havregrøt med blåbær",
        ({"symptoms": "2"}, "eaten"),
    ),
    "activity-log": Tried(
        {"lasted": "20", "what": "Gikk til butikken", "effort": "some", "goal": "60"},
        {"lasted": 20, "what": "Gikk til butikken", "effort": "some", "goal": 60},
        "Gikk til butikken",
        ({"lasted": "0"}, "lasted"),
    ),
    "relapse-plan": Tried(
        {"signs-0-sign": "Sier nei igjen", "helps": "Ringe Lene", "first_step": "Gå ut", "read_again": "2026-12-01"},
        {
            "signs": [{"sign": "Sier nei igjen"}],
            "helps": "Ringe Lene",
            "first_step": "Gå ut",
            "read_again": "2026-12-01",
        },
        "Sier nei igjen",
        ({"helps": "Ringe Lene"}, "signs"),
    ),
    "health-talk": Tried(
        {"wish": "Orke trappen", "importance": "8", "confidence": "5", "values": "body"},
        {"wish": "Orke trappen", "importance": 8, "confidence": 5, "values": ["body"]},
        "Orke trappen",
        ({"wish": "Orke trappen", "importance": "8"}, "confidence"),
    ),
    "plan-goals": Tried(
        {"goal": "Gå mer", "why": "Barna"}, {"goal": "Gå mer", "why": "Barna"}, "Gå mer", ({"why": "Barna"}, "goal")
    ),
    "action-plan": Tried(
        {
            "goal": "{plan-goals}",
            "step": "Ti minutter etter middag",
            "when": "Hverdager",
            "obstacle": "det regner",
            "plan_b": "Trappen tre ganger",
            "confidence": "6",
        },
        {
            "goal": {"entry": "{plan-goals}", "words": "Gå mer"},
            "step": "Ti minutter etter middag",
            "when": "Hverdager",
            "obstacle": "det regner",
            "plan_b": "Trappen tre ganger",
            "confidence": 6,
        },
        "Ti minutter etter middag",
        ({"goal": "0", "step": "Ti minutter"}, "goal"),
    ),
    "check-in": Tried(
        {"did-{action-plan}": "no", "motivation": "3", "onward": "change"},
        {
            "did": [{"entry": "{action-plan}", "words": "Ti minutter etter middag", "answer": "no"}],
            "motivation": 3,
            "onward": "change",
        },
        "Trappen tre ganger",
        ({"motivation": "-1"}, "motivation"),
    ),
    "fodmap": Tried(
        {"phase": "try", "pain": "3", "bloating": "5", "stool": "1", "challenge": "garlic", "portion": "small"},
        {"phase": "try", "pain": 3, "bloating": 5, "stool": 1, "challenge": "garlic", "portion": "small"},
        "Fruktaner: hvitløk",
        ({"phase": "try", "pain": "3", "bloating": "5"}, "stool"),
        {"morning_pain": "4", "own": "some"},
    ),
}
"""In an order in which each is written after what it speaks of."""
