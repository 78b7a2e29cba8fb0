"""What a page says, marked so that two pages can be laid side by side: ``data-says`` names the statement, ``data-value`` is its
value in plain characters whatever the language.

| key | value |
|---|---|
| ``week`` | the week of the programme |
| ``start:INSTRUMENT`` | the total that change is counted from |
| ``change:INSTRUMENT`` | points since the start, as shown |
| ``way:INSTRUMENT`` | better, worse, same, or nothing |
| ``worse:INSTRUMENT`` | that she is, and against what: start, first or last |
| ``plan`` | the last day of the plan that closes a deterioration |
| ``reason`` | why the enrolment stands on the caseload |
| ``silence`` | days of silence |
| ``danger`` | yes |
| ``reply`` | the day a message is answered, and ``late`` when that has passed |
| ``answer`` | the same for a referral |
| ``next`` | what the patient is asked to do |
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from varde.standing.replies import Reply
from varde.web.shell import http


def says(key: str, value: Any) -> Markup:
    """The attributes of an element that makes a statement, with a space before them."""
    if isinstance(value, Reply):
        value = value.said(http.work().zone)
    if isinstance(value, float):
        value = f"{value:g}"
    return Markup(' data-says="{}" data-value="{}"').format(key, value)
