"""python -m judge RECORDING COVERAGE: judges a recording, and notes which operations it has."""

import base64
import collections
import json
import sys

import botocore
from checks import report

from .answers_given import check_answer, check_before_encoding
from .errors_given import check_error
from .models import by_signing_name
from .requests_sent import Request
from .violations import Violations

# More of one operation say nothing new.
MOST_SHOWN = 12


class Judgement:
    """What was found of one operation."""

    def __init__(self):
        self.requests = self.answers = 0
        self.errors = collections.Counter()
        self.violations = {"requests": collections.Counter(), "answers": collections.Counter()}

    def add(self, part, run, violations):
        for text in violations.found:
            self.violations[part][f"{text} [{run}]"] += 1


def main(recording, coverage):
    judged = collections.defaultdict(Judgement)
    lost = 0
    with open(recording, encoding="utf-8") as lines:
        for line in lines:
            exchange = json.loads(line)
            if "given" in exchange:
                judge_given(exchange, judged)
                continue
            exchange["body"] = base64.b64decode(exchange["body"])
            found = Violations()
            request = Request(exchange, found)
            judgement = judged[address_of(request)]
            judgement.requests += 1
            judgement.add("requests", exchange["run"], found)
            if "answer" not in exchange:
                lost += 1
            elif request.operation is not None:
                judge_answer(request, exchange, judgement)
    for address in sorted(judged):
        tell(address, judged[address])
    total = sum(judgement.requests for judgement in judged.values())
    report(f"botocore {botocore.__version__} has judged {total} requests, {lost} of them without an answer", total > 0)
    with open(coverage, "w", encoding="utf-8") as file:
        json.dump(covered(judged), file)


def address_of(request):
    """The operation as IAM permissions name it."""
    if request.operation is None:
        return "(no operation)"
    return f"{request.model.signing_name}:{request.operation.name}"


def judge_answer(request, exchange, judgement):
    answer = exchange["answer"]
    answer["body"] = base64.b64decode(answer["body"])
    found = Violations()
    if answer["status"] == 200:
        judgement.answers += 1
        check_answer(request, answer, found)
    else:
        judgement.errors[check_error(request, answer, found)] += 1
    judgement.add("answers", exchange["run"], found)


def judge_given(entry, judged):
    service, _, name = entry["operation"].partition(":")
    found = Violations()
    check_before_encoding(by_signing_name()[service].operation_model(name), entry["given"], found)
    judged[entry["operation"]].add("answers", f"{entry['run']}, before encoding", found)


def tell(address, judgement):
    for part, count in (("requests", judgement.requests), ("answers", judgement.answers + judgement.errors.total())):
        violations = judgement.violations[part]
        shown = [f"{count} times: {text}" for text, count in violations.most_common(MOST_SHOWN)]
        if len(violations) > MOST_SHOWN:
            shown.append(f"and {len(violations) - MOST_SHOWN} more")
        codes = "".join(f", {code} {times}" for code, times in sorted(judgement.errors.items(), key=str))
        seen = f"{count} {part}" if part == "requests" else f"{judgement.answers} good{codes}"
        report(f"{address}: {part} as AWS's model has them", not violations, shown or [seen])


def covered(judged):
    """Every operation of every model, and those that were answered well in the recording."""
    return {
        "known": [
            f"{name}:{operation}" for name, model in by_signing_name().items() for operation in model.operation_names
        ],
        "answered": [address for address, judgement in judged.items() if judgement.answers > 0],
    }


main(*sys.argv[1:])
