"""boto3 drives the emulator through all that it does, and sees what came of it."""

import boto3
from checks import check, same

from . import (
    account,
    clusters,
    events,
    faults,
    images,
    lifecycle,
    log_settings,
    lookups,
    monitoring,
    repositories,
    rollouts,
    scans,
    single_tasks,
)

with check(f"boto3 {boto3.__version__} reaches the emulator"):
    same(account.client("sts").get_caller_identity()["ResponseMetadata"]["HTTPStatusCode"], 200)
# AWS's request limits hold in emulated time, and how much of it passes between two calls depends on the machine.
account.scenario(limits=False)
for part in (
    lookups,
    repositories,
    images,
    lifecycle,
    scans,
    monitoring,
    log_settings,
    events,
    clusters,
    rollouts,
    single_tasks,
    faults,
):
    part.run()
