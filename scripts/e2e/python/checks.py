"""Checks as the runner of the suites reads them: one a line, as JSON."""

import contextlib
import json
import time
import traceback


def report(name, passed, details=()):
    """Prints one check."""
    print(json.dumps({"name": name, "passed": passed, "details": [str(detail) for detail in details]}), flush=True)


@contextlib.contextmanager
def check(name):
    """A check that holds where its block ends without an exception."""
    try:
        yield
    except AssertionError as error:
        report(name, False, str(error).split("\n") or [last_line_of(error)])
    except Exception as error:  # Whatever an answer did to the client is what the check found.
        report(name, False, [f"{type(error).__name__}: {error}", last_line_of(error)])
    else:
        report(name, True)


def last_line_of(error):
    """Where in our own program it happened."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    return f"{ours[-1].filename.rsplit('/', 1)[-1]}:{ours[-1].lineno} {ours[-1].line}" if ours else ""


def same(seen, wanted, what="it"):
    """Asserts that the two are equal, and says both where they are not."""
    assert seen == wanted, f"{what} is {seen!r}\nmust be {wanted!r}"


def has(seen, wanted, what="it"):
    """Asserts that a dictionary has these entries, whatever else is in it."""
    found = {key: seen.get(key) for key in wanted}
    assert found == wanted, f"{what} has {found!r}\nmust have {wanted!r}"


def until(look, what, limit_seconds=120, pause_seconds=0.05):
    """Looks again and again until something is seen, and gives it. Raises AssertionError after the limit."""
    end = time.monotonic() + limit_seconds
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(pause_seconds)
    raise AssertionError(f"{what} did not come within {limit_seconds} s")
