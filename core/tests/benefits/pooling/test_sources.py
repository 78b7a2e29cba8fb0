"""Nobody is counted twice, whatever key their sums come under; and what was handed over can be taken away again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from varde.benefits.counting.checking import check
from varde.benefits.counting.models import NATION, PooledCells
from varde.benefits.counting.reading import sums_of
from varde.benefits.pooling.commands import remove_cells
from varde.benefits.pooling.file import CellsFile
from varde.benefits.pooling.service import take_in
from varde.identity.models import Organisation
from varde.identity.service import add_organisation
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage, VardeError
from varde.testing.counted import cells_in, count_people
from varde.testing.house import House
from varde.testing.samples import ridge

from .test_pooled import FAR, catalogue, cohort, handed_over, house_at, with_trusts

CLINIC = f"{FAR}-1"


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = house_at(tmp_path_factory.mktemp("theirs"), "far")
    with house.work() as work:
        count_people(work, cohort(7, with_trusts(house, FAR)[FAR]))
    return house


def take(here: House, *files: tuple[CellsFile, dict[str, Any], str]) -> None:
    for file in files:
        with here.work() as work:
            take_in(work, *file, here.trust.key if file[0].kind == "clinic" else "helse-fjord")


def with_key(house: House, before: str, after: str, act: Callable[[], Any]) -> Any:
    """What comes of it while an organisation has another key."""
    for old, new in ((before, after), (after, before)):
        with house.work() as work:
            work.session.scalars(select(Organisation).filter_by(key=old)).one().key = new
        if new == after:
            came = act()
    return came


def test_one_trust_with_two_keys_is_refused(far: House, tmp_path: Path) -> None:
    here = house_at(tmp_path, "here")
    take(here, handed_over(far, FAR))
    renamed = with_key(far, FAR, "fjern", lambda: handed_over(far, "fjern"))
    with pytest.raises(BadUsage) as refused:
        take(here, renamed)
    assert str(refused.value) == (
        "Patients of fjern are counted here as far-trust already: one trust has two keys, or is under the other. Take those away "
        "first: varde benefits remove-cells far-trust"
    )


def test_a_clinic_whose_trust_is_counted_is_refused_and_so_is_a_trust_whose_clinic_is(
    far: House, tmp_path: Path
) -> None:
    trust, clinic = handed_over(far, FAR), handed_over(far, CLINIC)
    for number, (first, second) in enumerate([(trust, clinic), (clinic, trust)]):
        here = house_at(tmp_path, f"here{number}")
        take(here, first)
        with pytest.raises(BadUsage, match=r"are counted here as .* already: one trust has two keys, or is under the"):
            take(here, second)


def test_two_trusts_that_have_had_one_key_are_not_taken_for_each_other(far: House, tmp_path: Path) -> None:
    here = house_at(tmp_path, "here")
    take(here, handed_over(far, FAR))
    clinic = with_key(far, FAR, "fjern", lambda: with_key(far, CLINIC, FAR, lambda: handed_over(far, FAR)))
    with pytest.raises(BadUsage) as refused:
        take(here, clinic)
    assert str(refused.value) == (
        "Two organisations have the key far-trust: another trust of that installation has handed over cells under it. Take those "
        "away first: varde benefits remove-cells far-trust"
    )


def test_what_is_handed_on_comes_neither_twice_nor_back(far: House, tmp_path: Path) -> None:
    """A region takes a trust in and hands over the whole; a nation has the trust already; nor does it come home."""
    region, nation = house_at(tmp_path, "region"), house_at(tmp_path, "nation")
    take(region, handed_over(far, FAR))
    take(nation, handed_over(far, FAR))
    whole = handed_over(region, "helse-fjord")
    with pytest.raises(BadUsage, match=r"^Patients of helse-fjord are counted here as far-trust already"):
        take(nation, whole)
    with far.work() as work:
        work.session.scalars(select(Organisation).filter_by(key="helse-fjord")).one().key = "ours"
    with pytest.raises(BadUsage) as refused, far.work() as work:
        take_in(work, *whole, "ours")
    assert "Patients of helse-fjord are counted here already: far-trust" in str(refused.value)
    assert str(refused.value).endswith(" is of this installation.")
    with far.work() as work:
        work.session.scalars(select(Organisation).filter_by(key="ours")).one().key = "helse-fjord"


def test_two_installations_do_not_share_who_they_are(far: House, tmp_path: Path) -> None:
    """Both have the same numbers inside; each trust stands for itself."""
    here, west = house_at(tmp_path, "here"), house_at(tmp_path, "west")
    with west.work() as work:
        count_people(work, cohort(9, with_trusts(west, "west")["west"]))
    take(here, handed_over(far, FAR), handed_over(west, "west"))
    with here.work() as work:
        assert len(work.session.scalars(select(PooledCells)).all()) == 2


def test_what_was_counted_in_an_older_way_is_named(far: House, tmp_path: Path) -> None:
    """As after an upgrade here: what stands is of the version before."""
    here = house_at(tmp_path, "here")
    take(here, handed_over(far, FAR))
    assert check(here.platform)["ok"]
    with here.work() as work:
        stored = work.session.scalars(select(PooledCells)).one()
        stored.content = json.dumps({**json.loads(stored.content), "counted_by": "of another way"})
    assert check(here.platform)["faults"] == [
        "What far-trust has handed over of ridge was counted in another way than here: by another version of Varde or of the "
        "programme. Let it be handed over anew."
    ]


def test_what_is_taken_away_was_seen_before_and_every_figure_is_as_it_was(far: House, tmp_path: Path) -> None:
    here = house_at(tmp_path, "here")

    def run(*arguments: str) -> Any:
        done = CliRunner().invoke(remove_cells, arguments, obj=Console(catalogue, lambda: here.platform))
        if isinstance(done.exception, VardeError):
            return str(done.exception)
        return json.loads(done.stdout)

    with here.work() as work:
        clinic = add_organisation(work, "own", "clinic", "Vår poliklinikk", None)
        count_people(work, cohort(3, [clinic.id], 60))
        before = cells_in(work)
    take(here, handed_over(far, FAR))
    with here.work() as work:
        theirs = sums_of(work, ridge.KEY, [NATION], together=True).pool().started()
    look = run(FAR)
    assert (look["removed"], [each["programme"] for each in look["cells"]]) == (False, ["ridge"])
    with far.work() as work:
        assert look["cells"][0]["started"] == sums_of(work, ridge.KEY, [NATION], together=True).pool().started()
    with here.work() as work:
        assert sums_of(work, ridge.KEY, [NATION], together=True).pool().started() == theirs, "a look takes nothing away"
    assert run(FAR, "--confirm", "0" * 8) == (
        "What would be removed is not what that --confirm saw: look again without it."
    )
    assert run(FAR, "--programme", "lake") == "far-trust has handed over nothing of lake."
    assert run(FAR, "--confirm", look["confirm"])["removed"] is True
    with here.work() as work:
        assert cells_in(work) == before
        assert work.session.scalars(select(PooledCells)).all() == []
    assert run(FAR) == "far-trust has handed over nothing."
    take(here, handed_over(far, FAR))
    with here.work() as work:
        assert sums_of(work, ridge.KEY, [NATION], together=True).pool().started() == theirs, "and it can come again"
