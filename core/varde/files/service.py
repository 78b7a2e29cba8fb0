"""The verbs of files: take one in, use it, let it go, read it.

Taking in has three parts, so that no transaction is open while bytes are read, looked at and put in the store. ``expect`` writes,
in a unit of work of its own, that a blob of this name shall leave the store in an hour. ``prepare`` touches no database. ``keep``
makes the row, and takes back that the blob shall leave. Whenever a process is ended between these, the clock cleans up after it;
a row is there only when its blob is.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, func, select, update

from varde.files.boxes import BOXED, Untold, telling_boxes
from varde.files.errors import EmptyFile, GoneBefore, Heic, NoSuchFile, NotThatKind, TooLargeFile, TooManyFiles
from varde.files.models import FileUse, LeavingBlob, SharedFile, StoredFile
from varde.files.pictures import drawn_anew
from varde.files.rules import HEAD, in_megabytes, is_heic, title_of, type_of
from varde.files.scanning import scanner_of
from varde.files.sealing import OpenedFile, new_key, sealed
from varde.files.spool import Plain
from varde.files.stores import store_of
from varde.files.values import LARGEST, TYPES, FileType
from varde.kernel.errors import Conflict
from varde.kernel.settings import Settings
from varde.kernel.words import Text
from varde.kernel.work import Work

UNFINISHED_FOR = timedelta(hours=1)
"""How long a file may be on its way."""
UNEVEN_CLOCKS = timedelta(minutes=10)
"""How much earlier a file must be finished than its blob leaves: by how much the clocks of two machines may differ."""
UNUSED_FOR = timedelta(days=1)
"""How long a file stays that nothing uses: a form that is shown again, a draft, a change of mind."""
MOST_A_DAY = 200


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came: its bytes, how many, and the name it had."""

    plain: Plain
    size: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A blob in the store, and what its row will say. There is no row yet."""

    key: str
    type: FileType
    size: int
    small: int
    title: str
    secret: bytes


def expect(work: Work, enrolment_id: int) -> str:
    """A new key, for a file that is on its way. Commit before anything is put in the store.

    :raises NoFilesHere: this installation keeps none.
    :raises TooManyFiles: there were too many in this enrolment today.
    """
    store_of(work.settings)
    today = select(func.count()).where(
        StoredFile.enrolment_id == enrolment_id, StoredFile.stored_at > work.now - timedelta(days=1)
    )
    if (work.session.scalar(today) or 0) >= MOST_A_DAY:
        raise TooManyFiles(most=MOST_A_DAY)
    return _expected(work)


def expect_shared(work: Work, organisation_id: int) -> str:
    """The same for a file of an organisation. :raises NoFilesHere, TooManyFiles"""
    store_of(work.settings)
    today = select(func.count()).where(
        SharedFile.organisation_id == organisation_id, SharedFile.stored_at > work.now - timedelta(days=1)
    )
    if (work.session.scalar(today) or 0) >= MOST_A_DAY:
        raise TooManyFiles(most=MOST_A_DAY)
    return _expected(work)


def _expected(work: Work) -> str:
    key = secrets.token_hex(16)
    work.add(LeavingBlob(name=key, leaves_at=work.now + UNFINISHED_FOR))
    return key


def prepare(settings: Settings, key: str, came: Incoming, wanted: Collection[str], most: int | None = None) -> Prepared:
    """Look at what came, draw a picture anew, have it scanned, seal it and put it in the store.

    :param wanted: the media that are asked for.
    :param most: bytes that are taken, where fewer than of its medium are.
    :raises EmptyFile, TooLargeFile, NotThatKind, Heic, DamagedPicture, TooManyPixels, Infected: it is not taken.
    :raises NoRoom, StoreDown, ScannerDown: it cannot be taken now.
    """
    file_type = _looked_at(came, wanted, most)
    scanner_of(settings).look(came.plain)
    if file_type.medium == "picture":
        drawn = drawn_anew(came.plain)
        with drawn.file as file:
            return _put(settings, key, TYPES["jpeg"], file, drawn.size, drawn.small, "")
    plain = Untold(came.plain, telling_boxes(came.plain, came.size)) if file_type.key in BOXED else came.plain
    return _put(settings, key, file_type, plain, came.size, 0, title_of(came.name))


def _looked_at(came: Incoming, wanted: Collection[str], most: int | None) -> FileType:
    if not came.size:
        raise EmptyFile()
    came.plain.seek(0)
    head = came.plain.read(HEAD) or b""
    file_type = type_of(head, wanted)
    if file_type is None:
        raise Heic() if "picture" in wanted and is_heic(head) else NotThatKind(wanted=wanted_in_words(wanted))
    largest = min(LARGEST[file_type.medium], most or LARGEST[file_type.medium])
    if came.size > largest:
        raise TooLargeFile(most=in_megabytes(largest))
    return file_type


def wanted_in_words(wanted: Collection[str]) -> Text:
    """What is asked for, as the sentence of a refusal has it."""
    return _WANTED.get(tuple(sorted(wanted)), _OF_SEVERAL)


def _put(
    settings: Settings, key: str, file_type: FileType, plain: Plain, size: int, small: int, title: str
) -> Prepared:
    secret = new_key()
    plain.seek(0)
    store_of(settings).put(key, sealed(key, secret, plain, size))
    return Prepared(key, file_type, size, small, title, secret)


def keep(work: Work, enrolment_id: int, by_id: int, prepared: Prepared, *, from_patient: bool) -> StoredFile:
    """The row of a file that is in the store. It goes in a day unless something uses it.

    :raises Conflict: it took more than an hour, and the clock has let the blob go.
    """
    _must_be_expected(work, prepared.key)
    file = StoredFile(
        key=prepared.key,
        enrolment_id=enrolment_id,
        by_id=by_id,
        from_patient=from_patient,
        medium=prepared.type.medium,
        type=prepared.type.key,
        size=prepared.size,
        small=prepared.small,
        stored_at=work.now,
        ends_at=work.now + UNUSED_FOR,
    )
    file.title, file.secret = prepared.title, base64.b64encode(prepared.secret).decode()
    work.add(file)
    work.session.flush()
    return file


def keep_shared(work: Work, organisation_id: int, by_id: int | None, prepared: Prepared) -> SharedFile:
    """The row of an organisation's file that is in the store. It stays. :raises Conflict: as :func:`keep`."""
    _must_be_expected(work, prepared.key)
    file = SharedFile(
        key=prepared.key,
        organisation_id=organisation_id,
        by_id=by_id,
        medium=prepared.type.medium,
        type=prepared.type.key,
        size=prepared.size,
        small=prepared.small,
        stored_at=work.now,
    )
    file.secret = base64.b64encode(prepared.secret).decode()
    work.add(file)
    work.session.flush()
    return file


