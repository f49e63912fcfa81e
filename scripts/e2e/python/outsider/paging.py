"""Every list that comes in pages, whole: through boto3's own paginators, at the smallest page and at one large one."""

from checks import check, same

from .account import CLUSTER, client, scenario
from .service import GROUP

# A page as large as every list here is long.
LARGE = 100

# Service, operation and arguments. Only what has more than one item at that time shows its pages.
PAGED = [
    ("application-autoscaling", "describe_scalable_targets", {"ServiceNamespace": "ecs"}),
    ("ec2", "describe_security_groups", {}),
    ("ec2", "describe_subnets", {}),
    ("ec2", "describe_vpcs", {}),
    ("ecr", "describe_images", {"repositoryName": "amply-backend"}),
    ("ecr", "describe_repositories", {}),
    ("ecr", "list_images", {"repositoryName": "amply-backend"}),
    ("ecs", "list_clusters", {}),
    ("ecs", "list_services", {"cluster": CLUSTER}),
    ("ecs", "list_task_definition_families", {}),
    ("ecs", "list_task_definitions", {}),
    ("ecs", "list_tasks", {"cluster": CLUSTER}),
    ("ecs", "list_tasks", {"cluster": CLUSTER, "desiredStatus": "STOPPED"}),
    ("elbv2", "describe_listeners", {"LoadBalancerArn": "of the account"}),
    ("elbv2", "describe_load_balancers", {}),
    ("elbv2", "describe_target_groups", {}),
    ("logs", "describe_log_groups", {}),
    ("logs", "describe_log_streams", {"logGroupName": GROUP}),
    ("secretsmanager", "list_secrets", {}),
    ("sns", "list_topics", {}),
    ("ssm", "describe_parameters", {}),
]
# As many pages as items, where the list is known to have several.
SEVERAL = {"list_task_definitions", "list_tasks", "describe_vpcs", "list_images", "list_secrets"}


def run():
    for service, operation, arguments in PAGED:
        what = " ".join([service, operation, *arguments.get("desiredStatus", "").split()])
        with check(f"boto3 pages through {what}"):
            if "LoadBalancerArn" in arguments:
                balancers = client("elbv2").describe_load_balancers()["LoadBalancers"]
                arguments = {"LoadBalancerArn": balancers[0]["LoadBalancerArn"]}
            whole, _ = listed(service, operation, arguments, LARGE)
            single, pages = listed(service, operation, arguments, 1)
            same(single, whole, "the list in pages of one")
            if operation in SEVERAL:
                assert len(whole) > 1, f"there are {len(whole)} items, and this shows nothing"
                same(pages, len(whole), "the number of pages")
    scenario(pageSize=10)


def listed(service, operation, arguments, page_size):
    """The items, and in how many pages they came, where the server's own page has that size."""
    scenario(pageSize=page_size)
    paginator = client(service).get_paginator(operation)
    pages = list(paginator.paginate(**arguments))
    key = paginator.result_keys[0]
    return [item for page in pages for item in key.search(page) or []], len(pages)
