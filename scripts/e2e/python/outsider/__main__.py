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
