"""The clients of one account, and what its rollouts are made of."""

import json
import os
import urllib.request
from unittest import mock

import boto3
from botocore.config import Config

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
CLUSTER = "amply-prod"
ACCOUNT = "123456789012"
REGION = "eu-central-1"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"


def client(service, **config):
    """A client as boto3 builds it by default; each test of errors sees the first answer."""
    return boto3.client(service, region_name=REGION, config=Config(retries={"total_max_attempts": 1}, **config))


def clients_in_each_protocol(service, *protocols):
    """A client for each protocol that botocore speaks with the service, whichever it would choose by itself."""
    for protocol in protocols:
        # It looks there only while it makes a client.
        with mock.patch("botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS", (protocol,)):
            yield client(service)


def spoken(service_client):
    """A service, and in what a client speaks with it."""
    model = service_client.meta.service_model
    return f"{model.service_name} in {model.resolved_protocol}"


def patient_client(service):
    """A client with boto3's own retries."""
    return boto3.client(
        service, region_name=REGION, config=Config(retries={"mode": "standard", "total_max_attempts": 4})
    )


def scenario(**change):
    """Changes the emulator's scenario: the only thing here that AWS does not have."""
    request = urllib.request.Request(f"{ENDPOINT}/_emulator/scenario", data=json.dumps(change).encode(), method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def image(tag):
    """A reference to an image that the account has."""
    return f"{REGISTRY}/amply-backend:{tag}"


def pages(operation_client, operation, key, **arguments):
    """All items of a paged operation in pages of one, and how many pages there were."""
    items = []
    count = 0
    paginator = operation_client.get_paginator(operation)
    for page in paginator.paginate(**arguments, PaginationConfig={"PageSize": 1}):
        count += 1
        items += page.get(key, [])
    return items, count


def refused(service_client, wanted, call, **arguments):
    """Asserts that a call ends with that exception of the service's model and the HTTP status of a client's fault, and gives its message."""
    try:
        call(**arguments)
    except getattr(service_client.exceptions, wanted) as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert 400 <= status < 500, f"the HTTP status is {status}\nmust be 4xx"
        return error.response["Error"]["Message"]
    raise AssertionError(f"no {wanted}")


def code_of(call, **arguments):
    """The error code that a call ends with; None where it goes well."""
    try:
        call(**arguments)
    except Exception as error:
        return getattr(error, "response", {}).get("Error", {}).get("Code", type(error).__name__)
    return None
