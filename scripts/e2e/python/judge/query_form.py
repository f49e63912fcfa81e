"""Form bodies of the Query and EC2 protocols, turned into botocore's parameters by the names of the model."""

import base64
import binascii
import re

from botocore.utils import parse_timestamp

from .json_form import NUMBERS, WHOLE_NUMBERS
from .scalars import check_length, check_number, check_text, check_time
from .violations import shown


def tree_of(pairs):
    """Parameters by their dotted names, as nested dictionaries; a text stands under the empty name."""
    root = {}
    for name, text in pairs:
        place = root
        for step in name.split("."):
            place = place.setdefault(step, {})
        place[""] = text
    return root


class FormReader:
    """Reads one protocol's forms: `query` or `ec2`."""

    def __init__(self, protocol, violations):
        self.is_ec2 = protocol == "ec2"
        self.violations = violations

    def decode(self, shape, tree, path):
        """What stands below a place of the tree, as botocore's parameters have it."""
        if shape.type_name == "structure":
            return self._structure(shape, tree, path)
        if shape.type_name == "list":
            return self._list(shape, tree, path)
        if shape.type_name == "map":
            return self._map(shape, tree, path)
        for step in tree:
            if step:
                self.violations.add(f"{path}.{step}", f"stands below a {shape.type_name}")
        return self._text(shape, tree.get("", ""), path)

    def _structure(self, shape, tree, path):
        names = {self._name(member, name): name for name, member in shape.members.items()}
        decoded = {}
        for step, below in tree.items():
            name = names.get(step)
            if name is None:
                self.violations.add(f"{path}.{step}", f"the shape {shape.name} has no such member")
            else:
                decoded[name] = self.decode(shape.members[name], below, f"{path}.{step}")
        for name in shape.required_members:
            if name not in decoded:
                self.violations.add(f"{path}.{name}", f"the shape {shape.name} requires it")
        return decoded

    def _name(self, member, name):
        serialization = member.serialization
        if not self.is_ec2:
            return serialization.get("name", name)
        if "queryName" in serialization:
            return serialization["queryName"]
        given = serialization.get("name", name)
        return given[:1].upper() + given[1:]

    def _list(self, shape, tree, path):
        is_flat = self.is_ec2 or shape.serialization.get("flattened")
        if tree == {"": ""}:
            return []
        items = tree if is_flat else self._only(tree, shape.member.serialization.get("name", "member"), path)
        decoded = [self.decode(shape.member, item, f"{path}.{step}") for step, item in self._numbered(items, path)]
        check_length(shape, len(decoded), path, self.violations)
        return decoded

    def _map(self, shape, tree, path):
        entries = tree if shape.serialization.get("flattened") else self._only(tree, "entry", path)
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        decoded = {}
        for step, entry in self._numbered(entries, path):
            key = entry.get(key_name, {}).get("", "")
            decoded[key] = self.decode(shape.value, entry.get(value_name, {}), f"{path}.{step}.{value_name}")
        return decoded

    def _only(self, tree, wanted, path):
        for step in tree:
            if step != wanted:
                self.violations.add(f"{path}.{step}", f"stands where only {wanted} may")
        return tree.get(wanted, {})

    def _numbered(self, items, path):
        steps = [step for step in items if re.fullmatch(r"[1-9]\d*", step)]
        for step in items:
            if step not in steps:
                self.violations.add(f"{path}.{step}", "stands where only numbers may")
        if sorted(map(int, steps)) != list(range(1, len(steps) + 1)):
            self.violations.add(path, f"is numbered {', '.join(steps)}")
        return [(step, items[step]) for step in sorted(steps, key=int)]

    def _text(self, shape, text, path):
        return decode_text(shape, text, path, self.violations)


def decode_text(shape, text, path, violations):
    """A scalar written as text, in forms and in XML."""
    kind = shape.type_name
    try:
        if kind == "boolean":
            if text not in ("true", "false"):
                violations.add(path, f"{shown(text)} is no boolean")
            return text == "true"
        if kind in WHOLE_NUMBERS or kind in NUMBERS:
            number = int(text) if kind in WHOLE_NUMBERS else float(text)
            check_number(shape, number, path, violations)
            return number
        if kind == "timestamp":
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text):
                violations.add(path, f"{shown(text)} is no time as ISO 8601 writes it in UTC")
                return None
            moment = parse_timestamp(text)
            check_time(moment, path, violations)
            return moment
        if kind == "blob":
            return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        violations.add(path, f"{shown(text)} is no {kind}")
        return None
    check_text(shape, text, path, violations)
    return text
