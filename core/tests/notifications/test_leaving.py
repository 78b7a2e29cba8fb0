"""What is told when an enrolment ends, and when that is undone: her appointments to her, and to her therapist that she left."""

from __future__ import annotations

import pytest

from varde.enrolments.events import EnrolmentLeft, EnrolmentReturned
from varde.enrolments.models import Ending
from varde.enrolments.rules import WAYS

from .conftest import Post, Told


def hear_of(post: Post, ending: Ending) -> list[Told]:
    return post.hear(EnrolmentLeft(post.enrolment_id, ending.id))


def about_appointments(post: Post, ending: Ending, end: str = "") -> Told:
    return (post.patient.id, "appointment", f"appointments:{ending.id}{end}", "/min-sti")


def about_leaving(post: Post, ending: Ending) -> Told:
    return (post.therapist.id, "list", f"left:{ending.id}", f"/pasient/{post.enrolment_id}")


@pytest.mark.parametrize("way", WAYS)
def test_she_is_told_that_her_appointments_are_cancelled_unless_contact_ends_too(post: Post, way: str) -> None:
    ending = post.ended(way, appointments=1)
    assert hear_of(post, ending) == ([about_appointments(post, ending)] if way != "no_more_contact" else [])


@pytest.mark.parametrize("became", [{}, {"appointments": 0, "stopped": 3}])
def test_she_is_not_told_when_none_was_cancelled(post: Post, became: dict[str, int]) -> None:
    assert hear_of(post, post.ended("discontinued", **became)) == []


def test_her_therapist_is_told_that_she_left_herself(post: Post) -> None:
    ending = post.ended("discontinued")
    post.change_ending(ending, by_patient=True)
    assert hear_of(post, ending) == [about_leaving(post, ending)]
    assert hear_of(post, ending) == []


def test_her_therapist_is_told_that_contact_was_ended_from_somewhere_else(post: Post) -> None:
    cause, ending = post.ended("no_more_contact"), post.ended("no_more_contact", appointments=2)
    post.change_ending(ending, cause_id=cause.id)
    assert hear_of(post, ending) == [about_leaving(post, ending)]
    assert hear_of(post, cause) == [], "whoever ended it there knows"


def test_nobody_is_told_that_she_left_whom_nobody_has(post: Post) -> None:
    post.assign(None)
    ending = post.ended("discontinued", appointments=1)
    post.change_ending(ending, by_patient=True)
    assert hear_of(post, ending) == [about_appointments(post, ending)]


@pytest.mark.parametrize(("became", "told"), [({}, False), ({"booked_again": 0}, False), ({"booked_again": 1}, True)])
def test_of_appointments_that_stand_again(post: Post, became: dict[str, int], told: bool) -> None:
    ending = post.ended("discontinued", appointments=2)
    assert hear_of(post, ending) == [about_appointments(post, ending)]
    post.change_ending(ending, became={"appointments": 2, **became})
    returned = post.hear(EnrolmentReturned(post.enrolment_id, ending.id))
    assert returned == ([about_appointments(post, ending, ":again")] if told else [])
