"""An error answer: a code that the operation may give, in the form and with the status of its service."""

import json

from botocore.parsers import create_parser

from .answers_given import check_cbor_headers, check_request_id, xml_of
from .cbor import NoCbor, read as read_cbor
from .cbor_form import CborForm
from .json_form import JsonForm
from .requests_sent import CBOR
from .violations import shown
from .xml_form import XmlReader, local

# Every operation may answer these. Source: the "Common Errors" pages of the services' API references.
COMMON_JSON = {
    "AccessDeniedException",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InternalFailure",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "OptInRequired",
    "RequestExpired",
    "SerializationException",
    "ServiceUnavailable",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationException",
}
COMMON_QUERY = {
    "AccessDenied",
    "AuthorizationError",
    "ExpiredToken",
    "IncompleteSignature",
    "InternalFailure",
    "InvalidAction",
    "InvalidClientTokenId",
    "InvalidParameterCombination",
    "InvalidParameterValue",
    "MalformedInput",
    "MissingAuthenticationToken",
    "MissingParameter",
    "RequestExpired",
    "ServiceUnavailable",
    "SignatureDoesNotMatch",
    "Throttling",
    "ValidationError",
}
# EC2's model lists no errors at all. Source: "Error codes for the Amazon EC2 API".
EC2_CODES = {
    "AuthFailure",
    "InternalError",
    "InternalFailure",
    "InvalidAction",
    "InvalidGroup.NotFound",
    "InvalidGroupId.Malformed",
    "InvalidNextToken",
    "InvalidPaginationToken",
    "InvalidParameter",
    "InvalidParameterCombination",
    "InvalidParameterValue",
    "InvalidSubnetID.NotFound",
    "InvalidVpcID.NotFound",
    "MalformedInput",
    "MissingParameter",
    "RequestExpired",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "Unavailable",
    "UnauthorizedOperation",
    "UnknownParameter",
    "ValidationError",
}
# How messages are called differs between services and even between errors of one.
MESSAGE = ("message", "Message")


def check_error(request, answer, violations):
    """Checks an answer with another status than 200, and gives its code."""
    if request.protocol == CBOR:
        code, members = _cbor_error(answer, violations)
    elif request.protocol == "json":
        code, members = _json_error(answer, violations)
    else:
        code, members = _xml_error(answer, violations)
    if code is None:
        return None
    if "awsQueryCompatible" in request.model.metadata:
        code = _query_code(request, code, answer, violations)
    shape = _shape_of(request, code)
    if shape is None and code not in _common(request):
        violations.add("code", f"{code} is no error of {request.operation.name}, and none that all operations share")
    _check_status(shape, code, answer["status"], violations)
    if shape is not None and isinstance(members, dict):
        unnamed = {name: value for name, value in members.items() if name not in MESSAGE or name in shape.members}
        form = CborForm(violations) if request.protocol == CBOR else JsonForm(violations)
        form.decode(shape, unnamed, code)
    elif shape is not None:
        XmlReader(violations).check_members(shape, [part for part in members if local(part) in shape.members], code)
    _read_with_botocore(request, answer, code, violations)
    return code


def _shape_of(request, code):
    for shape in request.operation.error_shapes:
        if shape.error_code == code:
            return shape
    return None


def _common(request):
    if request.protocol == "json" and "awsQueryCompatible" not in request.model.metadata:
        return COMMON_JSON
    return EC2_CODES if request.protocol == "ec2" else COMMON_QUERY


def _query_code(request, name, answer, violations):
    """The code that a service which spoke Query before tells in a header; clients know its errors by that."""
    code, _, side = answer["headers"].get("x-amzn-query-error", "").partition(";")
    if side != ("Sender" if answer["status"] < 500 else "Receiver"):
        violations.add("x-amzn-query-error", f"is {shown(answer['headers'].get('x-amzn-query-error'))}")
    shape = _shape_of(request, code)
    if shape is not None and shape.name != name:
        violations.add("__type", f"is {shown(name)}, and {code} is the code of {shape.name}")
    return code


def _check_status(shape, code, status, violations):
    meant = shape.metadata.get("error", {}).get("httpStatusCode") if shape is not None else None
    is_server_fault = code in ("InternalFailure", "InternalError", "ServiceUnavailable", "Unavailable", "ServerException")
    if meant is not None and status != meant:
        violations.add("status", f"is {status}, and {code} has {meant}")
    elif is_server_fault and status < 500:
        violations.add("status", f"is {status} for {code}")
    elif not 400 <= status < 600:
        violations.add("status", f"is {status}")


def _json_error(answer, violations):
    check_request_id(answer["headers"], violations)
    try:
        members = json.loads(answer["body"])
    except ValueError as error:
        violations.add("", f"is no JSON: {error}")
        return None, {}
    return _named_error(members, violations)


def _cbor_error(answer, violations):
    check_cbor_headers(answer["headers"], violations)
    try:
        members = read_cbor(answer["body"])
    except NoCbor as error:
        violations.add("", f"is no CBOR: {error}")
        return None, {}
    return _named_error(members, violations)


def _named_error(members, violations):
    code = members.pop("__type", None)
    if not isinstance(code, str):
        violations.add("__type", f"is {shown(code)}")
        return None, {}
    if not any(isinstance(members.get(name), str) for name in MESSAGE):
        violations.add("message", "is missing")
    return code.rsplit("#", 1)[-1], members


def _xml_error(answer, violations):
    root = xml_of(answer, violations)
    if root is None:
        return None, []
    # Query: ErrorResponse > Error, with a Type. EC2: Response > Errors > Error, without.
    errors = [element for element in root.iter() if local(element) == "Error"]
    if len(errors) != 1:
        violations.add("Error", f"stands there {len(errors)} times")
        return None, []
    texts = {local(part): part.text or "" for part in errors[0]}
    for name in ("Code", "Message"):
        if not texts.get(name):
            violations.add(f"Error.{name}", "is missing")
    if local(root) == "ErrorResponse" and texts.get("Type") not in ("Sender", "Receiver"):
        violations.add("Error.Type", f"is {shown(texts.get('Type'))}")
    if not any(local(element) in ("RequestId", "RequestID") and element.text for element in root.iter()):
        violations.add("RequestId", "is missing")
    return texts.get("Code"), list(errors[0])


def _read_with_botocore(request, answer, code, violations):
    try:
        parsed = create_parser(request.protocol).parse(
            {"status_code": answer["status"], "headers": answer["headers"], "body": answer["body"]},
            request.operation.output_shape,
        )
    except Exception as error:  # Whatever its parser meets is what a client of boto3's would meet.
        violations.add("", f"botocore can't read it: {type(error).__name__}: {error}")
        return
    if parsed["Error"].get("Code") != code or not parsed["Error"].get("Message"):
        violations.add("Error", f"botocore reads {parsed['Error']}")
