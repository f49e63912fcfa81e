"""Bodies of CBOR against their shapes. CBOR has types of its own for times and bytes; all else is as in JSON."""

from .cbor import Tagged
from .json_form import JsonForm
from .violations import shown

# The tag of seconds since the epoch. Source: RFC 8949, 3.4.2; Smithy, RPC v2 CBOR, "Timestamp type serialization".
EPOCH = 1


class CborForm(JsonForm):
    """Reads values of CBOR by their shapes, and notes everything that is wrong about them."""

    def read_timestamp(self, shape, value, path):
        if not isinstance(value, Tagged) or value.tag != EPOCH or not isinstance(value.value, (int, float)):
            return self.wrong_type(shape, value, path)
        return self.moment(value.value, path)

    def read_blob(self, shape, value, path):
        return value if isinstance(value, bytes) else self.wrong_type(shape, value, path)
