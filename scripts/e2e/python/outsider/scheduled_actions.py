"""Scheduled actions of a scalable target: put, changed, read back, taken away. None of them comes to act here."""

import datetime

from checks import check, has, same

from .account import pages, refused

UTC = datetime.timezone.utc
# Not the next: while this runs on New Year's Eve, hours go by in the emulator.
FAR_YEAR = datetime.datetime.now(UTC).year + 2
START = datetime.datetime(FAR_YEAR, 1, 1, tzinfo=UTC)
END = datetime.datetime(FAR_YEAR, 12, 31, 23, 59, tzinfo=UTC)
NIGHT = {
    "ScheduledActionName": "off-hours",
    "Schedule": "cron(0 20 ? * MON-FRI *)",
    "Timezone": "Europe/Berlin",
    "StartTime": START,
    "EndTime": END,
    "ScalableTargetAction": {"MinCapacity": 0, "MaxCapacity": 0},
}
ONCE = {
    "ScheduledActionName": "sale",
    "Schedule": f"at({FAR_YEAR}-11-26T06:00:00)",
    "ScalableTargetAction": {"MinCapacity": 3},
}
OFTEN = {
    "ScheduledActionName": "now and then",
    "Schedule": "rate(2 days)",
    "StartTime": START,
    "ScalableTargetAction": {"MaxCapacity": 9},
}


def run(scaling, target):
    put(scaling, target)
    changed(scaling, target)
    wrong(scaling, target)
    taken_away(scaling, target)


def actions(scaling, **arguments):
    """The scheduled actions as they are now, by name."""
    found = scaling.describe_scheduled_actions(ServiceNamespace="ecs", **arguments)["ScheduledActions"]
    return {action["ScheduledActionName"]: action for action in found}


def put(scaling, target):
    for action in (NIGHT, ONCE, OFTEN):
        name = action["ScheduledActionName"]
        with check(f"application-autoscaling puts the scheduled action {name}, and gives it back"):
            scaling.put_scheduled_action(**target, **action)
            found = actions(scaling, ScheduledActionNames=[name])[name]
            has(found, {**target, **action})
            absent = {"Timezone", "StartTime", "EndTime"} - action.keys()
            same(absent & found.keys(), set(), "what nobody gave")
            assert found["ScheduledActionARN"].endswith(f":scheduledActionName/{name}"), found
            assert isinstance(found["CreationTime"], datetime.datetime), found
    with check("application-autoscaling pages scheduled actions, and finds those of a resource alone"):
        found, count = pages(scaling, "describe_scheduled_actions", "ScheduledActions", ServiceNamespace="ecs")
        same((len(found), count), (3, 3), "the numbers of actions and pages")
        same(len(actions(scaling, ResourceId=target["ResourceId"])), 3, "the actions of the service")
        same(actions(scaling, ResourceId="service/other/other"), {}, "the actions of another")
        lists = scaling.describe_scheduled_actions
        refused(scaling, "InvalidNextTokenException", lists, ServiceNamespace="ecs", NextToken="made up")


def changed(scaling, target):
    with check("application-autoscaling changes of a scheduled action what is given, and takes its bounds away"):
        before = actions(scaling)["off-hours"]
        scaling.put_scheduled_action(**target, ScheduledActionName="off-hours", Schedule="cron(0 21 ? * MON-FRI *)")
        after = actions(scaling)["off-hours"]
        same(after["Schedule"], "cron(0 21 ? * MON-FRI *)", "the schedule")
        same({"StartTime", "EndTime"} & after.keys(), set(), "the bounds that are left")
        kept = ("ScheduledActionARN", "CreationTime", "ScalableTargetAction")
        same({key: after[key] for key in kept}, {key: before[key] for key in kept}, "what stays")
        scaling.put_scheduled_action(**target, **NIGHT)


def wrong(scaling, target):
    with check("application-autoscaling raises ValidationException for scheduled actions that can't be"):
        refusals = [
            {**ONCE, "ScheduledActionName": "with/slash"},
            {**ONCE, "Schedule": "every day"},
            {**ONCE, "Schedule": "cron(0 20 * * MON-FRI)"},
            {**ONCE, "Timezone": "Europe/Nowhere"},
            {**ONCE, "StartTime": END, "EndTime": START},
            {**ONCE, "ScalableTargetAction": {"MinCapacity": 3, "MaxCapacity": 2}},
            {"ScheduledActionName": "fresh", "ScalableTargetAction": {"MinCapacity": 3}},
            {"ScheduledActionName": "fresh", "Schedule": "rate(1 day)"},
        ]
        for request in refusals:
            refused(scaling, "ValidationException", scaling.put_scheduled_action, **target, **request)
        same(sorted(actions(scaling)), ["now and then", "off-hours", "sale"], "the actions")
        has(actions(scaling)["sale"], ONCE)


def taken_away(scaling, target):
    with check("application-autoscaling deletes scheduled actions one by one, and each but once"):
        for name in actions(scaling):
            place = {**target, "ScheduledActionName": name}
            scaling.delete_scheduled_action(**place)
            refused(scaling, "ObjectNotFoundException", scaling.delete_scheduled_action, **place)
        same(actions(scaling), {}, "the actions")
