"""Where the stack runs, and the clients of its account."""

import os

import boto3

# By environment; the base is production.
PLACES = {"base": ("eu-central-1", "amply-prod"), "staging": ("eu-west-1", "amply-staging")}
SERVICES = {"amply-api": 2, "amply-worker": 2, "amply-beat": 1}


def client(service, region):
    """A client as boto3 builds it by default."""
    return boto3.client(service, region_name=region, endpoint_url=os.environ["AWS_ENDPOINT_URL"])
