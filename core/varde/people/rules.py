"""Who may say which is right."""

from __future__ import annotations


def may_answer(fact: str, source: str, *, patient: bool) -> bool:
    """Whether the patient (else staff) may answer a question about ``fact`` that came from ``source``.

    Whoever says that a name has changed does not confirm it. What a referral says may be answered by both, except that a birth
    date is never the person's to choose, and a referral that may be about somebody else is not shown to her at all.
    """
    if source == "own":
        return not patient
    if source == "staff":
        return patient
    if source == "doubt" or fact == "birth_date":
        return not patient
    return True
