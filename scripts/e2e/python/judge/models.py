"""botocore's service models, found by what stands in a request."""

import functools
import re

import botocore.session

# botocore's names of the services that there may be requests for. A request for any other is a violation.
SERVICES = (
    "application-autoscaling",
    "cloudwatch",
    "codedeploy",
    "ec2",
    "ecr",
    "ecs",
    "elbv2",
    "events",
    "iam",
    "logs",
    "resourcegroupstaggingapi",
    "secretsmanager",
    "sns",
    "ssm",
    "sts",
)

_session = botocore.session.get_session()


@functools.cache
def model(service):
    """The model of a service, by botocore's name."""
    return _session.get_service_model(service)


@functools.cache
def by_signing_name():
    """Models by the name that requests are signed for."""
    return {model(service).signing_name: model(service) for service in SERVICES}


@functools.cache
def by_iam_name():
    """Models by the service's name in IAM permissions."""
    return {iam_name(model(service)): model(service) for service in SERVICES}


def iam_name(service_model):
    """The service's name in IAM permissions: the one that requests are signed for, but for two of them."""
    return {"monitoring": "cloudwatch", "tagging": "tag"}.get(service_model.signing_name, service_model.signing_name)


def signed_for(headers):
    """Name and region that a request is signed for; None where it is not signed."""
    scope = re.search(r"Credential=[^/]+/\d{8}/([^/]+)/([^/]+)/aws4_request", headers.get("authorization", ""))
    return (scope.group(2), scope.group(1)) if scope else None
