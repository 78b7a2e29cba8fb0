"""Wording packs, as the house knows them."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.wording.models import WordingPack

    return Tables((WordingPack,))


PART = Part(key="wording", tables=tables, personal_data=(PersonalData("wording_pack", (), "nobody"),))