def _must_be_expected(work: Work, key: str) -> None:
    in_time = LeavingBlob.leaves_at > work.now + UNEVEN_CLOCKS
    expected = delete(LeavingBlob).where(LeavingBlob.name == key, in_time).returning(LeavingBlob.name)
    if work.session.scalar(expected) is None:
        raise Conflict()


def use(work: Work, enrolment_id: int, place: str, keys: Iterable[str], *, shown: bool) -> None:
    """From now on exactly these files of the enrolment are used at this place; see :func:`use_all`.

    :raises GoneBefore: one is not there, or is another enrolment's.
    """
    use_all(work, enrolment_id, {place: list(keys)}, shown=shown)


def use_all(work: Work, enrolment_id: int, uses: Mapping[str, Collection[str]], *, shown: bool) -> None:
    """From now on exactly these files of the enrolment are used at these places; what was used there before is not. What nothing
    uses any more goes in a day. The statements do not grow with the places nor with the files.

    :param uses: keys by what uses them, such as ``message/12``: at most 160 characters, the same every time.
    :param shown: whether the other side reads them there.
    :raises GoneBefore: one is not there, or is another enrolment's.
    """
    wanted = {(place, key) for place, keys in uses.items() for key in keys}
    here = select(FileUse).join(StoredFile).where(StoredFile.enrolment_id == enrolment_id, FileUse.place.in_(uses))
    before = {(each.place, each.file_key): each for each in work.session.scalars(here)}
    if not wanted and not before:
        return
    files = _locked(work, enrolment_id, {key for _, key in wanted | before.keys()})
    if {key for _, key in wanted} - files.keys():
        raise GoneBefore()
    gone = before.keys() - wanted
    for each in gone:
        work.session.delete(before[each])
    for place, key in wanted:
        if (place, key) in before:
            before[place, key].shown = shown
        else:
            work.add(FileUse(file_key=key, place=place, shown=shown))
            files[key].ends_at = None
    work.session.flush()
    _let_unused_end(work, {key for _, key in gone})


