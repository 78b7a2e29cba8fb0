"""Trusts that hand over their sums are pooled as if they were one installation's, and what is wrong is one sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.counting.checking import check
from varde.benefits.counting.models import NATION, PooledCells
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.pooling.commands import export_cells, import_cells
from varde.benefits.pooling.file import CellsFile, canonical, read_content, read_signed, written
from varde.benefits.pooling.service import cells_to_hand_over, take_away, take_in
from varde.benefits.values import Measure
from varde.identity.models import Organisation
from varde.identity.service import add_organisation
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage
from varde.kernel.vault import Vault
from varde.testing.counted import cells_in, count_people
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.testing.samples import ridge

from ..cohort import MEASURES, MONDAY, patient

OWN = tuple(replace(measure, programme=ridge.KEY) for measure in MEASURES)
FAR = "far-trust"


def catalogue() -> Catalogue:
    return all_samples().with_values(Measure, OWN)


def cohort(seed: int, places: Iterable[int], people: int = 400) -> list[EnrolmentFacts]:
    """Invented people at these places in a year; few in some months, and few in some groups."""
    chance = random.Random(seed)
    counted = []
    for _ in range(people):
        start, later, last = (chance.choice([None, float(chance.randint(0, 500))]) for _ in range(3))
        referred = MONDAY + timedelta(days=chance.choice([0, 10, 30, 120, 200, 210]))
        started = referred + timedelta(days=chance.randint(0, 60)) if chance.random() < 0.8 else None
        facts = patient(start if start is not None else 250, later, last, referred=referred, started=started)
        counted.append(
            replace(
                facts,
                organisation_id=chance.choice(list(places)),
                programme=ridge.KEY,
                measures=OWN,
                track=chance.choice(["a", "a", "b", None]),
                people=(("age", chance.choice(["18-29", "30-44"])), ("sex", chance.choice(["female", "male"]))),
                ended=chance.choice([None, ("discontinued", "time"), ("discontinued", "better")]),
            )
        )
    return counted


def house_at(folder: Path, name: str) -> House:
    (folder / name).mkdir()
    house = make_house(sqlite_url(folder / name), catalogue=catalogue())
    house.platform.vault = Vault({"k": name.encode().ljust(32)}, "k")  # each installation has a key of its own
    return house


def with_trusts(house: House, *keys: str) -> dict[str, list[int]]:
    """Trusts with two clinics each: the places at which people of each are counted."""
    with house.work() as work:
        places = {}
        for key in keys:
            trust = add_organisation(work, key, "trust", f"Sykehuset {key}")
            clinics = [add_organisation(work, f"{key}-{n}", "clinic", f"Poliklinikk {n}", trust) for n in (1, 2)]
            places[key] = [trust.id, *(clinic.id for clinic in clinics)]
    return places


def handed_over(house: House, key: str) -> tuple[CellsFile, dict[str, Any], str]:
    with house.work() as work:
        text = written(cells_to_hand_over(work, key, ridge.KEY), work.vault)
    cells, signed_by = read_signed(text.encode())
    return read_content(cells), dict(cells), signed_by


def pooled(house: House, *files: tuple[CellsFile, dict[str, Any], str]) -> dict[object, object]:
    with house.work() as work:
        for file in files:
            take_in(work, *file, "helse-fjord")
    with house.work() as work:
        return {
            (place, dimension): dict(sums_of(work, ridge.KEY, [place], dimension=dimension).cells(ridge.KEY))
            for place in (NATION, house.region.id)
            for dimension in ("response", "age", "sex")
        }


def test_two_installations_pooled_equal_one_after_the_same_merging(tmp_path: Path) -> None:
    """With three seeds. The last two only pool: one what a single installation hands over of two trusts, the other what two do."""
    together, first, second, nation, other_nation = (house_at(tmp_path, name) for name in "abcde")
    for seed in (1, 20, 300):
        east, west = f"east-{seed}", f"west-{seed}"
        for house, keys in ((together, (east, west)), (first, (east,)), (second, (west,))):
            for key, places in with_trusts(house, *keys).items():
                with house.work() as work:
                    count_people(work, cohort(seed + (key == west), places, 250))
        of_one = [handed_over(together, key) for key in (east, west)]
        of_two = [handed_over(house, key) for house, key in ((first, east), (second, west))]
        assert [file.sums for file, _, _ in of_one] == [file.sums for file, _, _ in of_two]
        assert all({each.group.dimension for each in file.sums} >= {"", "age", "sex"} for file, _, _ in of_two)
        in_one = pooled(nation, *of_one)
        assert in_one == pooled(other_nation, *reversed(of_two)), "whoever counted, and whatever came first"
        assert any(in_one.values())
        with together.work() as work:
            whole = sums_of(work, ridge.KEY, [NATION], together=True).pool()
        with nation.work() as work:
            sums = sums_of(work, ridge.KEY, [NATION], together=True).pool()
        for occasion in ("start", "3m"):
            assert sums.stats("all", "sss", occasion) == whole.stats("all", "sss", occasion), "nothing of many is lost"
        assert sums.started() == whole.started()


@pytest.fixture
def far(tmp_path: Path) -> House:
    house = house_at(tmp_path, "far")
    with house.work() as work:
        count_people(work, cohort(7, with_trusts(house, FAR)[FAR]))
    return house


def test_what_is_handed_over_again_replaces_what_stood_and_can_be_taken_away(far: House, tmp_path: Path) -> None:
    here = house_at(tmp_path, "here")
    before = handed_over(far, FAR)
    with here.work() as work:
        nothing = cells_in(work)
    once = pooled(here, before)
    assert pooled(here, before) == once, "the same file twice is as once"
    assert check(here.platform)["ok"], "sums that nobody here has added are no fault"
    with far.work() as work:
        count_people(work, cohort(8, [work.session.scalar(select(Organisation.id).filter_by(key=FAR)) or 0], 60))
    far.clock.move(hours=1)
    here.clock.move(hours=1)
    after = handed_over(far, FAR)
    newer = pooled(here, after)
    assert newer != once
    new = house_at(tmp_path, "new")
    new.clock.move(hours=1)
    assert newer == pooled(new, after)
    rebuild_all(here.platform, everybody=True)
    assert check(here.platform) == {"ok": True, "enrolments": 0, "faults": []}
    with here.work() as work, pytest.raises(BadUsage, match=r"The file is older than what far-trust has handed over"):
        take_in(work, *before, "helse-fjord")
    with here.work() as work:
        assert [row.installation for row in work.session.scalars(select(PooledCells))] == ["http://localhost"]
        take_away(work, FAR, ridge.KEY)
    with here.work() as work:
        assert cells_in(work) == nothing
        logged = work.session.scalars(select(AccessEntry).where(AccessEntry.what == f"cells:{ridge.KEY}")).all()
        assert {(entry.action, entry.basis, entry.role) for entry in logged} == {
            ("write", "import", "system"),
            ("write", "removal", "system"),
        }
        with pytest.raises(BadUsage, match=r"far-trust has handed over nothing of ridge\."):
            take_away(work, FAR, ridge.KEY)
    with far.work() as work:
        logged = work.session.scalars(select(AccessEntry).where(AccessEntry.what == f"cells:{ridge.KEY}")).all()
        assert {(entry.action, entry.basis) for entry in logged} == {("read", "export")}


def test_levels_by_other_bands_stand_apart_and_it_is_said(far: House, tmp_path: Path) -> None:
    file, cells, signed_by = handed_over(far, FAR)
    instrument = next(iter(catalogue().all(Instrument).values()))
    other = replace(file, bands={"sss": (("mild", "0", "200", False, False),)})
    here = house_at(tmp_path, "here")
    with here.work() as work:
        result = take_in(work, other, cells, signed_by, "helse-fjord")
        assert (result.replaced, result.apart) == (False, ("sss",))
    with here.work() as work:
        sums = sums_of(work, ridge.KEY, [NATION], together=True).pool()
        assert sums.counts("all", "sss", "3m", "pair") == {}
        assert sums.stats("all", "sss", "3m").n, "scores are the same whatever the levels are called"
    assert instrument.key != "sss"
    with here.work() as work:
        assert take_in(work, file, cells, signed_by, "helse-fjord").apart == ()
    with here.work() as work:
        assert sums_of(work, ridge.KEY, [NATION], together=True).pool().counts("all", "sss", "3m", "pair")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Of whom every file is refused."""
    return house_at(tmp_path_factory.mktemp("refusing"), "here")


