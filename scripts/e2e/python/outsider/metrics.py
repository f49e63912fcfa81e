"""CloudWatch's metrics: put in every form, and read back alone and through metric math."""

import datetime

from checks import check, has, same

from .account import code_of, refused, spoken

TASK = [{"Name": "Task", "Value": "a"}]


def run(cloudwatch):
    # Each client has metrics of its own.
    namespace = f"Outsider/{cloudwatch.meta.service_model.resolved_protocol}"
    put(cloudwatch, namespace)
    read(cloudwatch, namespace)
    listed(cloudwatch, namespace)
    wrong(cloudwatch, namespace)


def put(cloudwatch, namespace):
    with check(f"{spoken(cloudwatch)} takes single values, values with counts, and sets of statistics"):
        data = [
            {"MetricName": "Depth", "Value": 4.0, "Unit": "Count"},
            {"MetricName": "Depth", "Values": [1.0, 10.0], "Counts": [3.0, 1.0], "Unit": "Count"},
            {"MetricName": "Depth", "Dimensions": TASK, "Value": 7.5, "StorageResolution": 1},
            {
                "MetricName": "Seconds",
                "StatisticValues": {"SampleCount": 4.0, "Sum": 10.0, "Minimum": 1.0, "Maximum": 5.0},
            },
        ]
        cloudwatch.put_metric_data(Namespace=namespace, MetricData=data)


def span():
    """A time that has everything in it, whatever the emulator's clock says."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return {"StartTime": now - datetime.timedelta(hours=1), "EndTime": now + datetime.timedelta(days=2)}


def query(namespace, name, stat, id="m", dimensions=(), **more):
    metric = {"Namespace": namespace, "MetricName": name, "Dimensions": list(dimensions)}
    return {"Id": id, "MetricStat": {"Metric": metric, "Period": 86400, "Stat": stat}, **more}


def totals(cloudwatch, *queries):
    """The sum of each result's values, by its id."""
    paginator = cloudwatch.get_paginator("get_metric_data")
    found = {}
    for page in paginator.paginate(MetricDataQueries=list(queries), **{**span(), "StartTime": day_before()}):
        for result in page["MetricDataResults"]:
            same(len(result["Timestamps"]), len(result["Values"]), "the number of times")
            assert all(isinstance(time, datetime.datetime) for time in result["Timestamps"]), result
            found[result["Id"]] = found.get(result["Id"], 0) + sum(result["Values"])
    return found


def day_before():
    return span()["StartTime"] - datetime.timedelta(days=2)


def read(cloudwatch, namespace):
    for stat, wanted in {"Sum": 17.0, "SampleCount": 5.0, "Minimum": 1.0, "Maximum": 10.0, "Average": 3.4}.items():
        with check(f"{spoken(cloudwatch)} gives the {stat} of what came in"):
            same(totals(cloudwatch, query(namespace, "Depth", stat)), {"m": wanted}, "the value")
    with check(f"{spoken(cloudwatch)} reckons with metrics, and gives only what is asked for"):
        queries = [
            query(namespace, "Depth", "Sum", "depth", ReturnData=False),
            query(namespace, "Seconds", "Sum", "seconds", ReturnData=False),
            {"Id": "mean", "Expression": "depth / seconds", "Label": "Of each"},
        ]
        same(totals(cloudwatch, *queries), {"mean": 1.7}, "the values")
    with check(f"{spoken(cloudwatch)} gives nothing of other dimensions, and nothing of what is not there"):
        same(totals(cloudwatch, query(namespace, "Depth", "Sum", dimensions=TASK)), {"m": 7.5}, "the value of a dimension")
        same(totals(cloudwatch, query(namespace, "Width", "Sum")), {"m": 0}, "the value of nothing")
    with check(f"{spoken(cloudwatch)} gives the newest first, unless it is asked for the oldest"):
        earlier = {"MetricName": "Depth", "Value": 2.0, "Unit": "Count", "Timestamp": day_before()}
        cloudwatch.put_metric_data(Namespace=namespace, MetricData=[earlier])
        # Of days that begin in the span: the one of the earlier value may begin a day before it.
        request = {
            "MetricDataQueries": [query(namespace, "Depth", "Sum")],
            **span(),
            "StartTime": day_before() - datetime.timedelta(days=1),
        }
        for order, values in (({}, [17.0, 2.0]), ({"ScanBy": "TimestampAscending"}, [2.0, 17.0])):
            result = cloudwatch.get_metric_data(**request, **order)["MetricDataResults"][0]
            has(result, {"StatusCode": "Complete", "Values": values}, "the result")
            same(result["Timestamps"], sorted(result["Timestamps"], reverse=values[0] > values[1]), "the times")


def listed(cloudwatch, namespace):
    with check(f"{spoken(cloudwatch)} lists metrics by namespace, name and dimension"):
        metrics, _ = pages_of_metrics(cloudwatch, namespace)
        seen = sorted((metric["MetricName"], len(metric["Dimensions"])) for metric in metrics)
        same(seen, [("Depth", 0), ("Depth", 1), ("Seconds", 0)], "the metrics")
        of_task = cloudwatch.list_metrics(Namespace=namespace, MetricName="Depth", Dimensions=TASK)["Metrics"]
        same(of_task, [{"Namespace": namespace, "MetricName": "Depth", "Dimensions": TASK}], "those of a dimension")


def pages_of_metrics(cloudwatch, namespace):
    paginator = cloudwatch.get_paginator("list_metrics")
    found = [page["Metrics"] for page in paginator.paginate(Namespace=namespace)]
    return [metric for page in found for metric in page], len(found)


def wrong(cloudwatch, namespace):
    with check(f"{spoken(cloudwatch)} refuses data that can't be"):
        refusals = [
            {"Namespace": "AWS/ECS", "MetricData": [{"MetricName": "CPUUtilization", "Value": 1.0}]},
            {"Namespace": namespace, "MetricData": [{"MetricName": "Depth"}]},
            {"Namespace": namespace, "MetricData": [{"MetricName": "Depth", "Value": 1.0, "Values": [1.0]}]},
            {
                "Namespace": namespace,
                "MetricData": [{"MetricName": "Depth", "Values": [1.0, 2.0], "Counts": [1.0]}],
            },
            {
                "Namespace": namespace,
                "MetricData": [{"MetricName": "Depth", "Value": 1.0, "Timestamp": datetime.datetime(2001, 1, 1)}],
            },
        ]
        for request in refusals:
            assert code_of(cloudwatch.put_metric_data, **request), f"no error for {request}"
    with check(f"{spoken(cloudwatch)} refuses questions that can't be"):
        times = span()
        reads = cloudwatch.get_metric_data
        refusals = [
            {"MetricDataQueries": [query(namespace, "Depth", "Mean")], **times},
            {"MetricDataQueries": [query(namespace, "Depth", "Sum"), query(namespace, "Depth", "Sum")], **times},
            {"MetricDataQueries": [{"Id": "m", "Expression": "nobody * 2"}], **times},
            {"MetricDataQueries": [{"Id": "M", "Expression": "1"}], **times},
            {
                "MetricDataQueries": [query(namespace, "Depth", "Sum")],
                "StartTime": times["EndTime"],
                "EndTime": times["StartTime"],
            },
        ]
        for request in refusals:
            same(code_of(reads, **request), "ValidationError", f"the code for {request}")
        refused(
            cloudwatch,
            "InvalidNextToken",
            reads,
            MetricDataQueries=[query(namespace, "Depth", "Sum")],
            NextToken="made up",
            **times,
        )
