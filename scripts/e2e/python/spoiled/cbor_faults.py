"""Faults of CBOR bodies and of what goes with them: name, operation, status, how to make it, what is found."""


def of_cbor(spoil):
    """Leaves alone what is in another protocol: the same operation may be called in several."""

    def only(exchange):
        if exchange["headers"].get("smithy-protocol") == "rpc-v2-cbor":
            spoil(exchange)

    return only


def request(old, new):
    """Replaces bytes of the request."""
    return of_cbor(lambda exchange: exchange.update(body=exchange["body"].replace(old, new)))


def answer(old, new):
    """Replaces bytes of the answer."""
    return of_cbor(lambda it: it["answer"].update(body=it["answer"]["body"].replace(old, new)))


def answer_headers(**changes):
    """Changes the answer's headers."""
    return of_cbor(
        lambda exchange: exchange["answer"]["headers"].update(
            {key.replace("_", "-"): value for key, value in changes.items()}
        )
    )


ALARMS, PUT, DATA = "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:GetMetricData"
ELSEWHERE = "/service/GraniteServiceVersion20100801/operations/DescribeAlarms"

CBOR_FAULTS = [
    ("another path", ALARMS, 200, of_cbor(lambda it: it.update(path=ELSEWHERE)), "has POST /service/Granite"),
    (
        "a wrong content type with CBOR",
        ALARMS,
        200,
        of_cbor(lambda it: it["headers"].update({"content-type": "application/json"})),
        "content-type: is application/json",
    ),
    ("half a request", PUT, 200, of_cbor(lambda it: it.update(body=it["body"][:-3])), "is no CBOR"),
    ("an unknown member in CBOR", PUT, 200, request(b"Threshold", b"Thresholt"), ".Thresholt: the shape"),
    ("a missing member in CBOR", PUT, 200, request(b"AlarmName", b"AlarmNamf"), ".AlarmName: the shape"),
    ("a time of a request without its tag", DATA, 200, request(b"EndTime\xc1", b"EndTime"), "is no timestamp"),
    ("an unknown member in an answer of CBOR", ALARMS, 200, answer(b"StateValue", b"StateValuf"), ".StateValuf"),
    (
        "a time of an answer without its tag",
        ALARMS,
        200,
        answer(b"StateUpdatedTimestamp\xc1", b"StateUpdatedTimestamp"),
        ".StateUpdatedTimestamp: ",
    ),
    ("an answer that is not said to be CBOR", ALARMS, 200, answer_headers(smithy_protocol=""), "smithy-protocol: is"),
    ("an error without its old code", PUT, 400, answer_headers(x_amzn_query_error=""), "x-amzn-query-error: is"),
    (
        "an error with another's code",
        PUT,
        400,
        answer_headers(x_amzn_query_error="NoSuchAlarm;Sender"),
        "NoSuchAlarm is no error of PutMetricAlarm",
    ),
]
