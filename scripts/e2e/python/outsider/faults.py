"""What goes wrong between a client and AWS, as boto3 meets it."""

from concurrent.futures import ThreadPoolExecutor

from checks import check, same
from judge.models import iam_name

from .account import CLUSTER, client, code_of, patient_client, scenario

# One read of each service: every protocol has to carry every fault.
READS = {
    "ecs": ("list_services", {"cluster": CLUSTER}),
    "ecr": ("describe_repositories", {}),
    "logs": ("describe_log_groups", {}),
    "ssm": ("describe_parameters", {}),
    "secretsmanager": ("list_secrets", {}),
    "application-autoscaling": ("describe_scalable_targets", {"ServiceNamespace": "ecs"}),
    "elbv2": ("describe_target_groups", {}),
    "sts": ("get_caller_identity", {}),
    "iam": ("get_role", {"RoleName": "amply-task"}),
    "sns": ("list_topics", {}),
    "ec2": ("describe_vpcs", {}),
    "cloudwatch": ("list_dashboards", {}),
    "events": ("list_rules", {}),
    "resourcegroupstaggingapi": ("get_resources", {"ResourceTypeFilters": ["cloudwatch:alarm"]}),
}
QUERY_CODES = {
    "AccessDeniedException": {"default": "AccessDenied", "ec2": "UnauthorizedOperation", "sns": "AuthorizationError"},
    "ExpiredTokenException": {"default": "ExpiredToken", "ec2": "RequestExpired"},
    "ThrottlingException": {"default": "Throttling", "ec2": "RequestLimitExceeded"},
}
# CloudWatch spoke Query once, and its clients still know its errors so.
QUERY_SERVICES = ("elbv2", "sts", "iam", "sns", "ec2", "cloudwatch")


def run():
    every_service("denies what is not allowed", "AccessDeniedException", {"denied": ["*"]}, {"denied": []})
    every_service("says that a token has expired", "ExpiredTokenException", fault("ExpiredTokenException"), NO_FAULTS)
    every_service("throttles", "ThrottlingException", fault("ThrottlingException"), NO_FAULTS)
    retried()


def fault(error, **more):
    return {"faults": [{"operation": "*", "error": error, **more}]}


NO_FAULTS = {"faults": []}


def every_service(what, code, change, back):
    for service, (operation, arguments) in READS.items():
        with check(f"{service} {what}, in the words of its protocol"):
            codes = QUERY_CODES[code] if service in QUERY_SERVICES else {"default": code}
            scenario(**change)
            try:
                seen = code_of(getattr(client(service), operation), **arguments)
            finally:
                scenario(**back)
            same(seen, codes.get(service, codes["default"]), "the code")


def retried():
    """All services at a time: boto3 waits for seconds between its attempts."""
    clients = {service: patient_client(service) for service in READS}
    scenario(faults=[one for calls in clients.values() for one in three_faults(iam_name(calls.meta.service_model))])
    with ThreadPoolExecutor(len(READS)) as pool:
        answers = {
            service: pool.submit(getattr(clients[service], operation), **arguments)
            for service, (operation, arguments) in READS.items()
        }
    scenario(**NO_FAULTS)
    for service, answer in answers.items():
        with check(f"boto3 gets through to {service} after a throttle, a server error and a lost connection"):
            same(answer.result()["ResponseMetadata"]["RetryAttempts"], 3, "the number of retries")


def three_faults(name):
    """What goes wrong with the first three calls of a service."""
    errors = ("ThrottlingException", "ServiceUnavailable", "ConnectionLost")
    return [{"operation": f"{name}:*", "error": error, "times": 1} for error in errors]
