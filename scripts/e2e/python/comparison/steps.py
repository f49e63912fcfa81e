"""What is asked of both, and how an answer is written so that two can be compared."""

import datetime
import json
import re
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

REGION = "eu-central-1"
ACCOUNT = "123456789012"

# What no two accounts have in common.
IDS = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "(uuid)"),
    (re.compile(r"scalable-target/[0-9a-z-]+"), "scalable-target/(id)"),
]
THROTTLES = {"Throttling", "ThrottlingException"}
OPAQUE = {"authorizationToken", "creationTime", "imageSizeInBytes", "lastModified"}


# Texts of JSON, of which only what they say is compared.
DOCUMENTS = {"EffectiveDeliveryPolicy", "Policy"}


class Side:
    """One of the two, and its clients."""

    def __init__(self, name, endpoint):
        self.name = name
        self.endpoint = endpoint
        self._clients = {}

    def client(self, service):
        """A client that sees the first answer, whatever it is."""
        if service not in self._clients:
            config = Config(retries={"total_max_attempts": 1})
            self._clients[service] = boto3.client(
                service, region_name=REGION, endpoint_url=self.endpoint, config=config
            )
        return self._clients[service]


class Step:
    """A call that both get, named so that a list of differences can speak of it."""

    def __init__(self, name, service, operation, /, **arguments):
        self.name = name
        self.service = service
        self.operation = operation
        self.arguments = arguments

    def answer(self, side):
        """The answer or the error, flat: each value by its path."""
        while True:
            try:
                given = getattr(side.client(self.service), self.operation)(**self.arguments)
            except ClientError as error:
                code = error.response["Error"]["Code"]
                # Ours has AWS's limits, and moto has none: that they differ there is known.
                if code not in THROTTLES:
                    return {"error": code}
                time.sleep(0.2)
            except ResponseParserError:
                return {"error": "(unreadable)"}
            else:
                given.pop("ResponseMetadata")
                return dict(flat(given, ""))


def flat(value, path):
    """Every value in a structure, by its path; an empty structure is a value too."""
    name = path.rsplit(".", 1)[-1]
    if name in DOCUMENTS:
        value = json.loads(value)
    if isinstance(value, dict) and value:
        for key in sorted(value):
            yield from flat(value[key], f"{path}.{key}")
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from flat(item, f"{path}[{index}]")
    else:
        yield path, f"({type(value).__name__})" if name in OPAQUE else comparable(value)


def comparable(value):
    """A value without what differs between any two accounts: times of now, and ids."""
    if isinstance(value, datetime.datetime):
        is_now = abs(value - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(days=1)
        return "(now)" if is_now else value.astimezone(datetime.timezone.utc).isoformat()
    if isinstance(value, str):
        for pattern, instead in IDS:
            value = pattern.sub(instead, value)
    return value
