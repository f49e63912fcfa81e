"""python -m stack_account seed: makes the account's services; prints checks.
python -m stack_account read KIND ENVIRONMENT: prints what there is of a kind, by the addresses of a plan, as JSON."""

import json
import sys

from . import monitoring, scaling, seed

KINDS = {"monitoring": monitoring, "scaling": scaling}


def main(command, *arguments):
    if command == "seed":
        seed.run()
        return
    kind, environment = arguments
    print(json.dumps(KINDS[kind].read(environment), default=lambda moment: moment.isoformat()))


main(*sys.argv[1:])
