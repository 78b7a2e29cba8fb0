"""A file is taken in, used, read and let go; and whatever stops half way leaves nothing behind that nobody speaks of."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import update

from varde.files import errors, service
from varde.files.collecting import compare, let_go_unused, remove_orphans
from varde.files.models import StoredFile
from varde.files.stores import FolderStore
from varde.kernel.errors import Conflict
from varde.privacy.erasure import erase_rows
from varde.privacy.export import export_of, research_of
from varde.testing.house import make_house, sample_only

from . import samples_of_files as samples
from .conftest import Kept

ENTRY, SHARED = "entry/1", "entry/1/shared"


def read(kept: Kept, key: str, *, small: bool = False) -> bytes:
    with kept.house.work() as work:
        file, _ = service.find_file(work, key)
        content = service.opened(work.settings, file, small=small)
    return b"".join(iter(lambda: content.read(100_000) or b"", b""))


def use(kept: Kept, place: str, *keys: str, shown: bool = False) -> None:
    with kept.house.work() as work:
        service.use(work, kept.enrolment, place, keys, shown=shown)


def test_a_picture_is_kept_sealed_and_read_again(kept: Kept) -> None:
    key = kept.add()
    assert (kept.blobs(), kept.rows(), kept.leaving()) == ([key], [key], [])
    assert samples.opened_picture(read(kept, key)).size == (640, 480)
    assert samples.opened_picture(read(kept, key, small=True)).size == (360, 270)
    blob = (kept.folder / key[:2] / key).read_bytes()
    assert b"JFIF" not in blob


@pytest.mark.parametrize(
    ("content", "medium"),
    [(samples.MP3, "sound"), (samples.MOV, "film"), (samples.PDF, "document"), (b"%PDF-", "document")],
)
def test_what_is_not_a_picture_is_kept_as_it_came(kept: Kept, content: bytes, medium: str) -> None:
    key = kept.add(content, medium)
    assert read(kept, key) == content
    with pytest.raises(errors.NoSuchFile):
        read(kept, key, small=True)


REFUSED = [
    (b"", ("picture",), errors.EmptyFile),
    (samples.PROGRAM, ("picture",), errors.NotThatKind),
    (samples.SVG, ("picture",), errors.NotThatKind),
    (samples.HTML, ("document",), errors.NotThatKind),
    (samples.PDF + b"<script>", ("picture",), errors.NotThatKind),
    (samples.HEIC, ("picture",), errors.Heic),
    (samples.picture()[:2000], ("picture",), errors.DamagedPicture),
    (samples.bomb(), ("picture",), errors.TooManyPixels),
    (samples.PDF + bytes(10_000_000), ("document",), errors.TooLargeFile),
    (samples.MP3 + bytes(25_000_000), ("sound",), errors.TooLargeFile),
]


@pytest.mark.parametrize(("content", "wanted", "error"), REFUSED)
def test_what_is_refused_leaves_nothing(kept: Kept, content: bytes, wanted: tuple[str, ...], error: Any) -> None:
    with pytest.raises(error):
        kept.add(content, *wanted)
    assert (kept.blobs(), kept.rows(), len(kept.leaving())) == ([], [], 1)
    kept.later(hours=2)
    kept.collect()
    assert kept.leaving() == []


def test_a_refusal_says_what_is_asked_for() -> None:
    refused = errors.NotThatKind(wanted=service.wanted_in_words(("picture",)))
    assert refused.to("nn") == "Fila er ikkje eit bilete (JPEG, PNG eller WebP). Vi ser på innhaldet, ikkje på namnet."
    assert "PDF" in errors.NotThatKind(wanted=service.wanted_in_words(("picture", "document"))).to("en")


def test_less_may_be_taken_than_of_its_medium(kept: Kept) -> None:
    with kept.house.work() as work:
        key = service.expect(work, kept.enrolment)
    settings = kept.house.platform.settings
    with pytest.raises(errors.TooLargeFile, match="1 MB"):
        service.prepare(settings, key, samples.came(samples.MP3 + bytes(2_000_000)), ("sound",), 1_000_000)


# --- killed half way


def test_ended_before_the_blob_is_there(kept: Kept) -> None:
    with kept.house.work() as work:
        key = service.expect(work, kept.enrolment)
    assert (kept.blobs(), kept.rows(), kept.leaving()) == ([], [], [key])
    kept.later(minutes=59)
    assert kept.collect() == 0
    kept.later(minutes=2)
    assert kept.collect() == 1
    assert kept.leaving() == []


def test_ended_between_the_blob_and_the_row(kept: Kept) -> None:
    with kept.house.work() as work:
        key = service.expect(work, kept.enrolment)
    service.prepare(kept.house.platform.settings, key, samples.came(samples.picture()), ("picture",))
    assert (kept.blobs(), kept.rows()) == ([key], [])
    assert compare(kept.house.platform).orphans == []
    kept.later(hours=2)
    kept.collect()
    assert (kept.blobs(), kept.leaving()) == ([], [])


def test_ended_between_the_row_that_goes_and_the_blob(kept: Kept) -> None:
    key = kept.add()
    with kept.house.work() as work:
        service.let_go(work, [work.session.get_one(StoredFile, key)])
    assert (kept.rows(), kept.blobs(), kept.leaving()) == ([], [key], [key])
    kept.collect()
    assert (kept.blobs(), kept.leaving()) == ([], [])


def test_ended_between_the_blob_that_goes_and_what_speaks_of_it(kept: Kept) -> None:
    key = kept.add()
    with kept.house.work() as work:
        service.let_go(work, [work.session.get_one(StoredFile, key)])
    FolderStore(kept.folder).remove(key)
    kept.collect()
    assert (kept.blobs(), kept.leaving(), compare(kept.house.platform).dangling) == ([], [], [])


def test_one_that_took_too_long_is_not_kept(kept: Kept) -> None:
    with kept.house.work() as work:
        key = service.expect(work, kept.enrolment)
    prepared = service.prepare(kept.house.platform.settings, key, samples.came(samples.picture()), ("picture",))
    kept.later(minutes=51)  # the clock of another machine may be ten minutes ahead
    with pytest.raises(Conflict), kept.house.work() as work:
        service.keep(work, kept.enrolment, kept.ingrid.id, prepared, from_patient=True)
    assert kept.rows() == []


def test_a_store_that_does_not_answer_is_asked_again(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    key = kept.add()
    kept.later(days=2)

    def down(*_: object) -> None:
        raise errors.StoreDown()

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "remove", down)
        assert kept.collect() == 0
    assert (kept.rows(), kept.leaving()) == ([], [key])
    assert kept.collect() == 1


# --- use


def test_what_nothing_uses_goes_in_a_day(kept: Kept) -> None:
    used, unused = kept.add(used=ENTRY), kept.add()
    kept.later(hours=23)
    kept.collect()
    assert kept.rows() == sorted([used, unused])
    kept.later(hours=2)
    kept.collect()
    assert (kept.rows(), kept.blobs()) == ([used], [used])


def test_a_place_uses_what_it_says_and_no_more(kept: Kept) -> None:
    first, second = kept.add(used=ENTRY), kept.add()
    use(kept, SHARED, first, shown=True)
    use(kept, ENTRY, second)
    with kept.house.work() as work:
        at = service.files_at(work, kept.enrolment, [ENTRY, SHARED])
        assert {place: [file.key for file in files] for place, files in at.items()} == {
            ENTRY: [second],
            SHARED: [first],
        }
    kept.later(days=2)
    kept.collect()
    assert kept.rows() == sorted([first, second])
    use(kept, SHARED)
    kept.later(days=2)
    kept.collect()
    assert kept.rows() == [second]


def test_using_the_same_twice_changes_nothing(kept: Kept) -> None:
    key = kept.add(used=ENTRY)
    use(kept, ENTRY, key, key)
    use(kept, "nothing/1")
    kept.later(days=2)
    kept.collect()
    assert kept.rows() == [key]


@pytest.mark.parametrize("key", ["f" * 32, "", "../etc/passwd", "x" * 5000])
def test_what_is_not_there_cannot_be_used(kept: Kept, key: str) -> None:
    with pytest.raises(errors.GoneBefore):
        use(kept, ENTRY, key)


def test_another_enrolments_file_cannot_be_used(kept: Kept) -> None:
    key = kept.add()
    other = kept.house.enrolled(kept.house.person("Tone", "Berg"), kept.maren)
    with pytest.raises(errors.GoneBefore), kept.house.work() as work:
        service.use(work, other, ENTRY, [key], shown=True)


def test_several_places_at_once(kept: Kept) -> None:
    one, two = kept.add(used=ENTRY), kept.add()
    with kept.house.work() as work:
        service.use_all(work, kept.enrolment, {ENTRY: [two], SHARED: [one, two], "entry/2": []}, shown=True)
    with kept.house.work() as work:
        at = service.files_at(work, kept.enrolment, [ENTRY, SHARED, "entry/2"])
    assert {place: {file.key for file in files} for place, files in at.items()} == {ENTRY: {two}, SHARED: {one, two}}


def test_statements_do_not_grow_with_places(kept: Kept) -> None:
    counts = []
    for number in (1, 5):
        uses = {f"entry/{number}/{each}": [kept.add()] for each in range(number)}
        with kept.house.work() as work, kept.house.counted() as statements:
            service.use_all(work, kept.enrolment, uses, shown=True)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_statements_do_not_grow_with_files(kept: Kept) -> None:
    counts = []
    for number in (1, 4):
        keys = [kept.add() for _ in range(number)]
        use(kept, f"message/{number}", *keys, shown=True)
        with kept.house.work() as work, kept.house.counted() as statements:
            service.use(work, kept.enrolment, f"message/{number}", keys, shown=True)
            service.files_at(work, kept.enrolment, [f"message/{number}"])
        counts.append(len(statements))
    assert counts[0] == counts[1]


# --- who reads


@pytest.mark.parametrize(
    ("by_patient", "shown", "patient_reads", "therapist_reads"),
    [(True, None, True, False), (True, False, True, False), (True, True, True, True), (False, None, False, True),
     (False, False, False, True), (False, True, True, True)],
)  # fmt: skip
def test_each_reads_her_own_and_what_is_shown(
    kept: Kept, by_patient: bool, shown: bool | None, patient_reads: bool, therapist_reads: bool
) -> None:
    key = kept.add(by=kept.ingrid if by_patient else kept.maren)
    if shown is not None:
        use(kept, "message/1", key, shown=shown)

    def reads(person_id: int, *, is_patient: bool) -> bool:
        with kept.house.work() as work:
            try:
                service.must_be_for(*service.find_file(work, key), person_id, is_patient=is_patient)
            except errors.NoSuchFile:
                return False
            return True

    assert reads(kept.ingrid.id, is_patient=True) is patient_reads
    assert reads(kept.maren.id, is_patient=False) is therapist_reads
    colleague = kept.house.person("Anne", "Moe", ("therapist", kept.house.clinic))
    assert reads(colleague.id, is_patient=False) is bool(shown)


def test_a_row_that_was_moved_to_another_enrolment_does_not_open(kept: Kept) -> None:
    key = kept.add()
    other = kept.house.enrolled(kept.house.person("Tone", "Berg"), kept.maren)
    with kept.house.work() as work:
        work.session.execute(update(StoredFile).values(enrolment_id=other))
    with pytest.raises(ValueError, match="does not open"), kept.house.work() as work:
        file, _ = service.find_file(work, key)
        service.opened(work.settings, file)


def test_there_is_an_end_to_what_comes_in_a_day(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_A_DAY", 2)
    kept.add(), kept.add()
    with pytest.raises(errors.TooManyFiles, match="2 files"):
        kept.add()
    kept.later(hours=25)
    kept.add()


# --- what is hers


def test_what_is_erased_is_gone_and_so_are_the_keys(kept: Kept) -> None:
    key = kept.add(used=ENTRY)
    with kept.house.work() as work:
        erase_rows(work, frozenset((kept.ingrid.id,)))
    assert (kept.rows(), kept.leaving()) == ([], [key])
    kept.collect()
    assert (kept.blobs(), kept.leaving()) == ([], [])


def test_what_is_exported_names_each_file_and_gives_no_key(kept: Kept) -> None:
    key = kept.add(samples.PDF, "document", used=ENTRY)
    with kept.house.work() as work:
        tables = {table.table: table.rows for table in export_of(work, kept.ingrid.id)}
        (row,) = tables["stored_file"]
        (where,) = tables["file_use"]
        assert (row["key"], row["title"], row["size"], where["place"]) == (key, "plan.pdf", len(samples.PDF), ENTRY)
        assert "secret" not in row
        researched = {table.table for table in research_of(work, kept.ingrid.id)}
        assert not researched & {"stored_file", "file_use"}


# --- the store against the rows


def test_what_does_not_agree_is_named(kept: Kept) -> None:
    whole, cut, gone = (kept.add(used=f"entry/{number}") for number in range(3))
    store = FolderStore(kept.folder)
    blob = store.read(cut, 0, 10_000_000)
    store.remove(cut)
    store.put(cut, [blob[:-1]])
    store.remove(gone)
    store.put("e" * 32, [b"nobody's"])
    compared = compare(kept.house.platform)
    assert (compared.files, compared.dangling, compared.orphans) == (3, sorted([cut, gone]), ["e" * 32])
    remove_orphans(kept.house.platform, [*compared.orphans, whole])
    assert kept.blobs() == sorted([whole, cut])


def test_nothing_is_taken_where_there_is_no_store(kept: Kept, tmp_path: Path) -> None:
    object.__setattr__(kept.house.platform.settings, "files", None)
    with pytest.raises(errors.NoFilesHere):
        kept.add()
    assert kept.collect() == 0


def test_its_whole_life_on_postgresql(postgres_database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    house = make_house(postgres_database_url, catalogue=sample_only(), VARDE_FILES=str(folder))
    ingrid, maren = house.person("Ingrid", "Vik"), house.person("Maren", "Lie", ("therapist", house.clinic))
    kept = Kept(house, folder, ingrid, maren, house.enrolled(ingrid, maren))
    try:
        first, second, unused = kept.add(used=ENTRY), kept.add(), kept.add()
        use(kept, SHARED, first, shown=True)
        use(kept, ENTRY, second)
        with house.work() as work:
            assert service.find_file(work, first)[1]
            assert not service.find_file(work, second)[1]
        kept.later(days=2)
        assert kept.collect() == 1
        assert unused not in kept.blobs()
        compared = compare(house.platform)
        assert (compared.files, compared.dangling, compared.orphans) == (2, [], [])
        with house.work() as work:
            erase_rows(work, frozenset((ingrid.id,)))
        assert kept.collect() == 2
        assert (kept.blobs(), kept.rows(), kept.leaving()) == ([], [], [])
    finally:
        house.platform.engine.dispose()


def test_what_the_clock_is_letting_go_cannot_be_used_any_more(postgres_database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    house = make_house(postgres_database_url, catalogue=sample_only(), VARDE_FILES=str(folder))
    ingrid, maren = house.person("Ingrid", "Vik"), house.person("Maren", "Lie", ("therapist", house.clinic))
    kept = Kept(house, folder, ingrid, maren, house.enrolled(ingrid, maren))
    try:
        key = kept.add()
        kept.later(days=2)
        outcome: list[object] = []

        def use_it() -> None:
            try:
                use(kept, ENTRY, key)
            except errors.GoneBefore as gone:
                outcome.append(gone)

        with house.work() as work:
            assert let_go_unused(work) == 1
            work.session.flush()
            user = Thread(target=use_it)
            user.start()
            user.join(0.5)
            assert user.is_alive(), "it waits until the clock is done"
        user.join()
        assert len(outcome) == 1
        assert kept.collect() == 1
        assert compare(house.platform).dangling == []
    finally:
        house.platform.engine.dispose()
