"""CloudWatch's alarms: of one metric, of metric math, and of other alarms."""

import datetime

from checks import check, has, same, until

from .account import ACCOUNT, REGION, clients_in_each_protocol, code_of, pages, refused, spoken

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:amply-alerts"
QUEUE = [{"Name": "QueueName", "Value": "outsider"}]
BUSY = {
    "AlarmName": "outsider-busy",
    "AlarmDescription": "More than half of it, ü",
    "Namespace": "Outsider",
    "MetricName": "Load",
    "Dimensions": QUEUE,
    "Statistic": "Maximum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "DatapointsToAlarm": 1,
    "Threshold": 0.5,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "AlarmActions": [TOPIC],
    "OKActions": [TOPIC],
    "InsufficientDataActions": [],
    "ActionsEnabled": True,
    "Unit": "None",
}
SLOW = {
    "AlarmName": "outsider-slow",
    "Namespace": "AWS/ApplicationELB",
    "MetricName": "TargetResponseTime",
    "ExtendedStatistic": "p95",
    "EvaluateLowSampleCountPercentile": "ignore",
    "Period": 300,
    "EvaluationPeriods": 3,
    "Threshold": 1.5,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    # It has no data, and is to keep the state that it is given.
    "TreatMissingData": "ignore",
}
RATE = {
    "AlarmName": "outsider-rate",
    "EvaluationPeriods": 2,
    "Threshold": 5.0,
    "ComparisonOperator": "GreaterThanThreshold",
    "Metrics": [
        {
            "Id": "rate",
            "Expression": "100 * errors / FILL(requests, 1)",
            "Label": "Errors in a hundred",
            "ReturnData": True,
        },
        {
            "Id": "errors",
            "MetricStat": {
                "Metric": {"Namespace": "Outsider", "MetricName": "Errors"},
                "Period": 60,
                "Stat": "Sum",
            },
            "ReturnData": False,
        },
        {
            "Id": "requests",
            "MetricStat": {
                "Metric": {"Namespace": "Outsider", "MetricName": "Requests", "Dimensions": QUEUE},
                "Period": 60,
                "Stat": "Sum",
            },
            "ReturnData": False,
        },
    ],
}
EITHER = {"AlarmName": "outsider-either", "AlarmRule": 'ALARM("outsider-busy") OR ALARM(outsider-slow)'}


def run(cloudwatch):
    put(cloudwatch)
    tagged(cloudwatch)
    indexed()
    found(cloudwatch)
    changed(cloudwatch)
    evaluated(cloudwatch)
    wrong(cloudwatch)
    deleted(cloudwatch)


def described(cloudwatch, name, kind="MetricAlarm"):
    """The alarm as it is now."""
    return cloudwatch.describe_alarms(AlarmNames=[name], AlarmTypes=[kind])[f"{kind}s"][0]


def put(cloudwatch):
    for alarm in (BUSY, SLOW, RATE):
        with check(f"{spoken(cloudwatch)} puts the alarm {alarm['AlarmName']}, and gives it back"):
            cloudwatch.put_metric_alarm(**alarm, Tags=[{"Key": "made-by", "Value": "boto3"}])
            seen = described(cloudwatch, alarm["AlarmName"])
            has(seen, alarm)
            same(seen["AlarmArn"], f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:{alarm['AlarmName']}", "the ARN")
            same(seen["ActionsEnabled"], True, "whether it acts")
            for time in ("AlarmConfigurationUpdatedTimestamp", "StateUpdatedTimestamp"):
                assert isinstance(seen[time], datetime.datetime), f"{time} is no time"
    with check(f"{spoken(cloudwatch)} puts an alarm of alarms, and gives it back among those of its kind"):
        cloudwatch.put_composite_alarm(**EITHER, AlarmActions=[TOPIC], Tags=[{"Key": "made-by", "Value": "boto3"}])
        has(described(cloudwatch, EITHER["AlarmName"], "CompositeAlarm"), {**EITHER, "AlarmActions": [TOPIC]})
        same(cloudwatch.describe_alarms(AlarmNames=[EITHER["AlarmName"]])["MetricAlarms"], [], "the metric alarms")


def tagged(cloudwatch):
    with check(f"{spoken(cloudwatch)} keeps an alarm's tags from its creation, and changes them afterwards"):
        arn = described(cloudwatch, "outsider-busy")["AlarmArn"]
        cloudwatch.put_metric_alarm(**BUSY, Tags=[{"Key": "made-by", "Value": "nobody"}])
        cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "seen", "Value": "yes"}])
        tags = {tag["Key"]: tag["Value"] for tag in cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]}
        same(tags, {"made-by": "boto3", "seen": "yes"}, "the tags")
        cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["seen"])
        same(len(cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]), 1, "the number of tags after that")
        refused(
            cloudwatch,
            "ResourceNotFoundException",
            cloudwatch.list_tags_for_resource,
            ResourceARN=f"{arn}-2",
        )


