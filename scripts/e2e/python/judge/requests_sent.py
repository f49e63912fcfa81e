"""A request against the model of its operation."""

import gzip
import json
from urllib.parse import parse_qsl

from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

from .cbor import NoCbor, read as read_cbor
from .cbor_form import CborForm
from .json_form import JsonForm
from .models import by_signing_name, signed_for
from .query_form import FormReader, tree_of
from .violations import shown


CBOR = "smithy-rpc-v2-cbor"


class Request:
    """What a request says: the operation's model and its parameters; what is wrong with it is in the violations."""

    def __init__(self, exchange, violations):
        self.headers = exchange["headers"]
        self.violations = violations
        self.model = None
        self.operation = None
        # How the request is written: a service may speak several protocols, and its clients choose.
        self.protocol = None
        body = exchange["body"]
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        signed = signed_for(self.headers)
        if not signed:
            violations.add("authorization", "is not signed")
            return
        name, region = signed
        if region != "eu-central-1":
            violations.add("authorization", f"is signed for the region {region}")
        self.model = by_signing_name().get(name)
        if self.model is None:
            violations.add("authorization", f"is signed for {name}, which this judge does not know")
            return
        self.protocol = self._protocol_of()
        self._check_address(exchange)
        if self.protocol == CBOR:
            self._read_cbor(exchange["path"], body)
        elif self.protocol == "json":
            self._read_json(body)
        else:
            self._read_form(body)

    def _protocol_of(self):
        """The protocol that the request's headers say it has, if the service speaks it; else the one it prefers."""
        spoken = self.model.metadata["protocols"]
        if self.headers.get("smithy-protocol") == "rpc-v2-cbor":
            said = CBOR
        else:
            said = "json" if "x-amz-target" in self.headers else spoken[-1]
        if said not in spoken:
            self.violations.add("", f"is in {said}, and {self.model.service_name} speaks {', '.join(spoken)}")
            return spoken[0]
        return said

    def _check_address(self, exchange):
        method, path = exchange["method"], exchange["path"]
        pattern = f"/service/{self.model.metadata.get('targetPrefix')}/operation/" if self.protocol == CBOR else "/"
        if method != "POST" or not (path.startswith(pattern) if self.protocol == CBOR else path == pattern):
            self.violations.add("", f"is {method} {path}, and {self.protocol} has POST {pattern}")

    def _read_cbor(self, path, body):
        if self.headers.get("content-type") != "application/cbor":
            self.violations.add("content-type", f"is {self.headers.get('content-type')}, must be application/cbor")
        if not self._find(path.rsplit("/", 1)[-1]):
            return
        try:
            value = read_cbor(body)
        except NoCbor as error:
            self.violations.add("", f"is no CBOR: {error}")
            return
        self._read_members(CborForm(self.violations), value)

    def _read_json(self, body):
        wanted = f"application/x-amz-json-{self.model.metadata['jsonVersion']}"
        if self.headers.get("content-type") != wanted:
            self.violations.add("content-type", f"is {self.headers.get('content-type')}, must be {wanted}")
        prefix, _, operation = self.headers.get("x-amz-target", "").partition(".")
        if prefix != self.model.metadata["targetPrefix"]:
            self.violations.add("x-amz-target", f"is {prefix}, must be {self.model.metadata['targetPrefix']}")
        if not self._find(operation):
            return
        try:
            value = json.loads(body)
        except ValueError as error:
            self.violations.add("", f"is no JSON: {error}")
            return
        self._read_members(JsonForm(self.violations), value)

    def _read_members(self, form, value):
        shape = self.operation.input_shape
        if shape is None:
            if value != {}:
                self.violations.add("", f"is {shown(value)}, and the operation has no input")
            return
        self._validate(form.decode(shape, value, ""))

    def _read_form(self, body):
        content_type = self.headers.get("content-type", "")
        if not content_type.startswith("application/x-www-form-urlencoded"):
            self.violations.add("content-type", f"is {content_type}")
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
        given = dict(pairs)
        if len(given) < len(pairs):
            self.violations.add("", "has a parameter twice")
        if given.pop("Version", None) != self.model.api_version:
            self.violations.add("Version", f"must be {self.model.api_version}")
        if not self._find(given.pop("Action", "")):
            return
        shape = self.operation.input_shape
        if shape is None:
            if given:
                self.violations.add("", f"has {', '.join(given)}, and the operation has no input")
            return
        reader = FormReader(self.protocol, self.violations)
        parameters = reader.decode(shape, tree_of(given.items()), "")
        self._validate(parameters)
        self._compare_with_botocore(parameters, given)

    def _find(self, operation):
        if operation not in self.model.operation_names:
            self.violations.add("", f"{self.model.service_name} has no operation {shown(operation)}")
            return False
        self.operation = self.model.operation_model(operation)
        return True

    def _validate(self, parameters):
        """botocore's own judgement of the same parameters."""
        if len(self.violations) == 0:
            report = ParamValidator().validate(parameters, self.operation.input_shape)
            if report.has_errors():
                self.violations.add("", f"botocore: {report.generate_report()}")

    def _compare_with_botocore(self, parameters, given):
        """Whether botocore would have written the same form."""
        if len(self.violations) > 0:
            return
        serializer = create_serializer(self.protocol, include_validation=False)
        written = serializer.serialize_to_request(parameters, self.operation)["body"]
        ours = {name: value for name, value in given.items() if value != ""}
        theirs = {
            name: str(value)
            for name, value in written.items()
            if name not in ("Action", "Version") and value not in ("", [])
        }
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                self.violations.add(name, f"is {shown(ours.get(name))}, and botocore writes {shown(theirs.get(name))}")
