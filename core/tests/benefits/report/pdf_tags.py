"""Reads a PDF's objects, its tag tree and what its pages draw: as much of the format as a report uses, and nothing of Varde."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    rb"\s*(?:%[^\r\n]*\s*)*(?P<token><<|>>|\[|\]|/[^\s/<>\[\]()%{}]*|\d+ \d+ R\b|[-+.\d][-+.\dEe]*"
    rb"|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>|[A-Za-z'\"*]+\d?\*?)",
    re.S,
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Name(str):
    """A name such as ``/Table``, without its slash."""


@dataclass(frozen=True)
class Ref:
    """A reference to an object by its number."""

    number: int


@dataclass
class Tag:
    """An element of the tag tree: its kind, its attributes, the words it stands for where it says so, and what is in it."""

    kind: str
    attributes: dict[str, Any]
    children: list[Tag] = field(default_factory=list)

    def all(self) -> Iterator[Tag]:
        """This and everything in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()

    def of(self, *kinds: str) -> list[Tag]:
        """Everything of these kinds in it, in reading order."""
        return [tag for tag in self.all() if tag.kind in kinds]


class Pdf:
    """A whole PDF."""

    def __init__(self, content: bytes) -> None:
        self.objects: dict[int, Any] = {}
        self.streams: dict[int, bytes] = {}
        for match in re.finditer(rb"(?:^|\s)(\d+) 0 obj\b(.*?)\bendobj", content, re.S):
            self._read(int(match[1]), match[2])
        for number, packed in list(self.streams.items()):
            if self.objects[number].get("Type") == "ObjStm":
                self._unpack(self.objects[number], packed)

    @property
    def catalog(self) -> dict[str, Any]:
        (catalog,) = (o for o in self.objects.values() if isinstance(o, dict) and o.get("Type") == "Catalog")
        return {key: self.look(value) for key, value in catalog.items()}

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Every page, in no order."""
        return [o for o in self.objects.values() if isinstance(o, dict) and o.get("Type") == "Page"]

    @property
    def tags(self) -> Tag:
        """The tag tree from its root."""
        root = self.catalog["StructTreeRoot"]
        return Tag("", root, [tag for kid in _many(self.look(root["K"])) for tag in self._tag(kid)])

    def look(self, value: Any) -> Any:
        """What a reference leads to; any other value as it is."""
        while isinstance(value, Ref):
            value = self.objects[value.number]
        return value

    def text_outside_tags(self, page: dict[str, Any]) -> int:
        """How many times the page shows text that is neither tagged nor marked as decoration."""
        content = b"\n".join(self.streams[ref.number] for ref in _many(page["Contents"]))
        depth = outside = 0
        for match in _TOKEN.finditer(content):
            if match["token"] in (b"BDC", b"BMC"):
                depth += 1
            elif match["token"] == b"EMC":
                depth -= 1
            elif match["token"] in (b"Tj", b"TJ", b"'", b'"') and not depth:
                outside += 1
        assert depth == 0
        return outside

    def _tag(self, kid: Any) -> Iterator[Tag]:
        element = self.look(kid)
        if isinstance(element, dict) and "S" in element:
            about: dict[str, Any] = {}
            for each in _many(self.look(element.get("A", []))):
                about |= self.look(each)
            about |= {key: self.look(element[key]) for key in ("Alt", "Lang", "T") if key in element}
            inside = [tag for child in _many(self.look(element.get("K", []))) for tag in self._tag(child)]
            yield Tag(str(element["S"]), about, inside)

    def _read(self, number: int, body: bytes) -> None:
        head, stream, tail = body.partition(b"stream")
        self.objects[number] = _parse(head)
        if stream:
            packed = tail.lstrip(b"\r").removeprefix(b"\n").rpartition(b"endstream")[0]
            flate = self.objects[number].get("Filter") == "FlateDecode"
            self.streams[number] = zlib.decompressobj().decompress(packed) if flate else packed

    def _unpack(self, about: dict[str, Any], content: bytes) -> None:
        numbers = [int(word) for word in content[: about["First"]].split()]
        starts = [about["First"] + at for at in numbers[1::2]]
        for number, begin, end in zip(numbers[::2], starts, [*starts[1:], len(content)], strict=True):
            self.objects[number] = _parse(content[begin:end])


def _parse(text: bytes) -> Any:
    tokens = (match["token"] for match in _TOKEN.finditer(text))
    return _value(next(tokens, b"null"), tokens)


def _value(token: bytes, tokens: Iterator[bytes]) -> Any:
    if token == b"<<":
        listed = list(_until(tokens, b">>"))
        return dict(zip(listed[::2], listed[1::2], strict=True))
    return list(_until(tokens, b"]")) if token == b"[" else _simple(token)


def _until(tokens: Iterator[bytes], end: bytes) -> Iterator[Any]:
    while (token := next(tokens)) != end:
        yield _value(token, tokens)


def _simple(token: bytes) -> Any:
    if token.startswith(b"/"):
        return Name(token[1:].decode())
    if token.endswith(b"R") and b" " in token:
        return Ref(int(token.split()[0]))
    if token.startswith((b"(", b"<")):
        return _text(token)
    words: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}
    return words[token] if token in words else float(token) if b"." in token else int(token)


def _text(token: bytes) -> str:
    if token.startswith(b"<"):
        plain = bytes.fromhex(re.sub(rb"\s", b"", token[1:-1]).decode())
    else:
        plain = re.sub(rb"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), token[1:-1], flags=re.S)
    return plain[2:].decode("utf-16-be") if plain.startswith(b"\xfe\xff") else plain.decode("latin-1")


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