def indexed():
    for tagging in clients_in_each_protocol("resourcegroupstaggingapi", "json", "smithy-rpc-v2-cbor"):
        with check(f"{spoken(tagging)} finds alarms by their tags, in pages, each with all of them"):
            ours = {"ResourceTypeFilters": ["cloudwatch:alarm"], "TagFilters": [{"Key": "made-by", "Values": ["boto3"]}]}
            items, count = pages(tagging, "get_resources", "ResourceTagMappingList", **ours)
            names = [item["ResourceARN"].split(":")[-1] for item in items]
            same((len(set(names)), count), (4, 4), "the numbers of alarms and of pages")
            has(items[0], {"Tags": [{"Key": "made-by", "Value": "boto3"}]})
            ours["TagFilters"][0]["Values"] = ["nobody"]
            same(tagging.get_resources(**ours)["ResourceTagMappingList"], [], "those of nobody")
        with check(f"{spoken(tagging)} raises InvalidParameterException and PaginationTokenExpiredException"):
            read = tagging.get_resources
            refused(tagging, "InvalidParameterException", read, **ours, ResourcesPerPage=101)
            refused(tagging, "PaginationTokenExpiredException", read, **ours, PaginationToken="made up")


def found(cloudwatch):
    with check(f"{spoken(cloudwatch)} finds alarms by prefix, state, action and kind, in pages"):
        names = ["outsider-busy", "outsider-rate", "outsider-slow"]
        ours = {"AlarmNamePrefix": "outsider-"}
        alarms, count = pages(cloudwatch, "describe_alarms", "MetricAlarms", **ours)
        same(([alarm["AlarmName"] for alarm in alarms], count), (names, 3), "the names and the number of pages")
        both = cloudwatch.describe_alarms(**ours, AlarmTypes=["MetricAlarm", "CompositeAlarm"])
        same((len(both["MetricAlarms"]), len(both["CompositeAlarms"])), (3, 1), "the numbers of both kinds")
        acting = cloudwatch.describe_alarms(**ours, ActionPrefix=TOPIC)["MetricAlarms"]
        same([alarm["AlarmName"] for alarm in acting], ["outsider-busy"], "those that tell the topic")
        same(cloudwatch.describe_alarms(AlarmNamePrefix="nobody")["MetricAlarms"], [], "those of nobody")


def changed(cloudwatch):
    with check(f"{spoken(cloudwatch)} replaces an alarm whole: what is not given any more is gone"):
        cloudwatch.put_metric_alarm(**{**SLOW, "Threshold": 2.0})
        has(described(cloudwatch, "outsider-slow"), {"Threshold": 2.0})
        cloudwatch.put_metric_alarm(**{key: value for key, value in SLOW.items() if not key.startswith("EvaluateLow")})
        assert "EvaluateLowSampleCountPercentile" not in described(cloudwatch, "outsider-slow")


