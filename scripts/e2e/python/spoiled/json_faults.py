"""Faults of JSON bodies and of what goes with them: name, operation, status, how to make it, what is found."""

import json


def request(change):
    """Changes the request's JSON."""

    def spoil(exchange):
        value = json.loads(exchange["body"])
        change(value)
        exchange["body"] = json.dumps(value).encode()

    return spoil


def answer(change):
    """Changes the answer's JSON."""

    def spoil(exchange):
        value = json.loads(exchange["answer"]["body"])
        change(value)
        exchange["answer"]["body"] = json.dumps(value).encode()

    return spoil


def headers(**changes):
    """Changes the request's headers."""
    return lambda exchange: exchange["headers"].update({key.replace("_", "-"): value for key, value in changes.items()})


def answer_headers(**changes):
    """Changes the answer's headers."""
    return lambda exchange: exchange["answer"]["headers"].update(
        {key.replace("_", "-"): value for key, value in changes.items()}
    )


def other_region(exchange):
    exchange["headers"]["authorization"] = exchange["headers"]["authorization"].replace("eu-central-1", "us-east-1")


def status(value):
    """Changes the answer's status."""
    return lambda exchange: exchange["answer"].update(status=value)


SERVICES, REGISTER, CREATE = "ecs:DescribeServices", "ecs:RegisterTaskDefinition", "ecs:CreateService"

JSON_FAULTS = [
    ("an unknown operation", SERVICES, 200, headers(x_amz_target="AmazonEC2ContainerServiceV20141113.Describe"), "no operation"),
    ("a wrong target", SERVICES, 200, headers(x_amz_target="AmazonECS.DescribeServices"), "x-amz-target: is AmazonECS"),
    ("a wrong content type", SERVICES, 200, headers(content_type="application/json"), "content-type: is application/json"),
    ("an unsigned request", SERVICES, 200, headers(authorization=""), "is not signed"),
    ("a request for another region", SERVICES, 200, other_region, "for the region us-east-1"),
    ("an unknown member in a request", CREATE, 200, request(lambda it: it.update(colour="red")), ".colour: the shape"),
    (
        "an unknown member deep in a request",
        REGISTER,
        200,
        request(lambda it: it["containerDefinitions"][0]["portMappings"][0].update(port=1)),
        ".containerDefinitions[0].portMappings[0].port: the shape PortMapping has no such member",
    ),
    ("a number for a string in a request", REGISTER, 200, request(lambda it: it.update(cpu=512)), ".cpu: 512 is no string"),
    ("a string for a number in a request", CREATE, 200, request(lambda it: it.update(desiredCount="2")), "is no integer"),
    ("a string for a list in a request", SERVICES, 200, request(lambda it: it.update(services="a")), "is no list"),
    ("a null in a request", CREATE, 200, request(lambda it: it.update(role=None)), ".role: is null"),
    ("a missing member in a request", CREATE, 200, request(lambda it: it.pop("serviceName")), ".serviceName: the shape"),
    (
        "a missing member deep in a request",
        CREATE,
        200,
        request(lambda it: it["deploymentConfiguration"]["deploymentCircuitBreaker"].pop("rollback")),
        "deploymentCircuitBreaker.rollback: the shape DeploymentCircuitBreaker requires it",
    ),
    ("an unknown enum value in a request", SERVICES, 200, request(lambda it: it.update(include=["ALL"])), "is none of TAGS"),
    (
        "a number out of range in a request",
        CREATE,
        200,
        request(lambda it: it["capacityProviderStrategy"][0].update(weight=2000)),
        "it is 2000, more than 1000",
    ),
    ("an unknown member in an answer", SERVICES, 200, answer(lambda it: it["services"][0].update(colour=1)), ".services[0].colour"),
    (
        "a time as text in an answer",
        SERVICES,
        200,
        answer(lambda it: it["services"][0].update(createdAt="2026-11-22T00:00:00Z")),
        ".createdAt: '2026-11-22T00:00:00Z' is no timestamp",
    ),
    (
        "a time in milliseconds in an answer",
        SERVICES,
        200,
        answer(lambda it: it["services"][0].update(createdAt=it["services"][0]["createdAt"] * 1000)),
        ".createdAt: ",
    ),
    (
        "an unknown enum value in an answer",
        "ecs:ListServiceDeployments",
        200,
        answer(lambda it: it["serviceDeployments"][0].update(status="DONE")),
        "'DONE' is none of PENDING",
    ),
    (
        "a boolean as text in an answer",
        SERVICES,
        200,
        answer(lambda it: it["services"][0].update(enableECSManagedTags="true")),
        "is no boolean",
    ),
    (
        "a fraction for a whole number in an answer",
        SERVICES,
        200,
        answer(lambda it: it["services"][0].update(runningCount=1.5)),
        "is no integer",
    ),
    ("a null in an answer", SERVICES, 200, answer(lambda it: it["services"][0].update(roleArn=None)), ".roleArn: is null"),
    ("an answer without request id", SERVICES, 200, answer_headers(x_amzn_requestid=""), "x-amzn-requestid: is missing"),
    ("an answer of another content type", SERVICES, 200, answer_headers(content_type="text/html"), "content-type: is text/html"),
    (
        "an output where there is none",
        "logs:CreateLogGroup",
        200,
        lambda exchange: exchange["answer"].update(body=b'{"logGroup":{}}'),
        "the operation has no output",
    ),
    (
        "an error that the operation has not",
        SERVICES,
        400,
        answer(lambda it: it.update(__type="ServiceNotFoundException")),
        "ServiceNotFoundException is no error of DescribeServices",
    ),
    ("an error without a message", SERVICES, 400, answer(lambda it: it.pop("message")), "message: is missing"),
    ("an error without a code", SERVICES, 400, answer(lambda it: it.pop("__type")), "__type: is None"),
    (
        "a server's fault with a client's status",
        SERVICES,
        400,
        answer(lambda it: it.update(__type="ServerException")),
        "status: is 400 for ServerException",
    ),
    ("an error with a status that is none", SERVICES, 400, status(302), "status: is 302"),
]