@pytest.fixture(scope="module")
def cells_of_far(tmp_path_factory: pytest.TempPathFactory) -> str:
    house = house_at(tmp_path_factory.mktemp("handing"), "far")
    with house.work() as work:
        count_people(work, cohort(7, with_trusts(house, FAR)[FAR]))
    return json.dumps(handed_over(house, FAR)[1])


Change = Callable[[dict[str, Any]], object]
WRONG: dict[str, tuple[Change, str]] = {
    "version": (
        lambda cells: cells.update(version=1),
        "These are cells of version 1, and this installation reads version 2.",
    ),
    "format": (
        lambda cells: cells.update(format="figures"),
        "This is no file of benefit cells. varde benefits export-cells writes them.",
    ),
    "made tomorrow": (
        lambda cells: cells.update(made_at="2026-09-22T08:00:00+00:00"),
        "The file is from the future: it says that it was made 2026-09-22 08:00 UTC.",
    ),
    "a month that has not come": (
        lambda cells: (cells["stretches"].append(["2026-10", "2026-10"]),),
        "The file is from the future: it has people who started in 2026-10.",
    ),
    "another way of counting": (
        lambda cells: cells.update(counted_by="0123456789abcdef"),
        "The cells of ridge were counted in another way than here: they are of another version of Varde or of the programme. "
        "Install the same version in both, count again, and let them be handed over anew.",
    ),
    "a measure that nobody has here": (
        lambda cells: [
            each.update(scale="eq-5d") for each in cells["sums"] if each["scale"] == "csq" or each["scale"] == "sss"
        ],
        "The file counts eq-5d, and no measure or instrument here has that key. Install what the other has.",
    ),
    "a programme that is not here": (
        lambda cells: cells.update(programme="sleep"),
        "The file is of the programme sleep, which is not installed here.",
    ),
    "nobody's patients": (lambda cells: cells["places"].clear(), "The file does not say whose patients it counts."),
    "few people": (
        lambda cells: cells["sums"][0].update(n=3, pn=0),
        "The file has flow after:discontinued:better of fewer than 5 people, who should have been merged.",
    ),
    "a sum twice": (lambda cells: cells["sums"].append(cells["sums"][0]), "The file has a sum twice."),
    "a number with a point": (
        lambda cells: cells["sums"][0].update(n=7.5),
        "This is no file of benefit cells: it is not JSON with whole numbers in UTF-8.",
    ),
    "people below zero": (
        lambda cells: cells["sums"][0].update(n=-7),
        "The file has a sum of flow after:discontinued:better that is none.",
    ),
    "no month": (
        lambda cells: cells["sums"][0].update(month="2025-13"),
        "The cells are signed, but not put together as such cells are: '2025-13' is no month.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_file_is_one_sentence(here: House, cells_of_far: str, name: str) -> None:
    """Signed by whoever made it so."""
    change, sentence = WRONG[name]
    cells = json.loads(cells_of_far)
    change(cells)
    with pytest.raises(BadUsage) as refused, here.work() as work:
        signed = {"cells": cells, "signed_by": work.vault.signs_as, "signature": work.vault.sign(canonical(cells))}
        read, signer = read_signed(json.dumps(signed).encode())
        take_in(work, read_content(read), read, signer, "helse-fjord")
    assert str(refused.value) == sentence
    with here.work() as work:
        assert work.session.scalars(select(PooledCells)).all() == []
        assert work.session.scalar(select(Organisation).filter_by(key=FAR)) is None


def test_what_was_changed_or_is_not_theirs_is_refused(far: House, tmp_path: Path) -> None:
    here = house_at(tmp_path, "here")
    out = tmp_path / "cells.json"

    def run(house: House, command: Any, *arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, arguments, obj=Console(catalogue, lambda: house.platform))
        return done.exit_code, done.stdout if done.exception is None else str(done.exception)

    status, said = run(far, export_cells, ridge.KEY, "--organisation", FAR, "--out", str(out))
    report = json.loads(said)
    assert (status, report["file"], report["left_out"], len(report["signed_by"])) == (
        0,
        str(out),
        report["left_out"],
        64,
    )
    by = ("--signed-by", report["signed_by"])
    text = out.read_text(encoding="utf-8")
    assert "Poliklinikk" not in text, "what stands under it is in its sums alone"
    out.write_text(text.replace('"n": ', '"n": 1', 1), encoding="utf-8")
    assert (
        run(here, import_cells, str(out), *by, "--under", "helse-fjord")[1]
        == "The file has been changed since it was signed."
    )
    out.write_text(text, encoding="utf-8")
    another = Vault({"k": b"1" * 32}, "k").signs_as
    assert (
        "not by the installation that --signed-by names" in run(here, import_cells, str(out), "--signed-by", another)[1]
    )
    with here.work() as work:
        trust = add_organisation(work, FAR, "trust", "Vår egen")
        add_organisation(work, "ours", "clinic", "Poliklinikken", trust)
    assert run(here, import_cells, str(out), *by)[1] == (
        "Two organisations have the key far-trust: the one here treats patients of its own."
    )
    third = house_at(tmp_path, "third")
    assert json.loads(run(third, import_cells, str(out), *by, "--under", "helse-fjord")[1])["replaced"] is False
    assert json.loads(run(third, import_cells, str(out), *by)[1])["replaced"] is True
    with third.work() as work:
        stored = work.session.scalars(select(PooledCells)).one()
        stored.signed_by = another
    assert run(third, import_cells, str(out), *by)[1] == (
        "Two organisations have the key far-trust: another installation has handed over cells of one already."
    )


def test_nothing_leaves_of_a_place_where_few_have_started(tmp_path: Path) -> None:
    house = house_at(tmp_path, "small")
    places = with_trusts(house, "small")["small"]
    with house.work() as work:
        count_people(work, [replace(person, ended=None) for person in cohort(5, places, 4)])
    with house.work() as work, pytest.raises(BadUsage, match=r"Fewer than 5 have started ridge at small"):
        cells_to_hand_over(work, "small", ridge.KEY)
