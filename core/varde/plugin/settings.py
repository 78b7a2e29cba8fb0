"""What a plugin needs to let organisations decide something about its programme: the setting, and the rules that speak of it."""

from __future__ import annotations

from varde.kernel.declared import Texts, setting
from varde.kernel.part import LevelSettings
from varde.kernel.words import Text
from varde.programmes.setting_facts import decided, fact_of

__all__ = ["LevelSettings", "Text", "Texts", "decided", "fact_of", "setting"]
