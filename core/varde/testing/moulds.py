"""What is alike in the houses of one test process, made once: compiled templates and statements, what the parts bring, and
the application of its pages.

None of it is a database or a moment. Two houses made of one mould see nothing of each other.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar

from flask import Flask
from sqlalchemy import Dialect, Engine, create_engine, event
from werkzeug import routing
from werkzeug.routing.matcher import StateMachineMatcher

from varde.app import create_app
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import Clock
from varde.kernel.settings import Settings
from varde.kernel.transport import NoTransport
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.testing.compiled import COMPILED, Rule
from varde.web.public import providers, sign_in

LENT = 16
"""How many moulds are kept: the samples, all that is installed, and what the tests of the moment put together."""


class Map(routing.Map):
    """The addresses of an application. Those of one mould have them together, until somebody adds one of his own."""

    shared = False

    def lent(self) -> Map:
        self.update()
        copied = copy.copy(self)
        copied.shared = True
        return copied

    def add(self, rulefactory: routing.RuleFactory) -> None:
        if self.shared:
            self.shared = False
            self._rules_by_endpoint = {name: list(rules) for name, rules in self._rules_by_endpoint.items()}
            self._matcher = StateMachineMatcher(self.merge_slashes)
            for rule in self._rules:
                if not rule.build_only:
                    self._matcher.add(rule)
        super().add(rulefactory)


DIALECTS: dict[str, Dialect] = {}
STATEMENTS: dict[Any, Any] = {}


def quick(engine: Engine) -> Engine:
    """An engine that compiles no statement that an earlier one of this process has compiled, and waits for no disk:
    SQLAlchemy keeps compiled statements for each engine and each dialect; the dialects of one kind are as good as one.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    if engine.dialect.name not in DIALECTS:
        with engine.connect():  # a dialect asks its first database what it can
            DIALECTS[engine.dialect.name] = engine.dialect
    engine.dialect = DIALECTS[engine.dialect.name]
    engine.update_execution_options(compiled_cache=STATEMENTS)
    return engine


class IdentityNumbers:
    """Synthetic identity numbers in the order of :func:`synthetic_numbers`, which can be copied where they are."""

    known: ClassVar[list[str]] = []
    source: ClassVar[Iterator[str]] = synthetic_numbers()

    def __init__(self, used: int = 0) -> None:
        self.used = used

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while len(self.known) <= self.used:
            self.known.append(next(self.source))
        self.used += 1
        return self.known[self.used - 1]


# --- platforms ------------------------------------------------------------------------------------------------------


def platform_of(settings: Settings, engine: Engine, catalogue: Catalogue, clock: Clock) -> Platform:
    """As :func:`varde.platform.make_platform`, which asks the parts of a catalogue what runs and looks for faults: once."""
    if settings.rules is not None:
        return make_platform(settings, engine=engine, catalogue=catalogue, clock=clock)
    mould = _platform(catalogue)
    return Platform(
        settings=settings,
        engine=engine,
        catalogue=mould.catalogue,
        clock=clock,
        transport=NoTransport(),
        jobs=tuple(mould.jobs.values()),
        subscriptions=tuple(each for several in mould.subscriptions.values() for each in several),
        listeners=tuple(each for several in mould.listeners.values() for each in several),
    )


@lru_cache(maxsize=LENT)
def _platform(catalogue: Catalogue) -> Platform:
    nowhere = Settings("test", "", "", {"k1": b"0" * 32}, "k1", "http://localhost")
    return make_platform(nowhere, engine=create_engine("sqlite://"), catalogue=catalogue)


# --- applications ---------------------------------------------------------------------------------------------------

_MOULDS: list[tuple[Catalogue, Settings, Flask]] = []


def application_of(platform: Platform) -> Flask:
    """As :func:`varde.app.create_app`, which mounts hundreds of views: once for each catalogue and settings."""
    settings = replace(platform.settings, database_url="", files=None)
    for catalogue, alike, mould in _MOULDS:
        if catalogue is platform.catalogue and alike == settings:
            return _cast(mould, platform)
    Flask.url_rule_class, Flask.url_map_class = Rule, Map
    mould = create_app(platform)
    mould.jinja_env.bytecode_cache = COMPILED
    _MOULDS.insert(0, (platform.catalogue, settings, mould))
    del _MOULDS[LENT:]
    return _cast(mould, platform)


def _cast(mould: Flask, platform: Platform) -> Flask:
    """An application like this one, which never serves anybody itself. Templates that are loaded are loaded for all."""
    app = copy.copy(mould)
    app.__dict__ = {name: _apart(value) for name, value in vars(mould).items()} | {"mould": mould}
    assert isinstance(mould.url_map, Map)
    app.url_map = mould.url_map.lent()
    app.extensions["varde"] = platform
    sign_in.install(app, providers.providers_of(platform))
    return app


def _apart(value: Any) -> Any:
    """The same in lists and dictionaries of its own."""
    if isinstance(value, dict):
        copied = copy.copy(value)
        for key, inner in value.items():
            copied[key] = _apart(inner)
        return copied
    return [_apart(inner) for inner in value] if isinstance(value, list) else value
