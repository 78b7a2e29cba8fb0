"""More sample programmes, for what :mod:`varde.testing.sample` alone cannot show: another programme beside it.

=========== ===================================================================================================
``lake``    half a year, five modules, an instrument of sliders and gates, one of several pages, extra forms
``ridge``   three tracks with forms of their own, a form each week, questions about safety, limits that are crossed
``cove``    a diary that is filled in each evening, and a form that the patient opens herself; never beside the others
``village`` of a municipality, which decides the age; a short form each week, measurements with a context
=========== ===================================================================================================

Each is a plugin like any other, invented from end to end: see :func:`varde.testing.house.all_samples`.
"""

from __future__ import annotations

from varde.plugin.alerts import Text
from varde.plugin.programmes import Fact

AGE = Fact(
    "age",
    "count",
    Text("Alder", "Alder", "Age"),
    Text("Hvor gammel er du?", "Kor gammal er du?", "How old are you?"),
    low=0,
    high=120,
    source="birth_date",
)

ASSURANCE = Fact(
    "assurance",
    "choice",
    Text("Innlogging", "Innlogging", "Sign-in"),
    Text("Hvordan kan du logge inn?", "Korleis kan du logge inn?", "How can you sign in?"),
    choices=(
        ("high", Text("Med en sterk innlogging", "Med ei sterk innlogging", "With a strong sign-in")),
        ("substantial", Text("Med en svakere", "Med ei svakare", "With a weaker one")),
        ("low", Text("Ingen av delene", "Ingen av delane", "Neither")),
    ),
    source="sign_in",
)


def yes_no(key: str, label: Text, question: Text, *, safety: bool = False) -> Fact:
    """A question that is answered with yes or no."""
    return Fact(key, "boolean", label, question, safety=safety)
