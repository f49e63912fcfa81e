"""python -m stack_account seed: makes the account's services; prints checks.
python -m stack_account read KIND ENVIRONMENT: prints what there is of a kind, by the addresses of a plan, as JSON."""

import json
import sys

from . import monitoring, scaling, seed

# moto's own.
ACCOUNT = "123456789012"
KINDS = {"monitoring": monitoring, "scaling": scaling}


def main(command, *arguments):
    if command == "seed":
        seed.run()
        return
    kind, environment = arguments
    found = json.dumps(KINDS[kind].read(environment), default=lambda moment: moment.isoformat())
    # As the output `changes` has it, which goes from job to job.
    print(found.replace(ACCOUNT, "ACCOUNT"))


main(*sys.argv[1:])