def _locked(work: Work, enrolment_id: int, keys: Collection[str]) -> dict[str, StoredFile]:
    """The files with these keys, held until the unit of work ends, so that the clock lets none of them go meanwhile."""
    files = select(StoredFile).where(StoredFile.enrolment_id == enrolment_id, StoredFile.key.in_(keys))
    return {file.key: file for file in work.session.scalars(files.with_for_update())}


def _let_unused_end(work: Work, keys: Collection[str]) -> None:
    if keys:
        unused = update(StoredFile).where(StoredFile.key.in_(keys), ~_USED)
        work.session.execute(unused.values(ends_at=work.now + UNUSED_FOR))


_USED = exists(select(FileUse.place).where(FileUse.file_key == StoredFile.key))
_SHOWN = exists(select(FileUse.place).where(FileUse.file_key == StoredFile.key, FileUse.shown)).label("shown")


def find_file(work: Work, key: str) -> tuple[StoredFile, bool]:
    """The file with this key, and whether it is shown to the other side anywhere. Nobody has been let in yet: the gates of its
    enrolment come next, and then :func:`must_be_for`. One statement.

    :raises NoSuchFile: it is not there.
    """
    row = work.session.execute(select(StoredFile, _SHOWN).where(StoredFile.key == key)).one_or_none()
    if row is None:
        raise NoSuchFile()
    return row[0], bool(row[1])


def must_be_for(file: StoredFile, shown: bool, reader_id: int, *, is_patient: bool) -> None:
    """A reader who is let in to the enrolment reads her own, and what the other side has shown. A patient's own is all that came
    from the patient; a member of staff's own is what she herself has added.

    :raises NoSuchFile: it is not for her.
    """
    own = file.from_patient if is_patient else file.by_id == reader_id
    if not (own or shown):
        raise NoSuchFile()


def own_files(work: Work, enrolment_id: int, keys: Collection[str], by_id: int) -> list[StoredFile]:
    """Those of these files that are there and that this person added herself, the oldest first: what a form that is shown again
    has already. One statement, none without keys."""
    if not keys:
        return []
    hers = select(StoredFile).where(
        StoredFile.enrolment_id == enrolment_id, StoredFile.key.in_(keys), StoredFile.by_id == by_id
    )
    return list(work.session.scalars(hers.order_by(StoredFile.stored_at, StoredFile.key)))


def files_at(work: Work, enrolment_id: int, places: Collection[str]) -> dict[str, list[StoredFile]]:
    """The files that are used at each of these places, the oldest first. One statement."""
    rows = work.session.execute(
        select(FileUse.place, StoredFile)
        .join(StoredFile)
        .where(StoredFile.enrolment_id == enrolment_id, FileUse.place.in_(places))
        .order_by(StoredFile.stored_at, StoredFile.key)
    )
    files: dict[str, list[StoredFile]] = {}
    for place, file in rows:
        files.setdefault(place, []).append(file)
    return files


def opened(settings: Settings, file: StoredFile | SharedFile, *, small: bool = False) -> OpenedFile:
    """The bytes of a file, or of the small picture of it. What is returned needs no database.

    :raises NoSuchFile: it has no small picture.
    """
    if small and not file.small:
        raise NoSuchFile()
    start, size = (0, file.small) if small else (file.small, file.size - file.small)
    secret = base64.b64decode(file.secret)
    return OpenedFile(store_of(settings), file.key, secret, file.size, start, size)


def let_go(work: Work, files: Iterable[StoredFile]) -> None:
    """The rows go now, and with them the only keys to what is in the store; the clock removes that next."""
    for file in files:
        work.add(LeavingBlob(name=file.key, leaves_at=work.now))
        work.session.delete(file)


_WANTED: dict[tuple[str, ...], Text] = {
    ("picture",): Text(
        "et bilde (JPEG, PNG eller WebP)", "eit bilete (JPEG, PNG eller WebP)", "a picture (JPEG, PNG or WebP)"
    ),
    ("sound",): Text(
        "et lydopptak (MP3, M4A, WAV, Ogg eller WebM)",
        "eit lydopptak (MP3, M4A, WAV, Ogg eller WebM)",
        "a sound recording (MP3, M4A, WAV, Ogg or WebM)",
    ),
    ("film",): Text("en film (MP4, MOV eller WebM)", "ein film (MP4, MOV eller WebM)", "a film (MP4, MOV or WebM)"),
}
_OF_SEVERAL = Text(
    "et bilde, et lydopptak, en film eller en PDF av et slag vi tar imot",
    "eit bilete, eit lydopptak, ein film eller ein PDF av eit slag vi tek imot",
    "a picture, a sound recording, a film or a PDF of a kind that we take",
)
