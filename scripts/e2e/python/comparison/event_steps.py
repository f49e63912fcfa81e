"""EventBridge's rules and targets, and the policies of SNS's topics."""

import json

from .steps import ACCOUNT, REGION, Step

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:amply-alerts"
PATTERN = json.dumps({"source": ["aws.ecs"], "detail": {"eventName": [{"prefix": "SERVICE_DEPLOYMENT_"}]}})
RULE = {"Name": "failed", "EventPattern": PATTERN}


def events(name, operation, **arguments):
    return Step(f"events {name}", "events", operation, **arguments)


def sns(name, operation, **arguments):
    return Step(f"sns {name}", "sns", operation, **arguments)


def announce(side):
    """Creates the topic that ours has from its beginning."""
    if side.name != "ours":
        side.client("sns").create_topic(Name="amply-alerts")


RULES = [
    events("has no rules yet", "list_rules"),
    events("puts a rule", "put_rule", **RULE, Description="Tells", Tags=[{"Key": "team", "Value": "shop"}]),
    events("gives a rule back", "describe_rule", Name="failed"),
    events("replaces a rule", "put_rule", **RULE, State="DISABLED"),
    events("shows the rule changed", "describe_rule", Name="failed"),
    events("puts one with a schedule", "put_rule", Name="nightly", ScheduleExpression="rate(1 day)"),
    events("lists rules", "list_rules", NamePrefix="f"),
    *[
        events(f"refuses a pattern: {what}", "put_rule", Name="wrong", EventPattern=pattern)
        for what, pattern in {
            "no JSON": "{",
            "a list": "[]",
            "an empty object": "{}",
            "a text for a list": '{"source": "aws.ecs"}',
            "an empty list": '{"source": []}',
            "an unknown operator": '{"source": [{"prefx": "a"}]}',
            "two operators": '{"source": [{"prefix": "a", "suffix": "b"}]}',
            "a text for whether it exists": '{"source": [{"exists": "true"}]}',
        }.items()
    ],
    events("refuses a rule without a pattern", "put_rule", Name="wrong"),
    events("refuses a schedule that is none", "put_rule", Name="wrong", ScheduleExpression="daily"),
    events("refuses a rule on no bus", "put_rule", **RULE, EventBusName="nobody"),
    events("has no rule that is not there", "describe_rule", Name="nobody"),
    events("puts targets", "put_targets", Rule="failed", Targets=[{"Id": "topic", "Arn": TOPIC}]),
    events(
        "replaces a target",
        "put_targets",
        Rule="failed",
        Targets=[{"Id": "topic", "Arn": TOPIC, "InputPath": "$.detail"}],
    ),
    events("gives targets back", "list_targets_by_rule", Rule="failed"),
    events(
        "refuses a sixth target",
        "put_targets",
        Rule="failed",
        Targets=[{"Id": str(index), "Arn": TOPIC} for index in range(5)],
    ),
    events("refuses a target that is no ARN", "put_targets", Rule="failed", Targets=[{"Id": "x", "Arn": "topic"}]),
    events("puts targets on no rule", "put_targets", Rule="nobody", Targets=[{"Id": "x", "Arn": TOPIC}]),
    events("deletes no rule with targets", "delete_rule", Name="failed"),
    events("removes no target that is not there", "remove_targets", Rule="failed", Ids=["nobody"]),
    events("removes a target", "remove_targets", Rule="failed", Ids=["topic"]),
    events("has no targets left", "list_targets_by_rule", Rule="nightly"),
    events("deletes a rule", "delete_rule", Name="nightly"),
    events("deletes a rule but once", "delete_rule", Name="nightly"),
]

STATEMENT = {
    "Sid": "events",
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": TOPIC,
}


def policy(*statements, **more):
    return json.dumps({"Version": "2012-10-17", "Statement": statements, **more})


def put(what, text):
    return sns(what, "set_topic_attributes", TopicArn=TOPIC, AttributeName="Policy", AttributeValue=text)


TOPICS = [
    sns("gives a topic's attributes", "get_topic_attributes", TopicArn=TOPIC),
    put("takes a policy", policy(STATEMENT)),
    sns("gives the policy back", "get_topic_attributes", TopicArn=TOPIC),
    put("refuses what is no JSON", "no JSON"),
    put("refuses a policy without statements", policy()),
    put("refuses a wildcard of actions", policy({**STATEMENT, "Action": "sns:*"})),
    put("refuses another topic in a policy", policy({**STATEMENT, "Resource": f"{TOPIC}-2"})),
    put("refuses a Sid twice", policy(STATEMENT, STATEMENT)),
    sns("has the policy from before", "get_topic_attributes", TopicArn=TOPIC),
    sns("refuses an attribute that is none", "set_topic_attributes", TopicArn=TOPIC, AttributeName="Colour"),
    sns("has no topic that is not there", "get_topic_attributes", TopicArn=f"{TOPIC}-2"),
]
