"""No notice says what it is about: every template, in every language, beside every name that an installed programme has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import LANGUAGES, Text
from varde.notifications.mail import SUBJECT
from varde.notifications.notices import NOTICES
from varde.programmes.values import Programme
from varde.setup.senders import ABOUT_HEALTH
from varde.testing.house import everything_installed


def names_of(catalogue: Catalogue) -> Iterator[str]:
    """Every name by which somebody could tell a programme."""
    for programme in catalogue.all(Programme).values():
        texts: list[Text] = [programme.title, *(track.title for track in programme.tracks)]
        texts += [module.title for module in programme.modules]
        yield programme.key
        yield from (text.to(language) for text in texts for language in LANGUAGES)
    for instrument in catalogue.all(Instrument).values():
        yield instrument.key
        yield from (instrument.title.to(language) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_names_nothing(notice: str, language: str) -> None:
    said = NOTICES[notice].to(language).casefold()
    assert [word for word in ABOUT_HEALTH if word in said] == []
    names = sorted({name.casefold() for name in names_of(everything_installed())} - {""})
    assert len(names) > 50
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", said)] == []
    assert set(re.findall(r"\{(\w*)\}", said)) == {"link"}, "nothing but the link is filled in"


def test_nor_does_what_every_email_is_called() -> None:
    assert SUBJECT == "Varde"
