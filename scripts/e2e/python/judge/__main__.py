"""python -m judge RECORDING COVERAGE: judges a recording, and notes which operations it has."""

import collections
import json
import sys

import botocore
from checks import report

from .exchanges import Judged, judged_before_encoding, unpacked
from .models import by_iam_name

# More of one operation say nothing new.
MOST_SHOWN = 12


class Tally:
    """What was found of one operation."""

    def __init__(self):
        self.requests = self.answers = 0
        self.errors = collections.Counter()
        self.violations = {"requests": collections.Counter(), "answers": collections.Counter()}

    def add(self, part, run, violations):
        for text in violations.found:
            self.violations[part][f"{text} [{run}]"] += 1

    def add_exchange(self, run, judged):
        self.requests += 1
        self.add("requests", run, judged.of_request)
        self.add("answers", run, judged.of_answer)
        if judged.is_good:
            self.answers += 1
        elif judged.answer is not None:
            self.errors[judged.error_code] += 1

    def tell(self, address):
        codes = "".join(f", {code} {times}" for code, times in sorted(self.errors.items(), key=str))
        seen = {"requests": str(self.requests), "answers": f"{self.answers} good{codes}"}
        for part, violations in self.violations.items():
            shown = [f"{count} times: {text}" for text, count in violations.most_common(MOST_SHOWN)]
            if len(violations) > MOST_SHOWN:
                shown.append(f"and {len(violations) - MOST_SHOWN} more")
            report(f"{address}: {part} as AWS's model has them", not violations, shown or [seen[part]])


def main(recording, coverage):
    tallies = collections.defaultdict(Tally)
    with open(recording, encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            if "given" in entry:
                found = judged_before_encoding(entry["operation"], entry["given"])
                tallies[entry["operation"]].add("answers", f"{entry['run']}, before encoding", found)
            else:
                judged = Judged(unpacked(entry))
                tallies[judged.address].add_exchange(entry["run"], judged)
    for address in sorted(tallies):
        tallies[address].tell(address)
    total = sum(tally.requests for tally in tallies.values())
    wrong = sum(violations.total() for tally in tallies.values() for violations in tally.violations.values())
    botocore_judged = f"botocore {botocore.__version__} judged {total} requests and their answers"
    report(botocore_judged, total > 0 and wrong == 0, [f"{wrong} violations"])
    with open(coverage, "w", encoding="utf-8") as file:
        json.dump(covered(tallies), file)


def covered(tallies):
    """Every operation of every model, and those that were answered well in the recording."""
    return {
        "known": [
            f"{name}:{operation}" for name, model in by_iam_name().items() for operation in model.operation_names
        ],
        "answered": [address for address, tally in tallies.items() if tally.answers > 0],
    }


main(*sys.argv[1:])
