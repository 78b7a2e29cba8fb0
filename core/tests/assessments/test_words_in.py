"""In which language the words of an answered form are read."""

from __future__ import annotations

import pytest

from varde.assessments.models import Response


@pytest.mark.parametrize(
    ("pack", "answered", "read"),
    [(7, "nn", "nn"), (7, "en", "en"), (7, None, "nb"), (None, "nn", "nb"), (None, None, "nb")],
)
def test_the_words_of_a_pack_are_in_its_own_language_and_ours_in_the_readers(
    pack: int | None, answered: str | None, read: str
) -> None:
    assert Response(wording_id=pack, language=answered).words_in("nb") == read