def evaluated(cloudwatch):
    with check(f"{spoken(cloudwatch)}: an alarm fires on what comes in, and the alarm of alarms with it"):
        until(lambda: described(cloudwatch, "outsider-busy")["StateValue"] == "OK", "the state OK")
        datum = {"MetricName": "Load", "Dimensions": QUEUE}

        def both_fire():
            # Each time anew: without data the alarm is OK again after a minute, which here is half a second.
            cloudwatch.put_metric_data(Namespace="Outsider", MetricData=[{**datum, "Value": 0.75}])
            busy = described(cloudwatch, "outsider-busy")
            either = described(cloudwatch, EITHER["AlarmName"], "CompositeAlarm")
            alarming = cloudwatch.describe_alarms(StateValue="ALARM", AlarmNamePrefix="outsider-")["MetricAlarms"]
            return (
                "Threshold Crossed" in busy["StateReason"]
                and (busy["StateValue"], either["StateValue"]) == ("ALARM", "ALARM")
                and [alarm["AlarmName"] for alarm in alarming] == ["outsider-busy"]
            )

        until(both_fire, "the state ALARM of both, the one alone among the alarms of metrics", pause_seconds=0.2)
        until(lambda: described(cloudwatch, "outsider-busy")["StateValue"] == "OK", "the state OK again")
    with check(f"{spoken(cloudwatch)} sets an alarm's state by hand"):
        reason = {"StateReason": "a drill", "StateReasonData": "{}"}
        cloudwatch.set_alarm_state(AlarmName="outsider-slow", StateValue="ALARM", **reason)
        has(described(cloudwatch, "outsider-slow"), {"StateValue": "ALARM", **reason})


def wrong(cloudwatch):
    with check(f"{spoken(cloudwatch)} refuses alarms that can't be, by the codes that its clients know"):
        put_alarm = cloudwatch.put_metric_alarm
        refusals = {
            "ValidationError": [
                {**BUSY, "AlarmActions": ["amply-alerts"]},
                {**BUSY, "Period": 45},
                {**BUSY, "Period": 3600, "EvaluationPeriods": 200},
                {**BUSY, "DatapointsToAlarm": 2},
                {**BUSY, "TreatMissingData": "good"},
                {**BUSY, "AlarmName": EITHER["AlarmName"]},
                {**RATE, "Metrics": RATE["Metrics"][1:]},
            ],
            "InvalidParameterCombination": [
                {**BUSY, "ExtendedStatistic": "p99"},
                {**RATE, "MetricName": "Load"},
            ],
        }
        for code, alarms in refusals.items():
            for alarm in alarms:
                same(code_of(put_alarm, **alarm), code, f"the code for {alarm}")
        unknown = {"AlarmName": "x", "AlarmRule": "ALARM(nobody)"}
        same(code_of(cloudwatch.put_composite_alarm, **unknown), "ValidationError", "the code for an unknown alarm")
        unread = {"AlarmName": "x", "AlarmRule": "ALARM(outsider-busy"}
        same(code_of(cloudwatch.put_composite_alarm, **unread), "ValidationError", "the code for no rule")
    with check(f"{spoken(cloudwatch)} raises ResourceNotFound and InvalidNextToken"):
        nobody = {"AlarmName": "nobody", "StateValue": "OK", "StateReason": "none"}
        refused(cloudwatch, "ResourceNotFound", cloudwatch.set_alarm_state, **nobody)
        refused(cloudwatch, "InvalidNextToken", cloudwatch.describe_alarms, NextToken="made up")


def deleted(cloudwatch):
    with check(f"{spoken(cloudwatch)} deletes no alarm that another is made of, and then both"):
        same(code_of(cloudwatch.delete_alarms, AlarmNames=["outsider-busy"]), "ValidationError", "the code")
        cloudwatch.delete_alarms(AlarmNames=[EITHER["AlarmName"]])
        cloudwatch.delete_alarms(AlarmNames=["outsider-busy", "outsider-slow", "outsider-rate"])
        same(cloudwatch.describe_alarms(AlarmNamePrefix="outsider-")["MetricAlarms"], [], "what is left")
        refused(cloudwatch, "ResourceNotFound", cloudwatch.delete_alarms, AlarmNames=["outsider-busy"])
