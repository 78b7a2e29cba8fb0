"""The forms on the patient's page."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from varde.assessments.correcting import LONGEST_REASON
from varde.dialogue.service import LONGEST
from varde.dialogue.waiting import LONGEST_WHY
from varde.modules.entries import LONGEST_FEEDBACK
from varde.notes.service import LONGEST as LONGEST_INNER
from varde.safety.service import LONGEST_NOTE
from varde.web.shell.forms import Form, LimitedText, Whole
from varde.web.shell.moments import Day
from varde.web.staff import booking_words, words

KINDS = ("video", "phone", "physical", "group")
WHY, SAID_ON, EDITION = "corrected-because", "said-on", "of-edition"
"""The fields of a correction that are no answers; no item of an instrument has such a key."""
LENGTHS = (15, 30, 45, 60, 90, 120)


def message_form() -> Schema:
    """A reply. ``once`` makes sending twice one message; ``topic`` is what it is about."""
    once = LimitedText(60, words.FORM_TOO_OLD)
    return _form({"body": LimitedText(LONGEST), "once": once, "topic": _topic()})


def _topic() -> Whole:
    return Whole(0, 999_999_999, 0, words.FORM_TOO_OLD)


def settle_form() -> Schema:
    """Why what waits, in one topic or in all, needs no answer."""
    return _form({"no_answer": LimitedText(12), "no_answer_why": LimitedText(LONGEST_WHY), "topic": _topic()})


def inner_note_form() -> Schema:
    """A note for the others who treat the patient. ``once`` makes sending twice one note."""
    once = LimitedText(60, words.FORM_TOO_OLD)
    return _form({"inner_note": LimitedText(LONGEST_INNER), "once": once})


def feedback_form() -> Schema:
    """Words on a worksheet."""
    return _form({"feedback": LimitedText(LONGEST_FEEDBACK)})


def reason_form() -> Schema:
    """Why somebody takes over."""
    return _form({"reason": LimitedText(200)})


def lock_form() -> Schema:
    """Open a lock or close it, and why."""
    return _form({"action": LimitedText(5), "reason": LimitedText(LONGEST_NOTE)})


def correction_form() -> Schema:
    """Why an answer is corrected and when the patient said so, beside the answers themselves."""
    return _form(
        {
            WHY: LimitedText(LONGEST_REASON),
            SAID_ON: Day(booking_words.CHOOSE_DAY),
            EDITION: Whole(1, 999_999_999, 0, words.FORM_TOO_OLD),
        }
    )


def _form(declared: dict[str, fields.Field[Any]]) -> Schema:
    return Form.from_dict(declared)()
