"""Scalars against their shapes: enums, lengths, ranges, patterns and times that make sense."""

import datetime
import functools
import re

from .violations import shown

# Milliseconds where seconds are meant, and the other way round, are far outside of it.
EARLIEST = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)
LATEST = datetime.datetime(2100, 1, 1, tzinfo=datetime.timezone.utc)


def check_text(shape, value, path, violations):
    """A string against enum, length and pattern."""
    enum = getattr(shape, "enum", [])
    if enum and value not in enum:
        violations.add(path, f"{shown(value)} is none of {', '.join(enum)}")
    check_length(shape, len(value), path, violations)
    pattern = compiled(shape.metadata.get("pattern"))
    if pattern and not pattern.search(value):
        violations.add(path, f"{shown(value)} does not match {pattern.pattern}")


def check_length(shape, length, path, violations):
    """A length of a text, list or map."""
    _check_bounds(shape, length, path, violations, "its length")


def check_number(shape, value, path, violations):
    """A number's range."""
    _check_bounds(shape, value, path, violations, "it")


def _check_bounds(shape, value, path, violations, what):
    lowest, highest = shape.metadata.get("min"), shape.metadata.get("max")
    if lowest is not None and value < lowest:
        violations.add(path, f"{what} is {value}, less than {lowest}")
    if highest is not None and value > highest:
        violations.add(path, f"{what} is {value}, more than {highest}")


def check_time(value, path, violations):
    """A moment in a year that this software may live to see, or the beginning of time as a lower bound."""
    if not EARLIEST <= value <= LATEST and value.timestamp() != 0:
        violations.add(path, f"{value.isoformat()} is no time that anything here can have happened at")


@functools.cache
def compiled(pattern):
    """A model's pattern; None where Python can't read it."""
    if pattern is None:
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None
