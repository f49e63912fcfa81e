"""Policies of a scalable target: of each kind, read back, changed, taken away."""

import datetime

from checks import check, has, same

from .account import client, pages, refused
from .service import SERVICE, target_group

TRACKING = {"PolicyType": "TargetTrackingScaling"}
CPU = {
    **TRACKING,
    "PolicyName": "cpu",
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 60.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        "ScaleInCooldown": 300,
        "ScaleOutCooldown": 60,
        "DisableScaleIn": False,
    },
}
STEPS = {
    "PolicyName": "steps",
    "PolicyType": "StepScaling",
    "StepScalingPolicyConfiguration": {
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [
            {"MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 10.0, "ScalingAdjustment": 1},
            {"MetricIntervalLowerBound": 10.0, "ScalingAdjustment": 2},
        ],
        "Cooldown": 60,
        "MetricAggregationType": "Average",
    },
}
FORECAST = {
    "PolicyName": "forecast",
    "PolicyType": "PredictiveScaling",
    "PredictiveScalingPolicyConfiguration": {
        "MetricSpecifications": [
            {
                "TargetValue": 50.0,
                "PredefinedMetricPairSpecification": {"PredefinedMetricType": "ECSServiceCPUUtilization"},
            }
        ],
        "Mode": "ForecastOnly",
        "SchedulingBufferTime": 300,
    },
}


def requests_per_target():
    """Requests of the load balancer for each task, the target group named by its label."""
    group = target_group()
    balancer = client("elbv2").describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]["LoadBalancerArns"][0]
    label = f"{balancer.split('loadbalancer/')[1]}/{group.split(':')[-1]}"
    metric = {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label}
    configuration = {"TargetValue": 1000.0, "PredefinedMetricSpecification": metric, "DisableScaleIn": True}
    return {**TRACKING, "PolicyName": "requests", "TargetTrackingScalingPolicyConfiguration": configuration}


def backlog(resource):
    """Messages that wait for each running task: a metric that is calculated of two others."""
    cluster, service = resource.split("/")[1:]
    queue = [{"Name": "QueueName", "Value": "jobs"}]
    tasks = [{"Name": "ClusterName", "Value": cluster}, {"Name": "ServiceName", "Value": service}]
    visible = {"MetricName": "ApproximateNumberOfMessagesVisible", "Namespace": "AWS/SQS", "Dimensions": queue}
    running = {"MetricName": "RunningTaskCount", "Namespace": "ECS/ContainerInsights", "Dimensions": tasks}
    metrics = [
        {"Id": "visible", "MetricStat": {"Metric": visible, "Stat": "Sum"}, "ReturnData": False},
        {"Id": "running", "MetricStat": {"Metric": running, "Stat": "Average"}, "ReturnData": False},
        {"Id": "backlog", "Expression": "visible / running", "Label": "Backlog", "ReturnData": True},
    ]
    configuration = {
        "TargetValue": 10.0,
        "CustomizedMetricSpecification": {"Metrics": metrics},
        "DisableScaleIn": False,
    }
    return {**TRACKING, "PolicyName": "backlog", "TargetTrackingScalingPolicyConfiguration": configuration}


def run(scaling, target):
    put(scaling, target)
    changed(scaling, target)
    wrong(scaling, target)
    taken_away(scaling, target)


def policies(scaling, **arguments):
    """The policies as they are now, by name."""
    found = scaling.describe_scaling_policies(ServiceNamespace="ecs", **arguments)["ScalingPolicies"]
    return {policy["PolicyName"]: policy for policy in found}


