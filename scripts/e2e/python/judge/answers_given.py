"""A good answer against the model of its operation: as it was written, and as botocore's own parser reads it."""

import json
from xml.etree import ElementTree

from botocore.parsers import create_parser
from botocore.validate import ParamValidator

from .cbor import NoCbor, read as read_cbor
from .cbor_form import CborForm
from .json_form import JsonForm
from .requests_sent import CBOR
from .violations import shown
from .xml_form import XmlReader, local, namespace


def check_answer(request, answer, violations):
    """Checks an answer with status 200."""
    shape = request.operation.output_shape
    if request.protocol == CBOR:
        _check_cbor(shape, answer, violations)
    elif request.protocol == "json":
        _check_json(request, shape, answer, violations)
    elif request.protocol == "query":
        _check_query(request, shape, answer, violations)
    else:
        _check_ec2(request, shape, answer, violations)
    if len(violations) == 0:
        _read_with_botocore(request, shape, answer, violations)


def check_before_encoding(operation, value, violations):
    """Checks an answer as the emulator gave it, before encoding left out what no model knows."""
    shape = operation.output_shape
    if shape is not None:
        _unknown_members(shape, value, "", violations)
    elif value not in (None, {}):
        violations.add("", f"is {shown(value)}, and the operation has no output")


def _unknown_members(shape, value, path, violations):
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, item in value.items():
            if name in shape.members:
                _unknown_members(shape.members[name], item, f"{path}.{name}", violations)
            else:
                violations.add(f"{path}.{name}", f"the shape {shape.name} has no such member")
    elif shape.type_name == "list" and isinstance(value, list):
        for index, item in enumerate(value):
            _unknown_members(shape.member, item, f"{path}[{index}]", violations)
    elif shape.type_name == "map" and isinstance(value, dict):
        for key, item in value.items():
            _unknown_members(shape.value, item, f"{path}.{key}", violations)


def check_request_id(headers, violations):
    """Every answer of a JSON protocol bears the request's id."""
    if not headers.get("x-amzn-requestid"):
        violations.add("x-amzn-requestid", "is missing")


def _check_json(request, shape, answer, violations):
    wanted = f"application/x-amz-json-{request.model.metadata['jsonVersion']}"
    if answer["headers"].get("content-type") != wanted:
        violations.add("content-type", f"is {answer['headers'].get('content-type')}, must be {wanted}")
    check_request_id(answer["headers"], violations)
    body = answer["body"]
    if shape is None:
        if body not in (b"", b"{}"):
            violations.add("", f"is {shown(body)}, and the operation has no output")
        return
    try:
        value = json.loads(body)
    except ValueError as error:
        violations.add("", f"is no JSON: {error}")
        return
    JsonForm(violations).decode(shape, value, "")


def check_cbor_headers(headers, violations):
    """What every answer of CBOR bears."""
    for name, wanted in (("content-type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")):
        if headers.get(name) != wanted:
            violations.add(name, f"is {headers.get(name)}, must be {wanted}")
    check_request_id(headers, violations)


def _check_cbor(shape, answer, violations):
    check_cbor_headers(answer["headers"], violations)
    try:
        # An operation without an output may be answered by nothing at all.
        value = {} if shape is None and answer["body"] == b"" else read_cbor(answer["body"])
    except NoCbor as error:
        violations.add("", f"is no CBOR: {error}")
        return
    if shape is not None:
        CborForm(violations).decode(shape, value, "")
    elif value != {}:
        violations.add("", f"is {shown(value)}, and the operation has no output")


def xml_of(answer, violations):
    """The root of an XML answer; None where it is none."""
    if not answer["headers"].get("content-type", "").startswith("text/xml"):
        violations.add("content-type", f"is {answer['headers'].get('content-type')}, must be text/xml")
    try:
        return ElementTree.fromstring(answer["body"])
    except ElementTree.ParseError as error:
        violations.add("", f"is no XML: {error}")
        return None


def _check_root(request, root, violations):
    wanted = f"{request.operation.name}Response"
    if local(root) != wanted:
        violations.add(local(root), f"must be {wanted}")
    given, meant = namespace(root).rstrip("/"), namespace_of(request).rstrip("/")
    if given != meant:
        violations.add("xmlns", f"is {given}, must be {meant}")


def namespace_of(request):
    """The XML namespace that a service's answers are in; EC2's model does not say its own."""
    return request.model.metadata.get("xmlNamespace", f"http://ec2.amazonaws.com/doc/{request.model.api_version}/")


def _check_query(request, shape, answer, violations):
    root = xml_of(answer, violations)
    if root is None:
        return
    _check_root(request, root, violations)
    parts = {local(part): part for part in root}
    metadata = parts.pop("ResponseMetadata", None)
    request_ids = [] if metadata is None else [part.text for part in metadata if local(part) == "RequestId"]
    if not any(request_ids):
        violations.add("ResponseMetadata.RequestId", "is missing")
    wrapper = None if shape is None else shape.serialization.get("resultWrapper")
    result = parts.pop(wrapper, None)
    for name in parts:
        violations.add(name, "stands beside the result")
    if wrapper is not None and result is None:
        violations.add(wrapper, "is missing")
    elif wrapper is not None:
        XmlReader(violations).check_members(shape, list(result), wrapper)


def _check_ec2(request, shape, answer, violations):
    root = xml_of(answer, violations)
    if root is None:
        return
    _check_root(request, root, violations)
    members = [part for part in root if local(part) != "requestId"]
    if len(members) == len(list(root)):
        violations.add("requestId", "is missing")
    if shape is not None:
        XmlReader(violations).check_members(shape, members, "")


def _read_with_botocore(request, shape, answer, violations):
    try:
        parsed = create_parser(request.protocol).parse(
            {"status_code": answer["status"], "headers": answer["headers"], "body": answer["body"]}, shape
        )
    except Exception as error:  # Whatever its parser meets is what a client of boto3's would meet.
        violations.add("", f"botocore can't read it: {type(error).__name__}: {error}")
        return
    # Of CBOR that says nothing, botocore's parser reads no metadata either.
    says_nothing = request.protocol == CBOR and shape is None
    if not parsed.pop("ResponseMetadata").get("RequestId") and not says_nothing:
        violations.add("ResponseMetadata.RequestId", "botocore finds none")
    if shape is None:
        return
    report = ParamValidator().validate(parsed, shape)
    if report.has_errors():
        violations.add("", f"botocore: {report.generate_report()}")
