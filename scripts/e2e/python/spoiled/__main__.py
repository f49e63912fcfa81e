"""python -m spoiled RECORDING: spoils exchanges of a recording, and checks that the judge finds each fault."""

import copy
import json
import sys

from checks import check
from judge.exchanges import Judged, judged_before_encoding, unpacked

from .cbor_faults import CBOR_FAULTS
from .json_faults import JSON_FAULTS
from .text_faults import TEXT_FAULTS


def main(recording):
    with open(recording, encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    exchanges = [entry for entry in entries if "given" not in entry]
    for name, address, status, spoil, wanted in JSON_FAULTS + TEXT_FAULTS + CBOR_FAULTS:
        with check(f"the judge finds {name}"):
            exchange = first(exchanges, address, status, spoil)
            judged = Judged(exchange)
            found = judged.of_request.found + judged.of_answer.found
            assert any(wanted in text for text in found), f"it found {found or 'nothing'}\nmust find {wanted}"
    with check("the judge finds a member that encoding would leave out"):
        given = copy.deepcopy(next(entry for entry in entries if entry.get("operation") == "ecs:DescribeServices"))
        given["given"]["services"][0]["deployments"][0]["invented"] = 1
        found = judged_before_encoding(given["operation"], given["given"]).found
        assert any("has no such member" in text for text in found), f"it found {found or 'nothing'}"


def first(exchanges, address, status, spoil):
    """The first good exchange of the operation that could be spoiled, spoiled."""
    name = address.partition(":")[2].encode()
    for entry in exchanges:
        exchange = unpacked(entry)
        addressed = exchange["path"] + exchange["headers"].get("x-amz-target", "")
        is_named = name in exchange["body"] or name.decode() in addressed
        if not is_named or exchange.get("answer", {}).get("status") != status or Judged(exchange).address != address:
            continue
        before = copy.deepcopy(exchange)
        try:
            spoil(exchange)
        except (KeyError, IndexError):
            continue
        if exchange != before:
            return exchange
    raise AssertionError(f"the recording has no {address} with status {status} that could be spoiled")


main(*sys.argv[1:])
