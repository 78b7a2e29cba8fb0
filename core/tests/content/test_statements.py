"""What a programme states: refused at start when it is not whole, signed in the words that stand, and again for others."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from varde.content.editing import editor_at_the_machine, editor_signed_in
from varde.content.errors import ContentRefused, NoSuchContent, NotYourContent
from varde.content.models import ContentSignature
from varde.content.signing import sign, statement_at, take_back
from varde.content.statements import read_statements
from varde.content.values import StepKey, StepWords
from varde.kernel.errors import StartRefused
from varde.kernel.words import Text
from varde.testing.sample import PROGRAMME

from .desk import Desk

BOOTS = "sample/boots"


def test_what_is_not_whole_keeps_varde_from_starting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "stating" / "content" / "statements"
    folder.mkdir(parents=True)
    (folder.parents[1] / "__init__.py").write_text("")
    step = folder.parent / "nb" / "first-steps" / "packing.md"
    step.parent.mkdir(parents=True)
    step.write_text("Pakk.")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "stating", raising=False)
    stating = replace(PROGRAMME, package="stating")
    of = "".join(f'{part}.{code} = "{part} {code}"\n' for part in ("says", "ground") for code in ("nb", "nn", "en"))
    whole = 'key = "a"\nstep = "first-steps/packing"\n' + of
    at, parts = (
        "stating: content/statements/a.toml",
        "must have key, step, and says and ground in each of nb, nn, en, all in words, and nothing else",
    )
    table = {
        "[[statement]\n": f"{at} cannot be read (TOMLDecodeError",
        "statement = 3\n": f"{at} must hold tables [[statement]] and nothing else.",
        "": f"{at} must hold tables [[statement]] and nothing else.",
        "[[statement]]\n" + whole.replace('"ground nn"', '" "'): f"{at}: the statement 'a' {parts}.",
        "[[statement]]\n" + whole.replace('says.nn = "says nn"\n', ""): f"{at}: the statement 'a' {parts}.",
        "[[statement]]\n" + whole.replace("says.en", "says.de"): f"{at}: the statement 'a' {parts}.",
        "[[statement]]\n"
        + whole.replace('step = "first', 'step = ["first').replace(
            'packing"', 'packing"]'
        ): f"{at}: the statement 'a' {parts}.",
        "[[statement]]\n" + whole + "signed = true\n": f"{at}: the statement 'a' {parts}.",
        "[[statement]]\n" + whole.replace('"a"', '"A b"'): f"{at}: the key 'A b' must be small letters",
        "[[statement]]\n"
        + whole.replace("packing", "lost"): f"{at}: the statement 'a' stands in first-steps/lost, which",
        ("[[statement]]\n" + whole) * 2: f"{at}: the statement 'a' stands twice.",
    }
    for source, fault in table.items():
        (folder / "a.toml").write_text(source)
        with pytest.raises(StartRefused) as refused:
            read_statements(stating)
        assert len(refused.value.faults) == 1, source
        assert refused.value.faults[0].startswith(fault), source
    (folder / "a.toml").write_text("[[statement]]\n" + whole)
    (read,) = read_statements(stating)
    assert (read.key, read.step) == ("sample/a", StepKey("sample", "first-steps", "packing"))
    assert (read.says, read.ground) == (
        Text("says nb", "says nn", "says en"),
        Text("ground nb", "ground nn", "ground en"),
    )
    others = (replace(read, says=Text("says nb", "says", "says en")), replace(read, ground=read.says))
    assert len({each.digest("0") for each in (read, *others)}) == 3, "other words in any language are not signed"
    assert read_statements(replace(PROGRAMME, package="varde.testing.samples.lake")) == []


def test_a_signature_is_of_the_words_that_were_read(desk: Desk) -> None:
    """By turns: who may sign, what holds below, and what other words and second thoughts make of it."""

    def seen() -> str:
        with desk.house.work() as work:
            return statement_at(work, desk.clinic, PROGRAMME, BOOTS).digest

    def signer() -> str | None:
        with desk.house.work() as work:
            signature = statement_at(work, desk.clinic, PROGRAMME, BOOTS).signature
            return signature.by_name if signature else None

    first = seen()
    assert signer() is None
    for who in ("kari", "maren"):
        with pytest.raises(NotYourContent):
            desk.do(who, sign, desk.clinic, PROGRAMME, BOOTS, first)
    with desk.house.work() as work, pytest.raises(NotYourContent):
        sign(work, editor_at_the_machine(), desk.clinic, PROGRAMME, BOOTS, first)
    with pytest.raises(NoSuchContent):
        desk.do("siri", sign, desk.clinic, PROGRAMME, "sample/shoes", first)
    with pytest.raises(ContentRefused, match="has changed"):
        desk.do("siri", sign, desk.clinic, PROGRAMME, BOOTS, "0" * 64)
    desk.do("siri", sign, desk.clinic, PROGRAMME, BOOTS, first)
    assert signer() == "Siri Lie"
    with pytest.raises(ContentRefused):
        desk.do("siri", sign, desk.clinic, PROGRAMME, BOOTS, first)

    desk.ship({"nb": StepWords("Kort.", "Noe annet."), "nn": StepWords("Kort.", "Noko anna.")})
    assert signer() is None, "other words"
    other = seen()
    with desk.house.work() as work:
        above = editor_signed_in(work, desk.house.actor(desk.people["tor"], ("head", desk.house.trust)))
        sign(work, above, desk.house.trust, PROGRAMME, BOOTS, other)
    assert signer() == "Tor Lie", "what the trust has signed holds at its clinic"
    desk.do("siri", take_back, desk.clinic, PROGRAMME, BOOTS, seen())
    assert signer() is None, "the clinic does not answer for it"
    with pytest.raises(ContentRefused):
        desk.do("siri", take_back, desk.clinic, PROGRAMME, BOOTS, seen())

    with desk.house.work() as work:
        rows = work.session.scalars(select(ContentSignature).order_by(ContentSignature.id)).all()
        assert [(row.by_name, row.signed, row.digest == first) for row in rows] == [
            ("Siri Lie", True, True),
            ("Tor Lie", True, False),
            ("Siri Lie", False, False),
        ]
        with pytest.raises(DatabaseError, match="never edited"):
            work.session.execute(text("UPDATE content_signature SET by_name = 'Nobody'"))
        work.session.rollback()
