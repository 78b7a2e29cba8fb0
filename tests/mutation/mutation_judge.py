"""Put slips into modules, one at a time, and see which no test of theirs notices. A pytest plugin, run in one process.

The tests are collected once and run once to see how long each takes and which functions it enters; then only those run
that enter the function with the slip, the quickest first, until one fails.
"""

from __future__ import annotations

import importlib
import json
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutation_slips import Global, Slip, all_objects, functions_held, slips_of
from mutation_targets import ROOT, TARGETS, Target

LEFT_OUT = "not browser and not postgres and not redis and not verification"


class Endless(BaseException):
    """A slip that never comes to an end has been noticed."""


@dataclass
class Known:
    """What the first run told of a test."""

    seconds: float
    enters: frozenset[tuple[str, str]]


@dataclass
class Verdict:
    """What became of the slips of one module."""

    tried: int = 0
    survivors: list[str] = field(default_factory=list)


class Judge:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, targets: tuple[Target, ...], sample: int | None, seed: int) -> None:
        self.targets, self.sample, self.seed = targets, sample, seed
        self.verdicts: dict[str, Verdict] = {target.module: Verdict() for target in targets}
        self.broken: list[str] = []
        self.caches: list[_lru_cache_wrapper[Any]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test as it is, then the slips; pytest itself runs nothing more."""
        files = {str(target.file): target.module for target in self.targets}
        self.caches = _caches()
        known = {item: first for item in session.items if (first := self._first(item, files))}
        _torn_down(session)
        self.caches = _caches()
        if not self.broken:
            for target, slip in self._chosen():
                items = [item for item in known if _judges(target, item) and _reaches(known[item], slip)]
                items.sort(key=lambda item: known[item].seconds)
                verdict = self.verdicts[target.module]
                verdict.tried += 1
                if not self._noticed(session, slip, items, known):
                    verdict.survivors.append(slip.name)
        return True

    def _first(self, item: pytest.Item, files: dict[str, str]) -> Known | None:
        """None when it fails while it is watched: one that measures time judges nothing."""
        entered: set[tuple[str, str]] = set()

        def note(frame: FrameType, event: str, argument: Any) -> None:
            if event == "call" and (module := files.get(frame.f_code.co_filename)):
                entered.add((module, frame.f_code.co_qualname.partition(".<locals>")[0]))

        self._forget()  # what an earlier test has asked would not be entered again
        begun = time.perf_counter()
        sys.setprofile(note)
        try:
            reports = runtestprotocol(item, nextitem=None, log=False)
        finally:
            sys.setprofile(None)
        if any(report.failed for report in reports):
            if any(report.failed for report in runtestprotocol(item, nextitem=None, log=False)):
                self.broken.append(item.nodeid)
            return None
        return Known(time.perf_counter() - begun, frozenset(entered))

    def _chosen(self) -> Iterator[tuple[Target, Slip]]:
        modules = [importlib.import_module(target.module) for target in self.targets]
        held = functions_held()
        pairs = zip(self.targets, modules, strict=True)
        slips = [(target, slip) for target, module in pairs for slip in slips_of(module, held)]
        if self.sample is not None and self.sample < len(slips):
            chosen = random.Random(self.seed).sample(range(len(slips)), self.sample)
            slips = [slips[place] for place in sorted(chosen)]
        yield from slips

    def _noticed(
        self, session: pytest.Session, slip: Slip, items: list[pytest.Item], known: dict[pytest.Item, Known]
    ) -> bool:
        self._forget()
        try:
            with slip.in_force():
                for place, item in enumerate(items):
                    after = items[place + 1] if place + 1 < len(items) else None
                    with _no_longer_than(2 + 10 * known[item].seconds):
                        reports = runtestprotocol(item, nextitem=after, log=False)
                    if any(report.failed for report in reports):
                        return True
        except (Endless, Exception):  # noqa: BLE001 - pytest itself fell over what it was to report
            return True
        finally:
            _torn_down(session)
            self._forget()
        return False

    def _forget(self) -> None:
        for cache in self.caches:
            cache.cache_clear()


def _judges(target: Target, item: pytest.Item) -> bool:
    path = item.path.relative_to(ROOT)
    return any(path.is_relative_to(tests) for tests in target.tests)


def _reaches(known: Known, slip: Slip) -> bool:
    if isinstance(slip.targets[0], Global):  # whoever reads it
        return any(module == slip.module for module, _ in known.enters)
    return (slip.module, slip.place) in known.enters


def _torn_down(session: pytest.Session) -> None:
    session._setupstate.teardown_exact(None)


def _caches() -> list[_lru_cache_wrapper[Any]]:
    """What is remembered between calls in the code and in the tests, but not what a test house is built of."""
    caches = []
    for thing in all_objects():
        if type(thing) is _lru_cache_wrapper and isinstance(thing.__wrapped__, FunctionType):
            file = Path(thing.__wrapped__.__code__.co_filename)
            if file.is_relative_to(ROOT) and "testing" not in file.parts:
                caches.append(thing)
    return caches


CLOCKS = ((signal.ITIMER_PROF, signal.SIGPROF, 1), (signal.ITIMER_REAL, signal.SIGALRM, 10))
"""The processor's time, which does not pass while others have it, and ten times as much of everybody's, for what waits."""


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Endless

    before = [(number, signal.signal(number, stop)) for _, number, _ in CLOCKS]
    for clock, _, times in CLOCKS:
        signal.setitimer(clock, times * seconds, 1)  # again, if it was raised where nothing can be raised
    try:
        yield
    finally:
        for clock, _, _ in CLOCKS:
            signal.setitimer(clock, 0)
        for number, handler in before:
            signal.signal(number, handler)


def main(modules: list[str], sample: int | None, seed: int, out: Path) -> int:
    """Judge these modules and write the verdicts to ``out`` as JSON. The status is pytest's, 1 when a test fails as
    it is."""
    targets = tuple(target for target in TARGETS if target.module in modules)
    judge = Judge(targets, sample, seed)
    tests = dict.fromkeys(tests for target in targets for tests in target.tests)
    options = ["-q", "-p", "no:cacheprovider", "--hypothesis-profile=slips", "-m", LEFT_OUT, "--rootdir", str(ROOT)]
    status = pytest.main([*options, *(str(ROOT / path) for path in tests)], plugins=[judge])
    verdicts = {module: {"tried": v.tried, "survivors": v.survivors} for module, v in judge.verdicts.items()}
    out.write_text(json.dumps({"broken": judge.broken, "verdicts": verdicts}), encoding="utf-8")
    return int(status)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    sys.exit(main(asked["modules"], asked["sample"], asked["seed"], Path(asked["out"])))
