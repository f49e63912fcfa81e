"""The service that this client deploys, as it is now."""

from .account import CLUSTER, client

SERVICE = "outsider"
GROUP = "/ecs/outsider"
NAMES_OF_SUBNETS = ["subnet-private-1a", "subnet-private-1b"]


def described(include=()):
    """The service as it is now."""
    return client("ecs").describe_services(cluster=CLUSTER, services=[SERVICE], include=list(include))["services"][0]


def completed(revision):
    """Whether the one deployment that is left is of that revision, and complete."""
    deployments = described()["deployments"]
    newest = deployments[0]
    return (
        len(deployments) == 1
        and newest["rolloutState"] == "COMPLETED"
        and newest["taskDefinition"].endswith(f":{revision}")
        and newest
    )


def service_deployments():
    """All service deployments. botocore has no paginator for them: the tokens are followed by hand."""
    ecs = client("ecs")
    items, count, token = [], 0, {}
    while True:
        page = ecs.list_service_deployments(cluster=CLUSTER, service=SERVICE, maxResults=1, **token)
        items += page["serviceDeployments"]
        count += 1
        if "nextToken" not in page:
            return items, count
        token = {"nextToken": page["nextToken"]}


def target_group():
    return client("elbv2").describe_target_groups(Names=["amply-api-tg"])["TargetGroups"][0]["TargetGroupArn"]


def target_states():
    """The state of each target, in alphabetical order."""
    health = client("elbv2").describe_target_health(TargetGroupArn=target_group())["TargetHealthDescriptions"]
    return sorted(target["TargetHealth"]["State"] for target in health)


def network():
    ec2 = client("ec2")
    subnets = ec2.describe_subnets(Filters=[{"Name": "tag:Name", "Values": NAMES_OF_SUBNETS}])["Subnets"]
    vpc = subnets[0]["VpcId"]
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    return {
        "awsvpcConfiguration": {
            "subnets": [subnet["SubnetId"] for subnet in subnets],
            "securityGroups": [groups[0]["GroupId"]],
            "assignPublicIp": "DISABLED",
        }
    }
