"""The tables of the sample, and whom each is about."""

from __future__ import annotations

from pathlib import Path

from varde.plugin import PersonalData, Tables

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def tables() -> Tables:
    """Asked when a process first needs a database, so that one that scores imports none."""
    from varde.testing.sample.models import Kit

    return Tables((Kit,), prefix="sample_", versions=VERSIONS)


PERSONAL_DATA = (PersonalData("sample_kit", ("enrolment_id", "person_id"), "record"),)
