"""What an exercise is like: whether it has one sheet or is written in again and again, and which page draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from varde.kernel.words import Text
from varde.programmes.overviews import Overview


@dataclass(frozen=True, slots=True)
class ExerciseKind:
    """An exercise with one sheet, which is saved while it is written and can always be written on.

    ``template`` is drawn where the fields are asked for, with what belongs to it; "" is Varde's own form. A plugin's stands in its
    own folder ``templates/<plugin>/``, is named ``<plugin>/<file>`` and extends ``varde/exercise.html``; ``styles`` and ``scripts``
    are files of the plugin's folder ``static/``. The exercise can be done without scripts.
    """

    template: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    dated: ClassVar[bool] = False

    def heading(self, said: Mapping[str, str], quoted: Sequence[str]) -> str:
        """What one entry is called in a list, of what was answered in words, by field; ``quoted`` are the fields in her own words.
        "" when nothing is to be said of it but the numbers."""
        return ", ".join(words for key, words in said.items() if key not in quoted)


@dataclass(frozen=True, slots=True)
class FormPart:
    """One page of a form that is written in parts: what it asks in one sentence, and the fields on it."""

    title: Text
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedEntries(ExerciseKind):
    """An exercise that is written in again and again, as a diary is: each entry has the day it is about.

    ``needed`` are the fields that every entry answers; they stand first, and all others are optional. ``named`` are those that an
    entry is called by in a list, with everything else behind it and each with what was asked. ``charted`` are fields of a
    number: the first stands beside each entry, and each has a picture of the week. ``once_a_day``: one entry for each day, without
    a time; else as many as she likes. ``template``, ``styles`` and ``scripts`` are as of an ``ExerciseKind``.

    ``daily`` is false of what is not written every day, as a ladder: its list is of everything, and names no day as left out.
    ``parts``: it is written one part at a time, and every field is in one of them. ``later`` are fields that are asked when she
    comes back to an entry, as how it went; to fill them in is no correction. ``overview`` is what the entries come to.

    ``at_home`` are fields of text that stand on her home page, entry by entry in her own words, as what she is on her way to;
    until she says yes in the field ``put_away``, when it has one."""

    needed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    charted: tuple[str, ...] = ()
    once_a_day: bool = False
    daily: bool = True
    parts: tuple[FormPart, ...] = ()
    later: tuple[str, ...] = ()
    overview: Overview | None = None
    at_home: tuple[str, ...] = ()
    put_away: str = ""
    dated: ClassVar[bool] = True

    def heading(self, said: Mapping[str, str], quoted: Sequence[str]) -> str:
        """What it is named by; else what was answered beside the numbers of the picture."""
        if self.named:
            return ", ".join(said[key] for key in self.named if key in said)
        return ", ".join(words for key, words in said.items() if key not in (*quoted, *self.charted))


SHEET = ExerciseKind()
