"""In which groups somebody is counted beside everybody: one value of one dimension at a time."""

from __future__ import annotations

from typing import NamedTuple

from varde.benefits.counting.cells import EnrolmentFacts, group_of

TRACK, RESPONSE = "track", "response"
EVERY_TRACK = "*"


class GroupKey(NamedTuple):
    """Some of the people: a value of a dimension, of everybody or (``track``) of one track."""

    dimension: str
    value: str
    track: str = ""


def groups_in(facts: EnrolmentFacts) -> tuple[GroupKey, ...]:
    """The groups of one enrolment: her track, and how the treatment went, of everybody and of her track."""
    groups = []
    track, response = facts.track or "", group_of(facts)
    if track:
        groups.append(GroupKey(TRACK, track))
    if response != "all":
        groups.append(GroupKey(RESPONSE, response))
        if track:
            groups.append(GroupKey(RESPONSE, response, track))
    return tuple(groups)
