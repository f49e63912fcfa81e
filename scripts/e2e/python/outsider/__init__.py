"""A client that knows AWS and nothing of this project: it drives the emulator with boto3 alone."""
