"""The file in which sums leave: JSON with every sum by its names, signed by the installation that wrote it.

``{"cells": {...}, "signed_by": ..., "signature": ...}``: the signature is over ``cells`` as JSON in UTF-8 with sorted keys and no
spaces. Sums are whole numbers: scores in billionths of a point, and their squares in parts of those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from varde.benefits.counting.book import COARSE, COUNT_WORDS, FINE, WHOLE, Slot, part_of, words_of
from varde.benefits.counting.cells import CellStats, Place
from varde.benefits.counting.dimensions import GroupKey
from varde.benefits.pooling.merging import MergedCells
from varde.kernel.errors import BadUsage
from varde.kernel.vault import Vault, is_signed

FORMAT, VERSION = "varde benefit cells", 2
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_NAMES = ("scale", "occasion", "category")
_LARGEST = 2**63 - 1
_LIMIT = 200_000
"""Sums in one file: more than five programmes of sixty months have."""

Bands = Mapping[str, tuple[tuple[object, ...], ...]]
"""By instrument: key, low, high, and whether each end is open, of every band."""


@dataclass(frozen=True, slots=True)
class SumAt:
    """One sum of a file: of a group, in the stretch that ends with ``month``."""

    group: GroupKey
    month: str
    place: Place
    resolution: int
    stats: CellStats


@dataclass(frozen=True, slots=True)
class CellsFile:
    """What a file says. ``counted_by`` is the way of counting, and ``bands`` those of every instrument that is counted. ``places``
    say whose patients it counts, whatever their keys: first of the organisation itself, and then of all under it."""

    installation: str
    made_at: datetime
    organisation: str
    name: str
    kind: str
    places: tuple[str, ...]
    programme: str
    counted_by: str
    fewest: int
    bands: Bands
    stretches: tuple[tuple[str, str], ...]
    sums: tuple[SumAt, ...]
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, merged: MergedCells, resolutions: Mapping[Place, int], **about: Any) -> CellsFile:
        """A file of these sums; ``about`` are the other fields."""
        sums = tuple(
            SumAt(group, month, place, resolutions.get(place, WHOLE), stats)
            for (group, month), row in sorted(merged.rows.items())
            for place, stats in sorted(row.items())
        )
        kept = tuple(each for each in sums if fits(each.place, each.resolution, each.stats))
        too_large = (
            {" ".join(filter(None, each.place)) for each in sums if each not in kept} if len(kept) < len(sums) else ()
        )
        left_out = tuple(sorted({*merged.left_out, *too_large}))
        return cls(stretches=merged.stretches, sums=kept, left_out=left_out, **about)

    def content(self) -> dict[str, Any]:
        """The cells of the file, as JSON has them."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "installation": self.installation,
            "made_at": self.made_at.isoformat(),
            "organisation": {"key": self.organisation, "name": self.name, "kind": self.kind},
            "places": self.places,
            "programme": self.programme,
            "counted_by": self.counted_by,
            "fewest": self.fewest,
            "bands": self.bands,
            "stretches": self.stretches,
            "sums": [
                {
                    **each.group._asdict(),
                    "month": each.month,
                    **dict(zip(_NAMES, each.place, strict=True)),
                    "resolution": each.resolution,
                    **{name: number for name, number in asdict(each.stats).items() if number},
                }
                for each in self.sums
            ],
            "left_out": self.left_out,
        }


def written(file: CellsFile, vault: Vault) -> str:
    """The file as it leaves."""
    content = file.content()
    signed = {"cells": content, "signed_by": vault.signs_as, "signature": vault.sign(canonical(content))}
    return json.dumps(signed, ensure_ascii=False, indent=1) + "\n"


