"""The differences of CloudWatch, CloudWatch Logs, EventBridge and SNS, in the form of `differences.KNOWN`."""

FORGOTTEN = "of the step before it in which moto took what AWS refuses"
BREAKS = "moto answers HTTP 500, with no error of AWS's"

LOG_ALARMS = "AWS: the alarms of each kind asked for; LogAlarms is a kind (API reference, DescribeAlarmsOutput)"
FIRST_STATE = "AWS: an alarm begins with INSUFFICIENT_DATA (API reference, PutMetricAlarm)"
NO_METRICS = "not documented: whether an alarm of one metric has an empty list of Metrics"
REASON_DATA = "AWS: only an explanation of a state has data (API reference, MetricAlarm)"
TRANSITIONED = "AWS: when the state changed last (API reference, MetricAlarm, StateTransitionedTimestamp)"
ALARM = {
    ".LogAlarms": LOG_ALARMS,
    ".MetricAlarms[0].StateTransitionedTimestamp": TRANSITIONED,
}
NEW_ALARM = {
    **ALARM,
    ".MetricAlarms[0].StateReasonData": REASON_DATA,
    ".MetricAlarms[0].StateValue": FIRST_STATE,
}
PUT_ALARM = "AWS: the constraints of the parameters (API reference, PutMetricAlarm)"
COMPOSITE = "AWS: alarms of alarms (API reference, PutCompositeAlarm)"
BODY = "AWS: DashboardInvalidInputError (API reference, PutDashboard; Dashboard Body Structure and Syntax)"
NO_MESSAGES = "AWS: Messages is a list of what is of the whole operation (API reference, GetMetricDataOutput)"
LABEL = "not documented: the label that CloudWatch gives a metric without one"
DATA = {".Messages": NO_MESSAGES, ".MetricDataResults[0].Label": LABEL}
PUT_DATA = "AWS: the constraints of the parameters (API reference, PutMetricData)"

CLOUDWATCH = {
    "cloudwatch has no alarms yet": {".LogAlarms": LOG_ALARMS},
    "cloudwatch gives an alarm back": {**NEW_ALARM, ".MetricAlarms[0].Metrics": NO_METRICS},
    "cloudwatch gives that of a percentile back": {**NEW_ALARM, ".MetricAlarms[0].Metrics": NO_METRICS},
    "cloudwatch gives that of metric math back": NEW_ALARM,
    "cloudwatch shows the alarm changed": {**NEW_ALARM, ".MetricAlarms[0].Metrics": NO_METRICS},
    "cloudwatch finds alarms by their state": {**ALARM, ".MetricAlarms[0].Metrics": NO_METRICS},
    "cloudwatch puts an alarm of alarms": {"error": f"{COMPOSITE}; {BREAKS}"},
    "cloudwatch gives that of alarms back": {".CompositeAlarms": COMPOSITE, ".LogAlarms": LOG_ALARMS},
    **{
        f"cloudwatch refuses an alarm: {what}": {"error": PUT_ALARM}
        for what in (
            "two statistics",
            "a period of 45 s",
            "more points than periods",
            "more than a day of minutes",
            "a treatment that is none",
            "an action that is no ARN",
            "metric and metrics",
        )
    },
    "cloudwatch refuses an alarm of unknown alarms": {"error": f"{COMPOSITE}; {BREAKS}"},
    "cloudwatch refuses a rule that is none": {"error": f"{COMPOSITE}; {BREAKS}"},
    "cloudwatch keeps an alarm that another is made of": {"error": COMPOSITE},
    "cloudwatch deletes none that is not there": {"error": "AWS: ResourceNotFound (API reference, DeleteAlarms)"},
    "cloudwatch has no alarms any more": {".LogAlarms": LOG_ALARMS},
    "cloudwatch refuses a dashboard: no widgets": {"error": BODY},
    "cloudwatch refuses a dashboard: too wide": {"error": BODY},
    "cloudwatch refuses a dashboard: an unknown widget": {"error": BODY},
    "cloudwatch refuses a dashboard's name": {"error": BODY},
    "cloudwatch deletes a dashboard but once": {
        "error": "AWS: its newest models have no such error (DeleteDashboards), its API reference still has"
    },
    **{
        f"cloudwatch gives {what}": DATA
        for what in (
            *(f"the {stat} of values" for stat in ("Sum", "Average", "Minimum", "Maximum", "SampleCount")),
            "the oldest first",
            "the sum of counted values",
            "the maximum of a set",
            "nothing of nothing",
        )
    },
    "cloudwatch reckons with metrics": {
        ".Messages": NO_MESSAGES,
        ".MetricDataResults[0].Timestamps": "AWS: metric math (user guide, Using math expressions)",
        ".MetricDataResults[0].Values": "AWS: metric math (user guide, Using math expressions)",
    },
    "cloudwatch refuses an id with a capital": {"error": "AWS: an id begins with a lowercase letter (API reference)"},
    "cloudwatch refuses a metric of AWS's own": {"error": PUT_DATA},
    "cloudwatch refuses a value beside values": {
        "error": "AWS: InvalidParameterCombination for what can't be used together (API reference, PutMetricData)"
    },
}

