"""CloudWatch's dashboards."""

import datetime
import json

from checks import check, has, same

from .account import ACCOUNT, REGION, code_of, refused, spoken

METRIC = {
    "type": "metric",
    "x": 0,
    "y": 0,
    "width": 12,
    "height": 6,
    "properties": {"region": REGION, "metrics": [["AWS/ECS", "CPUUtilization", "ClusterName", "amply-prod"]]},
}
TEXT = {"type": "text", "x": 12, "y": 0, "width": 12, "height": 2, "properties": {"markdown": "# ü"}}
BODY = json.dumps({"widgets": [METRIC, TEXT]})


def run(cloudwatch):
    with check(f"{spoken(cloudwatch)} puts a dashboard, and gives its body back byte for byte"):
        answer = cloudwatch.put_dashboard(DashboardName="outsider", DashboardBody=BODY)
        same(answer["DashboardValidationMessages"], [], "the messages")
        found = cloudwatch.get_dashboard(DashboardName="outsider")
        same(found["DashboardBody"], BODY, "the body")
        same(found["DashboardArn"], f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/outsider", "the ARN")
    with check(f"{spoken(cloudwatch)} lists dashboards by prefix, with their size"):
        cloudwatch.put_dashboard(DashboardName="another", DashboardBody=BODY)
        paginator = cloudwatch.get_paginator("list_dashboards")
        entries = [entry for page in paginator.paginate() for entry in page["DashboardEntries"]]
        same([entry["DashboardName"] for entry in entries], ["another", "outsider"], "the names")
        only = cloudwatch.list_dashboards(DashboardNamePrefix="out")["DashboardEntries"]
        has(only[0], {"DashboardName": "outsider", "Size": len(BODY.encode())})
        assert isinstance(only[0]["LastModified"], datetime.datetime), "LastModified is no time"
    with check(f"{spoken(cloudwatch)} raises DashboardInvalidInputError, and says where"):
        wide = json.dumps({"widgets": [{**METRIC, "width": 25}]})
        for name, body in (("outsider", wide), ("outsider", "{}"), ("outsider", "no JSON"), ("no name", BODY)):
            refused(
                cloudwatch,
                "DashboardInvalidInputError",
                cloudwatch.put_dashboard,
                DashboardName=name,
                DashboardBody=body,
            )
        same(cloudwatch.get_dashboard(DashboardName="outsider")["DashboardBody"], BODY, "the body after that")
    with check(f"{spoken(cloudwatch)} deletes the dashboards that there are"):
        cloudwatch.delete_dashboards(DashboardNames=["outsider", "another", "nobody"])
        # botocore has two exceptions of that code.
        same(code_of(cloudwatch.get_dashboard, DashboardName="outsider"), "ResourceNotFound", "the code")
        same(code_of(cloudwatch.list_dashboards, NextToken="made up") is None, False, "whether a token is taken")