def canonical(content: Mapping[str, Any]) -> bytes:
    """What is signed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_signed(raw: bytes) -> tuple[Mapping[str, Any], str]:
    """The cells of a file, as JSON has them, and the key that has signed them.

    :raises BadUsage: with one sentence: it is no such file, of another version, or changed since it was signed.
    """
    try:
        whole = json.loads(raw.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError):
        raise BadUsage("This is no file of benefit cells: it is not JSON with whole numbers in UTF-8.") from None
    cells = whole.get("cells") if isinstance(whole, dict) else None
    if not isinstance(cells, dict) or cells.get("format") != FORMAT:
        raise BadUsage("This is no file of benefit cells. varde benefits export-cells writes them.")
    if cells.get("version") != VERSION:
        raise BadUsage(
            f"These are cells of version {cells.get('version')!s:.20}, and this installation reads version {VERSION}."
        )
    signed_by, signature = whole.get("signed_by"), whole.get("signature")
    if not isinstance(signed_by, str) or not isinstance(signature, str):
        raise BadUsage("The file is not signed.")
    try:
        content = canonical(cells)
    except UnicodeEncodeError:
        raise BadUsage("The file has been changed since it was signed.") from None
    if not is_signed(content, signature, signed_by):
        raise BadUsage("The file has been changed since it was signed.")
    return cells, signed_by.lower()


def read_content(cells: Mapping[str, Any]) -> CellsFile:
    """What signed cells say. :raises BadUsage: with one sentence, they are not put together as such cells are."""
    try:
        made_at = datetime.fromisoformat(cells["made_at"])
        place = cells["organisation"]
        file = CellsFile(
            installation=_text(cells["installation"], 200),
            made_at=made_at,
            organisation=_text(place["key"], 40),
            name=_text(place["name"], 120),
            kind=_text(place["kind"], 20),
            places=tuple(_text(each, 16) for each in cells["places"]),
            programme=_text(cells["programme"], 40),
            counted_by=_text(cells["counted_by"], 16),
            fewest=_number(cells["fewest"]),
            bands={_text(scale, 80): tuple(map(tuple, bands)) for scale, bands in cells["bands"].items()},
            stretches=tuple((_month(first), _month(last)) for first, last in cells["stretches"]),
            sums=tuple(map(_sum, cells["sums"][: _LIMIT + 1])),
            left_out=tuple(_text(each, 250) for each in cells["left_out"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadUsage(f"The cells are signed, but not put together as such cells are: {fault}.") from None
    if fault_of_file := next(_faults(file), None):
        raise BadUsage(fault_of_file)
    return file


def _faults(file: CellsFile) -> Iterator[str]:
    if file.made_at.tzinfo is None:
        yield "The file does not say in which time zone it was made."
    if not file.places:
        yield "The file does not say whose patients it counts."
    if len(file.sums) > _LIMIT:
        yield f"The file has more than {_LIMIT} sums."
    if any(first > last for first, last in file.stretches) or any(
        before[1] >= after[0] for before, after in zip(file.stretches, file.stretches[1:], strict=False)
    ):
        yield "The stretches of months in the file overlap, or are not in order."
    ends = {last for _, last in file.stretches}
    places = [(each.group, each.month, each.place) for each in file.sums]
    if len(set(places)) < len(places):
        yield "The file has a sum twice."
    for each in file.sums:
        name = " ".join(filter(None, each.place))
        if each.month not in ends:
            yield f"The file has sums of {each.month}, where no stretch of months ends."
        if any(0 < n < file.fewest for n in (each.stats.n, each.stats.pn)):
            yield f"The file has {name} of fewer than {file.fewest} people, who should have been merged."
        if not fits(each.place, each.resolution, each.stats):
            yield f"The file has a sum of {name} that is none."


def named_of(content: str) -> list[tuple[GroupKey, str, Place, int, CellStats]]:
    """The sums of cells that were read and stored: group, month, place, resolution and sum of each."""
    return [
        (each.group, each.month, each.place, each.resolution, each.stats)
        for each in map(_sum, json.loads(content)["sums"])
    ]


def fits(place: Place, resolution: int, stats: CellStats) -> bool:
    """Whether a sum can be kept at this resolution: people, and then scores, that are whole there and not too large."""
    if min(stats.n, stats.pn, stats.n - stats.pn) < 0 or stats.n >= 10**7:
        return False
    slot = Slot(part_of(place[0]), 0, words_of(place, resolution), *place, resolution)
    words = slot.write(stats)
    if slot.words == COUNT_WORDS:
        return resolution == WHOLE and stats == CellStats(n=stats.n)
    return all(-_LARGEST <= word <= _LARGEST for word in words) and slot.read(words) == stats


def _sum(entry: Mapping[str, Any]) -> SumAt:
    stats = CellStats(**{name: _number(entry.get(name, 0)) for name in CellStats.__dataclass_fields__})
    resolution = _number(entry["resolution"])
    if resolution not in (WHOLE, COARSE, FINE):
        raise ValueError(f"a resolution of {resolution}")
    scale, occasion, category = (_text(entry[name], 80, empty=True) for name in _NAMES)
    group = GroupKey(
        *(_text(entry[name], most, empty=True) for name, most in (("dimension", 20), ("value", 40), ("track", 40)))
    )
    return SumAt(group, _month(entry["month"]), (scale, occasion, category), resolution, stats)


def _text(value: object, most: int, *, empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > most or not (value or empty) or not value.isprintable():
        raise ValueError(f"{value!r:.60} is no text of at most {most} signs")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r:.60} is no whole number")
    return value


def _month(value: object) -> str:
    if not isinstance(value, str) or not _MONTH.fullmatch(value):
        raise ValueError(f"{value!r:.60} is no month")
    return value


def _no_float(text: str) -> object:
    raise ValueError(text)
