"""Who may open and send what: audience, gate, role and method, each status written by hand."""

from __future__ import annotations

import pytest

from .conftest import NOBODY, Cabin

WHO = (NOBODY, "patient", "other patient", "therapist", "colleague", "elsewhere", "manager", "operator")
OPENED: dict[str, tuple[int, ...]] = {
    #                        nobody patient other ther. coll. elsew. manager operator
    "": (200, 200, 200, 200, 200, 200, 200, 200),
    "visits": (302, 403, 403, 403, 403, 403, 200, 403),
    "mine/{enrolment}": (302, 200, 404, 403, 403, 403, 403, 403),
    "theirs/{enrolment}": (302, 403, 403, 200, 403, 404, 403, 403),
    "both/{enrolment}": (302, 200, 404, 200, 403, 404, 403, 403),
    "both/999999": (302, 404, 404, 404, 404, 404, 404, 404),
    "sample-only/{enrolment}": (302, 200, 404, 200, 403, 404, 403, 403),
    "sample-only/{other}": (302, 404, 404, 404, 403, 404, 403, 403),
    "records/{enrolment}": (302, 403, 403, 403, 403, 403, 403, 403),
    "no-such-page": (404, 404, 404, 404, 404, 404, 404, 404),
    "mine": (404, 404, 404, 404, 404, 404, 404, 404),
    "static/book.css": (200, 200, 200, 200, 200, 200, 200, 200),
    "static/../__init__.py": (404, 404, 404, 404, 404, 404, 404, 404),
}
SENT: dict[str, tuple[int, ...]] = {
    "": (405, 405, 405, 405, 405, 405, 405, 405),
    "visits": (401, 403, 403, 403, 403, 403, 303, 403),
    "mine/{enrolment}": (401, 303, 404, 403, 403, 403, 403, 403),
    "theirs/{enrolment}": (401, 403, 403, 303, 403, 404, 403, 403),
    "both/{enrolment}": (401, 303, 404, 303, 403, 404, 403, 403),
    "sample-only/{enrolment}": (405, 405, 405, 405, 405, 405, 405, 405),
}
FORGED: dict[str, tuple[int, ...]] = {
    "mine/{enrolment}": (401, 400, 400, 400, 400, 400, 400, 400),
    "visits": (401, 400, 400, 400, 400, 400, 400, 400),
}


def cases(table: dict[str, tuple[int, ...]]) -> list[tuple[str, str, int]]:
    return [(path, who, status) for path, row in table.items() for who, status in zip(WHO, row, strict=True)]


@pytest.mark.parametrize(("path", "who", "status"), cases(OPENED))
def test_a_page_opens_for_those_it_is_for(cabins: Cabin, path: str, who: str, status: int) -> None:
    assert cabins.get(who, path)[0] == status


@pytest.mark.parametrize(("path", "who", "status"), cases(SENT))
def test_a_form_is_taken_from_those_it_is_for(cabins: Cabin, path: str, who: str, status: int) -> None:
    assert cabins.post(who, path, text="Vi fyrte i ovnen.")[0] == status


@pytest.mark.parametrize(("path", "who", "status"), cases(FORGED))
def test_a_form_of_somebody_else_is_taken_from_nobody(cabins: Cabin, path: str, who: str, status: int) -> None:
    assert cabins.post(who, path, forged=True, text="Vi fyrte i ovnen.")[0] == status
