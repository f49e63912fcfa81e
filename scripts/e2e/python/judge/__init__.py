"""Judges recorded requests and answers by AWS's own service models, which botocore carries."""
