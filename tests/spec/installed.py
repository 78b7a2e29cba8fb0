"""What the library and the plugins of this repository declare, whatever else is installed beside them."""

from __future__ import annotations

from pathlib import Path

from varde.instruments.values import Instrument
from varde.parts import build_catalogue
from varde.plugin.registry import installed

_PLUGINS = Path(__file__).parents[2] / "plugins"
CATALOGUE = build_catalogue({key: found for key, found in installed().items() if (_PLUGINS / key).is_dir()})
INSTRUMENTS: dict[str, Instrument] = dict(CATALOGUE.all(Instrument))
