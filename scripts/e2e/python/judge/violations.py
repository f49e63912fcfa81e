"""What is wrong with one request or answer."""


class Violations:
    """Collects violations, each with the path of the member it is about."""

    def __init__(self):
        self.found = []

    def add(self, path, what):
        self.found.append(f"{path or 'the whole'}: {what}")

    def __len__(self):
        return len(self.found)


def shown(value):
    """A value in a message: not all of it."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