def put(scaling, target):
    wanted = [CPU, requests_per_target(), backlog(target["ResourceId"]), STEPS, FORECAST]
    # Target tracking makes its own alarms: two, or one where it never scales in.
    alarms = {"cpu": 2, "requests": 1, "backlog": 2, "steps": 0, "forecast": 0}
    for policy in wanted:
        with check(f"application-autoscaling puts the policy {policy['PolicyName']}, and gives it back"):
            answer = scaling.put_scaling_policy(**target, **policy)
            found = policies(scaling, PolicyNames=[policy["PolicyName"]])[policy["PolicyName"]]
            has(found, {**target, **policy, "PolicyARN": answer["PolicyARN"]})
            assert answer["PolicyARN"].endswith(f":policyName/{policy['PolicyName']}"), answer["PolicyARN"]
            assert isinstance(found["CreationTime"], datetime.datetime), found
            same(found["Alarms"], answer["Alarms"], "the alarms")
            same(len(found["Alarms"]), alarms[policy["PolicyName"]], "the number of alarms")
            for alarm in found["Alarms"]:
                assert alarm["AlarmName"].startswith(f"TargetTracking-service/"), alarm
                assert SERVICE in alarm["AlarmName"] and alarm["AlarmARN"].endswith(
                    f":alarm:{alarm['AlarmName']}"
                ), alarm
    with check("application-autoscaling pages policies, and finds those of a resource alone"):
        found, count = pages(scaling, "describe_scaling_policies", "ScalingPolicies", ServiceNamespace="ecs")
        same((len(found), count), (5, 5), "the numbers of policies and pages")
        same(len(policies(scaling, ResourceId=target["ResourceId"])), 5, "the policies of the service")
        same(policies(scaling, ResourceId="service/other/other"), {}, "the policies of another")
        lists = scaling.describe_scaling_policies
        refused(scaling, "InvalidNextTokenException", lists, ServiceNamespace="ecs", NextToken="made up")
        refused(scaling, "ValidationException", lists, ServiceNamespace="ecs", MaxResults=11)
        dimension = {"ScalableDimension": target["ScalableDimension"]}
        refused(scaling, "ValidationException", lists, ServiceNamespace="ecs", **dimension)
        same(len(policies(scaling, ResourceId=target["ResourceId"], **dimension)), 5, "the policies of the dimension")


def changed(scaling, target):
    with check("application-autoscaling replaces a policy of the same name: its ARN stays, its alarms with it"):
        before = policies(scaling)["cpu"]
        other = {
            "TargetValue": 70.0,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageMemoryUtilization"},
        }
        request = {"PolicyName": "cpu", **TRACKING, "TargetTrackingScalingPolicyConfiguration": other}
        same(scaling.put_scaling_policy(**target, **request)["PolicyARN"], before["PolicyARN"], "the ARN")
        after = policies(scaling)["cpu"]
        has(after["TargetTrackingScalingPolicyConfiguration"], other)
        assert "ScaleInCooldown" not in after["TargetTrackingScalingPolicyConfiguration"], after
        same((after["CreationTime"], after["Alarms"]), (before["CreationTime"], before["Alarms"]), "what stays")
        scaling.put_scaling_policy(**target, **CPU)


def wrong(scaling, target):
    with check("application-autoscaling raises ValidationException for policies that can't be"):
        tracking = CPU["TargetTrackingScalingPolicyConfiguration"]
        requests = {"PredefinedMetricType": "ALBRequestCountPerTarget"}
        rival = {key: value for key, value in CPU.items() if key != "PolicyName"}
        steps = STEPS["StepScalingPolicyConfiguration"]
        gap = [{**steps["StepAdjustments"][0]}, {"MetricIntervalLowerBound": 20.0, "ScalingAdjustment": 2}]
        refusals = [
            {"PolicyName": "rival", **rival},
            {"PolicyName": "nothing", **TRACKING},
            {"PolicyName": "both", **rival, "StepScalingPolicyConfiguration": steps},
            {"PolicyName": "label", **TRACKING, "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": 1.0, "PredefinedMetricSpecification": requests}},
            {"PolicyName": "label", **TRACKING, "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": 1.0, "PredefinedMetricSpecification": {**requests, "ResourceLabel": "app/a/1/targetgroup/b/2"}}},
            {"PolicyName": "lambda", **TRACKING, "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": 1.0, "PredefinedMetricSpecification": {
                    "PredefinedMetricType": "LambdaProvisionedConcurrencyUtilization"}}},
            {**CPU, "TargetTrackingScalingPolicyConfiguration": {**tracking, "CustomizedMetricSpecification": {
                "MetricName": "m", "Namespace": "n", "Statistic": "Average"}}},
            {"PolicyName": "cpu", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": steps},
            {**STEPS, "StepScalingPolicyConfiguration": {**steps, "StepAdjustments": gap}},
            {"PolicyName": "typeless"},
        ]  # fmt: skip
        for request in refusals:
            refused(scaling, "ValidationException", scaling.put_scaling_policy, **target, **request)
        same(sorted(policies(scaling)), ["backlog", "cpu", "forecast", "requests", "steps"], "the policies")


def taken_away(scaling, target):
    with check("application-autoscaling deletes policies one by one, and each but once"):
        for name in policies(scaling):
            scaling.delete_scaling_policy(**target, PolicyName=name)
            refused(scaling, "ObjectNotFoundException", scaling.delete_scaling_policy, **target, PolicyName=name)
        same(policies(scaling), {}, "the policies")
