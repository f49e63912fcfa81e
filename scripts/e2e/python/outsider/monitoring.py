"""CloudWatch, in both protocols in which its clients speak with it today."""

from . import alarms, dashboards, metrics
from .account import clients_in_each_protocol


def run():
    for cloudwatch in clients_in_each_protocol("cloudwatch", "json", "smithy-rpc-v2-cbor"):
        metrics.run(cloudwatch)
        alarms.run(cloudwatch)
        dashboards.run(cloudwatch)