CLASS = {".logGroups[0].logGroupClass": "AWS: every group has a class (API reference, LogGroup)"}
ANSWERED_FILTER = {
    ".metricFilters[0].applyOnTransformedLogs": "not documented: whether an answer names the default, false",
    ".metricFilters[0].creationTime": "AWS: when it was created (API reference, MetricFilter)",
    ".metricFilters[0].metricTransformations[0].unit": "AWS: without a unit it is None (API reference)",
}
REPLACED = "AWS: a filter of the same name is updated (API reference, PutMetricFilter)"
REPLACED_FILTER = {**ANSWERED_FILTER, ".metricFilters[0].filterPattern": REPLACED, ".metricFilters[1]": REPLACED}
PATTERN = "AWS: the syntax of patterns (user guide, Filter pattern syntax for metric filters)"
NO_FILTER = "AWS: ResourceNotFoundException (API reference, PutMetricFilter, DeleteMetricFilter, DescribeMetricFilters)"

LOGS = {
    "logs sets no retention that is not offered": {
        "error": "AWS: the days that there are (API reference, PutRetentionPolicy)"
    },
    "logs shows the group": {**CLASS, ".logGroups[0].retentionInDays": FORGOTTEN},
    "logs shows the group without it": CLASS,
    "logs lists tags by no ARN with an end": {
        "error": "AWS: the ARN of a group to tag has no end (API reference, LogGroup, logGroupArn)"
    },
    "logs lists no tags of nothing": {"error": "AWS: ResourceNotFoundException (API reference, ListTagsForResource)"},
    "logs gives a filter back": ANSWERED_FILTER,
    "logs finds filters by prefix": REPLACED_FILTER,
    "logs finds filters by metric": REPLACED_FILTER,
    "logs counts filters": {
        **CLASS,
        ".logGroups[0].metricFilterCount": "AWS: the number of its metric filters (API reference, LogGroup)",
    },
    "logs refuses a filter: a pattern that is none": {"error": PATTERN},
    "logs refuses a filter: a condition that is none": {"error": PATTERN},
    "logs refuses a filter: dimensions with a default": {
        "error": "AWS: without a default where there are dimensions (API reference, MetricTransformation)"
    },
    "logs refuses a filter: no group": {"error": NO_FILTER},
    "logs deletes a filter but once": {"error": NO_FILTER},
    "logs has no filters of no group": {"error": NO_FILTER},
    "logs has no filters left": {".metricFilters": FORGOTTEN},
}

EVENT_PATTERN = "AWS: InvalidEventPatternException (user guide, Event patterns, Comparison operators)"
EVENTS = {
    "events refuses a pattern: a list": {"error": f"{EVENT_PATTERN}; {BREAKS}"},
    **{
        f"events refuses a pattern: {what}": {"error": EVENT_PATTERN}
        for what in ("an empty object", "an unknown operator", "two operators", "a text for whether it exists")
    },
    "events refuses a sixth target": {"error": "AWS: five targets a rule (user guide, Quotas)"},
    "events removes no target that is not there": {
        ".FailedEntr": "not documented: whether a target that is not there is one that failed"
    },
}

DELIVERY = "AWS: the policy of HTTP is below `http` (developer guide, Message delivery retries)"
ATTRIBUTES = {
    ".Attributes.DeliveryPolicy": "not documented: whether a topic without a delivery policy has an empty one",
    ".Attributes.EffectiveDeliveryPolicy": DELIVERY,
}
POLICY = "AWS: what a policy may say (developer guide, Amazon SNS API permissions)"
SNS = {
    "sns gives a topic's attributes": ATTRIBUTES,
    "sns gives the policy back": ATTRIBUTES,
    "sns refuses what is no JSON": {"error": f"AWS: InvalidParameter (API reference); {BREAKS}"},
    "sns refuses a policy without statements": {"error": POLICY},
    "sns refuses a wildcard of actions": {"error": POLICY},
    "sns refuses another topic in a policy": {"error": POLICY},
    "sns refuses a Sid twice": {"error": POLICY},
    "sns has the policy from before": {**ATTRIBUTES, ".Attributes.Policy": FORGOTTEN},
    "sns refuses an attribute that is none": {"error": "AWS: InvalidParameter (API reference, SetTopicAttributes)"},
}

MONITORING = {**CLOUDWATCH, **LOGS, **EVENTS, **SNS}
