"""What every application of a test process has in common: templates and addresses, compiled once."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import ClassVar

from jinja2.bccache import Bucket, FileSystemBytecodeCache
from werkzeug import routing


class Compiled(FileSystemBytecodeCache):
    """Templates: compiled once on this machine, read once in each test process however many applications it makes."""

    def __init__(self) -> None:
        super().__init__(pattern="varde-%s")
        self.code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        self._keep(bucket)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.code[bucket.key, bucket.checksum] = bucket.code


class Rule(routing.Rule):
    """An address. Werkzeug compiles two functions that write it, of its text alone: once in each test process is enough."""

    writers: ClassVar[dict[tuple[str, bool], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if self.defaults or self.subdomain or self.host:
            return super()._compile_builder(append_unknown)
        key = (self.rule, append_unknown)
        if key not in self.writers:
            self.writers[key] = super()._compile_builder(append_unknown)
        return self.writers[key]


COMPILED = Compiled()
