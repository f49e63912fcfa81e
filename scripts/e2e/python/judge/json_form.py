"""JSON bodies against their shapes, member by member, before any parser has overlooked anything."""

import base64
import binascii
import datetime

from .scalars import check_length, check_number, check_text, check_time
from .violations import shown

WHOLE_NUMBERS = ("integer", "long", "short", "byte")
NUMBERS = ("float", "double", "bigdecimal")


class JsonForm:
    """Reads values of JSON by their shapes, and notes everything that is wrong about them."""

    def __init__(self, violations):
        self.violations = violations

    def decode(self, shape, value, path):
        """A value as botocore's parameters have it."""
        if value is None:
            self.violations.add(path, "is null, which AWS's clients leave out")
            return None
        if getattr(shape, "is_document_type", False):
            return value
        kind = "number" if shape.type_name in WHOLE_NUMBERS + NUMBERS else shape.type_name
        reader = getattr(self, f"read_{kind}", None)
        if reader is None:
            self.violations.add(path, f"has the type {shape.type_name}, which this judge does not know")
            return None
        return reader(shape, value, path)

    def read_structure(self, shape, value, path):
        if not isinstance(value, dict):
            return self.wrong_type(shape, value, path)
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        decoded = {}
        for key, item in value.items():
            name = names.get(key)
            if name is None:
                self.violations.add(f"{path}.{key}", f"the shape {shape.name} has no such member")
            else:
                decoded[name] = self.decode(shape.members[name], item, f"{path}.{key}")
        for name in shape.required_members:
            if name not in decoded:
                self.violations.add(f"{path}.{name}", f"the shape {shape.name} requires it")
        if getattr(shape, "is_tagged_union", False) and len(decoded) != 1:
            self.violations.add(path, f"the union {shape.name} has {len(decoded)} members")
        return decoded

    def read_list(self, shape, value, path):
        if not isinstance(value, list):
            return self.wrong_type(shape, value, path)
        check_length(shape, len(value), path, self.violations)
        return [self.decode(shape.member, item, f"{path}[{index}]") for index, item in enumerate(value)]

    def read_map(self, shape, value, path):
        if not isinstance(value, dict):
            return self.wrong_type(shape, value, path)
        check_length(shape, len(value), path, self.violations)
        for key in value:
            check_text(shape.key, key, f"{path} key {shown(key)}", self.violations)
        return {key: self.decode(shape.value, item, f"{path}.{key}") for key, item in value.items()}

    def read_string(self, shape, value, path):
        if not isinstance(value, str):
            return self.wrong_type(shape, value, path)
        check_text(shape, value, path, self.violations)
        return value

    read_character = read_string

    def read_number(self, shape, value, path):
        is_whole = shape.type_name in WHOLE_NUMBERS
        if isinstance(value, bool) or not isinstance(value, int if is_whole else (int, float)):
            return self.wrong_type(shape, value, path)
        check_number(shape, value, path, self.violations)
        return value

    def read_boolean(self, shape, value, path):
        return value if isinstance(value, bool) else self.wrong_type(shape, value, path)

    def read_timestamp(self, shape, value, path):
        # The JSON protocols have seconds since the epoch, unless the shape asks for another form.
        wanted = shape.serialization.get("timestampFormat", "unixTimestamp")
        if wanted != "unixTimestamp":
            self.violations.add(path, f"has the format {wanted}, which this judge does not know")
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return self.wrong_type(shape, value, path)
        return self.moment(value, path)

    def moment(self, seconds, path):
        """A time by its seconds since the epoch."""
        try:
            moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        except (OverflowError, ValueError):
            self.violations.add(path, f"{seconds} is no time in seconds")
            return None
        check_time(moment, path, self.violations)
        return moment

    def read_blob(self, shape, value, path):
        if not isinstance(value, str):
            return self.wrong_type(shape, value, path)
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error:
            self.violations.add(path, f"{shown(value)} is not base64")
            return None

    def wrong_type(self, shape, value, path):
        self.violations.add(path, f"{shown(value)} is no {shape.type_name}")
