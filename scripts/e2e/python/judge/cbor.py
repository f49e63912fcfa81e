"""CBOR as it was written, read by nobody's parser but this one. Source: RFC 8949."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Tagged:
    """A value with a tag, that says what it is more than its type."""

    tag: int
    value: object


class NoCbor(Exception):
    """Bytes that are no CBOR, or more than one item of it."""


def read(data):
    """The one item that the bytes are. Raises NoCbor."""
    try:
        value, end = _item(data, 0)
    except (IndexError, struct.error, UnicodeDecodeError) as error:
        raise NoCbor(str(error)) from error
    if end != len(data):
        raise NoCbor(f"{len(data) - end} bytes are left behind the item")
    return value


INDEFINITE = 31
BREAK = 0xFF
FLOATS = {25: ">e", 26: ">f", 27: ">d"}
SIMPLE = {20: False, 21: True, 22: None, 23: None}


def _item(data, at):
    major, more = data[at] >> 5, data[at] & 0x1F
    if major == 7:
        return _simple(data, at, more)
    if more == INDEFINITE:
        return _indefinite(data, at + 1, major)
    count, at = _count(data, at, more)
    if major == 0:
        return count, at
    if major == 1:
        return -1 - count, at
    if major in (2, 3):
        part = data[at : at + count]
        if len(part) < count:
            raise NoCbor("it ends within a text")
        return (part if major == 2 else part.decode()), at + count
    if major == 6:
        value, at = _item(data, at)
        return Tagged(count, value), at
    return _collected(major, *_items(data, at, count * (major - 3)))


def _simple(data, at, more):
    if more in FLOATS:
        size = struct.calcsize(FLOATS[more])
        return struct.unpack(FLOATS[more], data[at + 1 : at + 1 + size])[0], at + 1 + size
    if more not in SIMPLE:
        raise NoCbor(f"the simple value {more} means nothing here")
    return SIMPLE[more], at + 1


def _count(data, at, more):
    if more < 24:
        return more, at + 1
    if more > 27:
        raise NoCbor(f"no length is written as {more}")
    size = 1 << (more - 24)
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _items(data, at, count):
    items = []
    for _ in range(count):
        item, at = _item(data, at)
        items.append(item)
    return items, at


def _indefinite(data, at, major):
    """Whatever ends with a break: a list, a map, or a text in pieces."""
    items = []
    while data[at] != BREAK:
        item, at = _item(data, at)
        items.append(item)
    if major in (2, 3):
        return (b"" if major == 2 else "").join(items), at + 1
    return _collected(major, items, at + 1)


def _collected(major, items, at):
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at
