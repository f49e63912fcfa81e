"""Log groups, streams and events made by hand."""

import datetime

from checks import check, has, same

from .account import client, pages
from .service import GROUP


def run():
    logs = client("logs")
    with check("logs creates a group once, with tags and retention"):
        logs.create_log_group(logGroupName=GROUP, tags={"made-by": "boto3"})
        logs.put_retention_policy(logGroupName=GROUP, retentionInDays=30)
        found, _ = pages(logs, "describe_log_groups", "logGroups", logGroupNamePrefix="/ecs/out")
        has(found[0], {"logGroupName": GROUP, "retentionInDays": 30})
        try:
            logs.create_log_group(logGroupName=GROUP)
            raise AssertionError("no error")
        except logs.exceptions.ResourceAlreadyExistsException:
            pass
    with check("logs takes events, and gives them forwards and backwards"):
        logs.create_log_stream(logGroupName=GROUP, logStreamName="by-hand")
        start = int(datetime.datetime.now().timestamp() * 1000)
        events = [{"timestamp": start + index, "message": f"line {index}"} for index in range(5)]
        logs.put_log_events(logGroupName=GROUP, logStreamName="by-hand", logEvents=events)
        place = {"logGroupName": GROUP, "logStreamName": "by-hand"}
        last = logs.get_log_events(**place, limit=2)
        same([event["message"] for event in last["events"]], ["line 3", "line 4"], "the last lines")
        before = logs.get_log_events(**place, limit=2, nextToken=last["nextBackwardToken"])
        same([event["message"] for event in before["events"]], ["line 1", "line 2"], "the lines before")
        end = logs.get_log_events(**place, nextToken=last["nextForwardToken"])
        same((end["events"], end["nextForwardToken"]), ([], last["nextForwardToken"]), "the end")
    with check("logs raises ResourceNotFoundException, and deletes a group"):
        logs.create_log_group(logGroupName="/ecs/passing")
        logs.delete_log_group(logGroupName="/ecs/passing")
        try:
            logs.describe_log_streams(logGroupName="/ecs/passing")
            raise AssertionError("no error")
        except logs.exceptions.ResourceNotFoundException:
            pass
