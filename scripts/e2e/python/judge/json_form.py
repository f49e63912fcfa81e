"""JSON bodies against their shapes, member by member, before any parser has overlooked anything."""

import base64
import binascii
import datetime

from .scalars import check_length, check_number, check_text, check_time
from .violations import shown

WHOLE_NUMBERS = ("integer", "long", "short", "byte")
NUMBERS = ("float", "double", "bigdecimal")


def decode(shape, value, path, violations):
    """A JSON value as botocore's parameters have it, with everything that is wrong about it noted."""
    if value is None:
        violations.add(path, "is null, which AWS's clients leave out")
        return None
    if getattr(shape, "is_document_type", False):
        return value
    reader = READERS.get(shape.type_name, _number if shape.type_name in WHOLE_NUMBERS + NUMBERS else None)
    if reader is None:
        violations.add(path, f"has the type {shape.type_name}, which this judge does not know")
        return None
    return reader(shape, value, path, violations)


def _structure(shape, value, path, violations):
    if not isinstance(value, dict):
        return _wrong_type(shape, value, path, violations)
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    decoded = {}
    for key, item in value.items():
        name = names.get(key)
        if name is None:
            violations.add(f"{path}.{key}", f"the shape {shape.name} has no such member")
        else:
            decoded[name] = decode(shape.members[name], item, f"{path}.{key}", violations)
    for name in shape.required_members:
        if name not in decoded:
            violations.add(f"{path}.{name}", f"the shape {shape.name} requires it")
    if getattr(shape, "is_tagged_union", False) and len(decoded) != 1:
        violations.add(path, f"the union {shape.name} has {len(decoded)} members")
    return decoded


def _list(shape, value, path, violations):
    if not isinstance(value, list):
        return _wrong_type(shape, value, path, violations)
    check_length(shape, len(value), path, violations)
    return [decode(shape.member, item, f"{path}[{index}]", violations) for index, item in enumerate(value)]


def _map(shape, value, path, violations):
    if not isinstance(value, dict):
        return _wrong_type(shape, value, path, violations)
    check_length(shape, len(value), path, violations)
    for key in value:
        check_text(shape.key, key, f"{path} key {shown(key)}", violations)
    return {key: decode(shape.value, item, f"{path}.{key}", violations) for key, item in value.items()}


def _text(shape, value, path, violations):
    if not isinstance(value, str):
        return _wrong_type(shape, value, path, violations)
    check_text(shape, value, path, violations)
    return value


def _number(shape, value, path, violations):
    is_whole = shape.type_name in WHOLE_NUMBERS
    if isinstance(value, bool) or not isinstance(value, int if is_whole else (int, float)):
        return _wrong_type(shape, value, path, violations)
    check_number(shape, value, path, violations)
    return value


def _boolean(shape, value, path, violations):
    return value if isinstance(value, bool) else _wrong_type(shape, value, path, violations)


def _timestamp(shape, value, path, violations):
    # The JSON protocols have seconds since the epoch, unless the shape asks for another form.
    if shape.serialization.get("timestampFormat", "unixTimestamp") != "unixTimestamp":
        violations.add(path, f"has the format {shape.serialization['timestampFormat']}, which this judge does not know")
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _wrong_type(shape, value, path, violations)
    try:
        moment = datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    except (OverflowError, ValueError):
        violations.add(path, f"{value} is no time in seconds")
        return None
    check_time(moment, path, violations)
    return moment


def _blob(shape, value, path, violations):
    if not isinstance(value, str):
        return _wrong_type(shape, value, path, violations)
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        violations.add(path, f"{shown(value)} is not base64")
        return None


def _wrong_type(shape, value, path, violations):
    violations.add(path, f"{shown(value)} is no {shape.type_name}")
    return None


READERS = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _text,
    "character": _text,
    "boolean": _boolean,
    "timestamp": _timestamp,
    "blob": _blob,
}
