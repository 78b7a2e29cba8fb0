"""Words are written by one, approved by another, shown from a day, gone back from; and nothing written is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from varde.content.approving import approve, go_back, keep_ours, refuse, waiting_at
from varde.content.archive import editions_at
from varde.content.editing import (
    PublishingPlan,
    draft_of,
    editor_at_the_machine,
    editor_signed_in,
    in_controls,
    save_draft,
    send,
    standing_words,
    texts_of,
    throw_away,
)
from varde.content.errors import ContentRefused, DraftClash, NoSuchContent, NotYourContent
from varde.content.overview import plugin_change, standing_of, take_basis
from varde.content.values import StepWords
from varde.content.written import written_of

from .desk import KEY, Desk


def shown(desk: Desk, organisation_id: int | None = None) -> str:
    with desk.house.work() as work:
        words = standing_words(work, organisation_id or desk.clinic.id, KEY).words("nb")
        assert words is not None
        return words.body


def test_words_are_shown_when_another_has_approved_them(desk: Desk) -> None:
    before = shown(desk)
    version = desk.sent("kari", "Nye ord.")
    assert (version.number, shown(desk)) == (1, before)
    for who, fault in (("kari", ContentRefused), ("maren", NotYourContent)):
        with pytest.raises(fault):
            desk.do(who, approve, version.id)
    with pytest.raises(ContentRefused, match="wrote the text cannot approve"), desk.house.work() as work:
        approve(work, editor_at_the_machine(), version.id)
    with desk.house.work() as work:
        (waiting,) = waiting_at(work, [desk.clinic.id])
        assert (waiting.version.id, waiting.key) == (version.id, KEY)
        assert [waiting.may_approve(desk.editor(work, who)) for who in ("kari", "odd", "siri", "maren", "tor")] == [
            False,
            True,
            True,
            False,
            True,
        ]
    desk.do("odd", approve, version.id)
    assert shown(desk) == "Nye ord."
    assert shown(desk, desk.house.elsewhere.id) == before
    with pytest.raises(ContentRefused, match="has been decided"):
        desk.do("siri", approve, version.id)
    with desk.house.work() as work:
        assert [deed.kind for deed in written_of(work, desk.clinic.id, KEY).history] == ["published", "sent"]
        assert draft_of(work, desk.clinic.id, KEY) is None


def test_it_is_shown_from_its_day_and_no_sooner(desk: Desk) -> None:
    before, day = shown(desk), desk.today() + timedelta(days=3)
    desk.published("Om tre dager.", from_day=day)
    assert shown(desk) == before
    with desk.house.work() as work:
        assert [line.state for line in written_of(work, desk.clinic.id, KEY).lines] == ["planned"]
    desk.house.clock.move(days=3)
    assert shown(desk) == "Om tre dager."
    late = desk.sent("kari", "For sent godkjent.")
    desk.house.clock.move(days=2)
    assert desk.do("siri", approve, late.id).from_day == desk.today()


def test_the_nearest_place_decides_and_one_goes_back_to_what_was_approved(desk: Desk) -> None:
    before = shown(desk)
    first = desk.published("Første.")
    second = desk.published("Andre.", "odd", "kari")
    assert shown(desk) == "Andre."
    with desk.house.work() as work:
        assert [line.state for line in written_of(work, desk.clinic.id, KEY).lines] == ["shown", "earlier"]
    desk.do("odd", go_back, desk.clinic, KEY, first.id)
    assert shown(desk) == "Første."
    desk.do("odd", go_back, desk.clinic, KEY, None)
    assert shown(desk) == before
    for version_id, fault in ((None, ContentRefused), (99, NoSuchContent)):
        with pytest.raises(fault):
            desk.do("odd", go_back, desk.clinic, KEY, version_id)
    desk.do("odd", go_back, desk.clinic, KEY, second.id)
    refused = desk.sent("kari", "Tredje.")
    with pytest.raises(ContentRefused, match="Write what must be changed"):
        desk.do("siri", refuse, refused.id, "nei")
    desk.do("siri", refuse, refused.id, "Mangler nummeret")
    with pytest.raises(ContentRefused, match="Version 3 was never approved"):
        desk.do("kari", go_back, desk.clinic, KEY, refused.id)
    withdrawn = desk.sent("kari", "Fjerde.")
    desk.do("kari", refuse, withdrawn.id, "")
    with desk.house.work() as work:
        states = [line.state for line in written_of(work, desk.clinic.id, KEY).lines]
    assert states == ["withdrawn", "refused", "shown", "earlier"]
    with pytest.raises(NotYourContent):
        desk.do("siri", go_back, desk.clinic, KEY, first.id)


def test_what_stands_above_is_read_below_unless_there_is_something_nearer(desk: Desk) -> None:
    version = desk.sent("tor", "Fra foretaket.")
    with desk.house.work() as work:
        above = desk.house.person("Unn", "Lie", ("head", desk.house.trust))
        approve(work, editor_signed_in(work, desk.house.actor(above, ("head", desk.house.trust))), version.id)
    assert shown(desk) == "Fra foretaket."
    desk.published("Fra klinikken.")
    assert (shown(desk), shown(desk, desk.house.trust.id)) == ("Fra klinikken.", "Fra foretaket.")
    with desk.house.work() as work:
        programme = desk.house.programme("sample")
        standing = standing_of(work, desk.clinic, [programme])
        assert (standing[KEY].own, standing[KEY].number) == (True, 1)
        above_it = standing_of(work, desk.house.trust, [programme])
        assert above_it[KEY].number == 1


def test_two_editors_lose_nothing(desk: Desk) -> None:
    with desk.house.work() as work:
        base = in_controls(dict(standing_words(work, desk.clinic.id, KEY).texts))
    desk.do("kari", save_draft, desk.clinic, KEY, desk.words("Kari."), base=base)
    with pytest.raises(DraftClash) as clash:
        desk.do("odd", save_draft, desk.clinic, KEY, desk.words("Odd."), base=base)
    assert "Kari Lie lagret andre ord" in clash.value.to("nb")
    assert (clash.value.merged.clashes["body-nb"], clash.value.merged.shown["body-nb"]) == ("Kari.", "Odd.")
    with desk.house.work() as work:
        draft = draft_of(work, desk.clinic.id, KEY)
        assert draft is not None
        stored = in_controls(texts_of(draft))
    assert stored["body-nb"] == "Kari."
    beside = {**desk.words("Kari."), "en": StepWords("Short.", "Odd.")}
    desk.do("odd", save_draft, desk.clinic, KEY, beside, base=stored)
    draft, merged = desk.do("kari", save_draft, desk.clinic, KEY, desk.words("Kari igjen."), base=stored)
    assert {texts_of(draft)["en"].body, texts_of(draft)["nb"].body} == {"Odd.", "Kari igjen."}
    assert merged.elsewhere == ("lede-en", "body-en")
    assert desk.do("kari", throw_away, desk.clinic, KEY)
    assert not desk.do("kari", throw_away, desk.clinic, KEY)


@pytest.mark.parametrize(
    ("words", "plan", "control", "said"),
    [
        ({"nb": StepWords("Kort.", "Bare bokmål.")}, {}, "body-nn", "mangler tekst på nynorsk"),
        ({}, {"days": -1}, "from_day", "Velg en dag fra i dag"),
        ({}, {"days": 366}, "from_day", "høyst et år fram"),
        ({}, {"for_all": True, "reason": "x"}, "reason", "med 5 til 500 tegn"),
    ],
)
def test_what_is_not_whole_is_not_sent(
    desk: Desk, words: dict[str, StepWords], plan: dict[str, Any], control: str, said: str
) -> None:
    desk.do("kari", save_draft, desk.clinic, KEY, words or desk.words("Ord."))
    day = desk.today() + timedelta(days=plan.pop("days", 0))
    with pytest.raises(ContentRefused) as refused:
        desk.do("kari", send, desk.clinic, KEY, PublishingPlan(day, **plan))
    assert said in refused.value.of[control].nb


def test_what_cannot_be_sent_is_said(desk: Desk) -> None:
    plan = PublishingPlan(desk.today())
    with pytest.raises(ContentRefused, match="no draft"):
        desk.do("kari", send, desk.clinic, KEY, plan)
    desk.do("kari", save_draft, desk.clinic, KEY, dict(desk.shipped().texts))
    with pytest.raises(ContentRefused, match="word for word what is shown"):
        desk.do("kari", send, desk.clinic, KEY, plan)
    desk.sent("kari", "Nye.")
    desk.do("odd", save_draft, desk.clinic, KEY, desk.words("Enda nyere."))
    with pytest.raises(ContentRefused, match="Version 1 by Kari Lie waits"):
        desk.do("odd", send, desk.clinic, KEY, plan)
    with pytest.raises(ContentRefused, match="at most 200"):
        desk.do("odd", save_draft, desk.clinic, KEY, desk.words("x"), "x" * 201)
    for who, place in (("siri", desk.clinic), ("kari", desk.house.elsewhere), ("kari", desk.house.trust)):
        with pytest.raises(NotYourContent):
            desk.do(who, save_draft, place, KEY, desk.words("x"))


def test_the_editor_is_told_when_the_plugin_says_something_else_and_nothing_changes(desk: Desk) -> None:
    old = desk.shipped()
    desk.published("Våre ord.")
    programme = desk.house.programme("sample")

    def told() -> bool:
        with desk.house.work() as work:
            return any(each.basis for each in standing_of(work, desk.clinic, [programme]).values())

    assert not told()
    desk.ship(desk.words("Nytt fra programmet."))
    assert told()
    assert shown(desk) == "Våre ord."
    with desk.house.work() as work:
        change = plugin_change(work, written_of(work, desk.clinic.id, KEY))
        assert change is not None
        assert (change.base, change.present) == (old, desk.shipped())
    desk.do("kari", keep_ours, desk.clinic, KEY)
    assert not told()
    desk.house.clock.move(hours=1)
    desk.ship(desk.words("Og en gang til."))
    assert told()
    draft, _ = desk.do("kari", save_draft, desk.clinic, KEY, desk.words("Nå med det nye."))
    assert not told()
    desk.ship(desk.words("Tredje gang."))
    assert told()
    with desk.house.work() as work:
        draft = draft_of(work, desk.clinic.id, KEY)
        assert draft is not None
        take_basis(work, draft, KEY)
    assert not told()


def test_the_history_is_never_changed_and_every_version_can_be_read(desk: Desk) -> None:
    versions = [desk.published("Første."), desk.published("Andre.")]
    with desk.house.work() as work:
        editions = editions_at(work, [version.edition for version in versions])
        assert {edition.texts[0][1].body for edition in editions.values()} == {"Første.", "Andre."}
    for change in ("UPDATE content_version SET note = ''", "DELETE FROM content_deed", "DELETE FROM content_version"):
        with pytest.raises(DatabaseError, match="never edited"), desk.house.work() as work:
            work.session.execute(text(change))
