"""Bring in scores from an earlier system: everything in one transaction, or nothing and every reason why.

The persons are nobody Varde knows: they get no identity number and a name that says nothing. What finds them again at
the next run is a keyed fingerprint of organisation, programme and the id in the file; the id itself is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import batched_by if False else chain
