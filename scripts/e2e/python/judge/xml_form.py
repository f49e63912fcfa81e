"""XML answers of the Query and EC2 protocols against their shapes, element by element."""

from .query_form import decode_text
from .scalars import check_length


def local(element):
    """An element's name without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def namespace(element):
    """An element's namespace; empty where it has none."""
    return element.tag[1:].split("}")[0] if element.tag.startswith("{") else ""


class XmlReader:
    """Reads one protocol's answers: `query` or `ec2`."""

    def __init__(self, violations):
        self.violations = violations

    def check_members(self, shape, elements, path):
        """The elements that stand for a structure's members."""
        by_element = {}
        for name, member in shape.members.items():
            by_element[element_name(name, member)] = (name, member)
        seen = {}
        for element in elements:
            place = f"{path}.{local(element)}"
            if local(element) not in by_element:
                self.violations.add(place, f"the shape {shape.name} has no such element")
                continue
            name, member = by_element[local(element)]
            is_flat = member.type_name in ("list", "map") and member.serialization.get("flattened")
            if name in seen and not is_flat:
                self.violations.add(place, "stands there twice")
            seen.setdefault(name, []).append(element)
        for name, found in seen.items():
            member = shape.members[name]
            place = f"{path}.{element_name(name, member)}"
            if member.type_name == "list" and member.serialization.get("flattened"):
                self._items(member, found, place)
            else:
                self.check(member, found[0], place)
        for name in shape.required_members:
            if name not in seen:
                self.violations.add(f"{path}.{name}", f"the shape {shape.name} requires it")

    def check(self, shape, element, path):
        """One element."""
        children = list(element)
        if shape.type_name == "structure":
            self._no_text(element, path)
            self.check_members(shape, children, path)
        elif shape.type_name == "list":
            self._no_text(element, path)
            wanted = shape.member.serialization.get("name", "member")
            for child in children:
                if local(child) != wanted:
                    self.violations.add(f"{path}.{local(child)}", f"stands where only {wanted} may")
            self._items(shape, [child for child in children if local(child) == wanted], path)
        elif shape.type_name == "map":
            self._map(shape, element, path)
        else:
            for child in children:
                self.violations.add(f"{path}.{local(child)}", f"stands in a {shape.type_name}")
            decode_text(shape, element.text or "", path, self.violations)

    def _items(self, shape, elements, path):
        check_length(shape, len(elements), path, self.violations)
        for index, element in enumerate(elements):
            self.check(shape.member, element, f"{path}[{index}]")

    def _map(self, shape, element, path):
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        for entry in list(element):
            parts = {local(part): part for part in entry}
            if local(entry) != "entry" or set(parts) != {key_name, value_name}:
                self.violations.add(f"{path}.{local(entry)}", f"is no entry of {key_name} and {value_name}")
                continue
            self.check(shape.value, parts[value_name], f"{path}.{parts[key_name].text}")

    def _no_text(self, element, path):
        if (element.text or "").strip():
            self.violations.add(path, f"has the text {element.text.strip()!r} before its elements")


def element_name(name, member):
    """The element that a member stands in: a flattened list's items bear the list's name, or their own."""
    if member.type_name == "list" and member.serialization.get("flattened"):
        return member.member.serialization.get("name", member.serialization.get("name", name))
    return member.serialization.get("name", name)
