"""python -m comparison OURS THEIRS: asks both endpoints the same, and tells where their answers differ."""

import sys

from checks import check, report

from . import event_steps, log_steps, monitoring_steps, registry_steps, scaling_steps
from .differences import KNOWN
from .steps import Side

# What stands at a path that an answer does not have.
ABSENT = "(nothing)"


def main(ours, theirs):
    sides = (Side("ours", ours), Side("moto", theirs))
    asked = set()
    for steps in (registry_steps.REPOSITORIES, registry_steps.IMAGES, registry_steps.POLICIES):
        if steps is registry_steps.IMAGES:
            registry_steps.upload(sides[0])
        asked |= compare(steps, sides)
    for side in sides:
        scaling_steps.serve(side)
    for steps in (scaling_steps.TARGETS, scaling_steps.POLICIES, scaling_steps.ACTIONS, scaling_steps.END):
        asked |= compare(steps, sides)
    for side in sides:
        event_steps.announce(side)
    for steps in (
        monitoring_steps.ALARMS,
        monitoring_steps.DASHBOARDS,
        monitoring_steps.METRICS,
        log_steps.SETTINGS,
        log_steps.FILTERS,
        event_steps.RULES,
        event_steps.TOPICS,
    ):
        asked |= compare(steps, sides)
    with check("every difference that is listed is one of a step that there is"):
        assert KNOWN.keys() <= asked, f"no step: {', '.join(KNOWN.keys() - asked)}"


def compare(steps, sides):
    """Asks each step of both, and gives the names of the steps."""
    for step in steps:
        ours, theirs = (step.answer(side) for side in sides)
        known = KNOWN.get(step.name, {})
        seen = differing(ours, theirs)
        unlisted = [path for path in seen if not any(path.startswith(prefix) for prefix in known)]
        stale = [prefix for prefix in known if not any(path.startswith(prefix) for path in seen)]
        wrong = [f"{path}: {ours.get(path, ABSENT)!r}, and moto {theirs.get(path, ABSENT)!r}" for path in unlisted]
        wrong += [f"{prefix}: is listed, and is no difference" for prefix in stale]
        reasons = "; ".join(dict.fromkeys(known.values()))
        title = f"{step.name}, otherwise than moto" if known else f"{step.name}, as moto"
        report(title, not wrong, wrong or ([reasons] if known else []))
    return {step.name for step in steps}


def differing(ours, theirs):
    """The paths at which two answers differ; of an answer and an error, that it is one."""
    if "error" in ours.keys() ^ theirs.keys():
        return ["error"]
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path, ABSENT) != theirs.get(path, ABSENT))


main(*sys.argv[1:])
