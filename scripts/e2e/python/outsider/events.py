"""EventBridge's rules and their targets, and the policy of the topic that they tell."""

import json

from checks import check, has, same

from .account import ACCOUNT, REGION, client, code_of, refused

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:amply-alerts"
PATTERN = json.dumps(
    {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Deployment State Change"],
        "resources": [{"prefix": f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/amply-prod/"}],
        "detail": {"eventName": ["SERVICE_DEPLOYMENT_FAILED"]},
    }
)
RULE = {"Name": "outsider-failed", "EventPattern": PATTERN, "Description": "Tells of what failed"}
TRANSFORMED = {
    "Id": "topic",
    "Arn": TOPIC,
    "InputTransformer": {
        "InputPathsMap": {"service": "$.resources[0]", "reason": "$.detail.reason"},
        "InputTemplate": '"<service> failed: <reason>"',
    },
}
STATEMENT = {
    "Sid": "outsider",
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": TOPIC,
}


def run():
    events = client("events")
    rules(events)
    targets(events)
    deleted(events)
    topic()


def rules(events):
    with check("events puts a rule, and gives it back"):
        arn = events.put_rule(**RULE, State="ENABLED", Tags=[{"Key": "made-by", "Value": "boto3"}])["RuleArn"]
        same(arn, f"arn:aws:events:{REGION}:{ACCOUNT}:rule/outsider-failed", "the ARN")
        has(events.describe_rule(Name=RULE["Name"]), {**RULE, "Arn": arn, "State": "ENABLED", "EventBusName": "default"})
    with check("events replaces a rule whole: what is not given any more is gone"):
        events.put_rule(Name=RULE["Name"], EventPattern=PATTERN, State="DISABLED")
        rule = events.describe_rule(Name=RULE["Name"])
        same((rule["State"], "Description" in rule), ("DISABLED", False), "the state, and whether it is described")
        events.put_rule(**RULE)
        same(events.describe_rule(Name=RULE["Name"])["State"], "ENABLED", "the state where none is given")
    with check("events lists rules by prefix, in pages"):
        events.put_rule(Name="outsider-nightly", ScheduleExpression="rate(1 day)")
        events.put_rule(Name="another", EventPattern=PATTERN)
        paginator = events.get_paginator("list_rules")
        found = [page["Rules"] for page in paginator.paginate(NamePrefix="outsider-", PaginationConfig={"PageSize": 1})]
        names = [rule["Name"] for page in found for rule in page]
        same((names, len(found)), (["outsider-failed", "outsider-nightly"], 2), "the names and the number of pages")
    with check("events raises InvalidEventPatternException for patterns that can't be"):
        for pattern in ("{", "[]", "{}", '{"source": "aws.ecs"}', '{"source": []}', '{"source": [{"prefx": "a"}]}'):
            refused(events, "InvalidEventPatternException", events.put_rule, Name="wrong", EventPattern=pattern)
    with check("events refuses rules that can't be, and has none that nobody put"):
        same(code_of(events.put_rule, Name="wrong"), "ValidationException", "the code without a pattern")
        same(code_of(events.put_rule, Name="wrong", ScheduleExpression="daily"), "ValidationException", "the code")
        refused(events, "ResourceNotFoundException", events.put_rule, **RULE, EventBusName="nobody")
        refused(events, "ResourceNotFoundException", events.describe_rule, Name="wrong")


def targets(events):
    rule = {"Rule": RULE["Name"]}
    with check("events puts targets, replaces them by their ids, and gives them back in pages"):
        plain = [{"Id": f"plain-{index}", "Arn": TOPIC} for index in range(4)]
        answer = events.put_targets(**rule, Targets=[{"Id": "topic", "Arn": TOPIC}, *plain])
        same((answer["FailedEntryCount"], answer["FailedEntries"]), (0, []), "what failed")
        events.put_targets(**rule, Targets=[TRANSFORMED])
        paginator = events.get_paginator("list_targets_by_rule")
        found = [page["Targets"] for page in paginator.paginate(**rule, PaginationConfig={"PageSize": 1})]
        same(len(found), 5, "the number of pages")
        same([target for page in found for target in page if target["Id"] == "topic"], [TRANSFORMED], "the target")
        by_rule = events.list_targets_by_rule(**rule)["Targets"]
        same(len(by_rule), 5, "the number of targets")
    with check("events raises LimitExceededException for a sixth target, and refuses what is none"):
        sixth = [{"Id": "sixth", "Arn": TOPIC}]
        refused(events, "LimitExceededException", events.put_targets, **rule, Targets=sixth)
        same(code_of(events.put_targets, **rule, Targets=[{"Id": "x", "Arn": "topic"}]), "ValidationException", "the code")
        refused(events, "ResourceNotFoundException", events.put_targets, Rule="nobody", Targets=sixth)
    with check("events removes targets, and tells which there were not"):
        answer = events.remove_targets(**rule, Ids=["plain-0", "nobody"])
        same([entry["TargetId"] for entry in answer["FailedEntries"]], ["nobody"], "what failed")


def deleted(events):
    with check("events deletes no rule that has targets; then it does, and once more is as good"):
        name = RULE["Name"]
        same(code_of(events.delete_rule, Name=name), "ValidationException", "the code")
        ids = [target["Id"] for target in events.list_targets_by_rule(Rule=name)["Targets"]]
        events.remove_targets(Rule=name, Ids=ids)
        for rule in (name, name, "outsider-nightly", "another"):
            events.delete_rule(Name=rule)
        same(events.list_rules()["Rules"], [], "the rules")


def topic():
    sns = client("sns")
    attributes = lambda: sns.get_topic_attributes(TopicArn=TOPIC)["Attributes"]
    with check("sns gives a topic's attributes, with the policy that SNS itself wrote"):
        has(attributes(), {"TopicArn": TOPIC, "Owner": ACCOUNT, "SubscriptionsConfirmed": "0"})
        first = json.loads(attributes()["Policy"])["Statement"][0]
        same(first["Condition"], {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}, "the condition")
    with check("sns takes another policy, and gives it back"):
        before = attributes()["Policy"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": [json.loads(before)["Statement"][0], STATEMENT]})
        setting = {"TopicArn": TOPIC, "AttributeName": "Policy"}
        sns.set_topic_attributes(**setting, AttributeValue=policy)
        same(json.loads(attributes()["Policy"]), json.loads(policy), "the policy")
    with check("sns raises InvalidParameterException for policies that can't be, and keeps the one there is"):
        wrong = [
            "no JSON",
            "{}",
            json.dumps({"Version": "2012-10-17", "Statement": [{**STATEMENT, "Action": "sns:*"}]}),
            json.dumps({"Version": "2012-10-17", "Statement": [{**STATEMENT, "Resource": f"{TOPIC}-2"}]}),
        ]
        for text in wrong:
            refused(sns, "InvalidParameterException", sns.set_topic_attributes, **setting, AttributeValue=text)
        same(json.loads(attributes()["Policy"]), json.loads(policy), "the policy")
        sns.set_topic_attributes(**setting, AttributeValue=before)
    with check("sns raises NotFoundException"):
        refused(sns, "NotFoundException", sns.get_topic_attributes, TopicArn=f"{TOPIC}-2")
