"""Clusters and task definitions: made, changed, read back, taken away."""

import datetime

from checks import check, has, same

from .account import ACCOUNT, CLUSTER, REGION, client, code_of, image, pages

ROLE = f"arn:aws:iam::{ACCOUNT}:role/amply-task-execution"


def definition(family, tag, group, **changes):
    """What registers a task definition of one container `app`."""
    container = {
        "name": "app",
        "image": image(tag),
        "essential": True,
        "portMappings": [{"containerPort": 8000, "protocol": "tcp"}],
        "environment": [{"name": "GREETING", "value": "a=b, \u00fc & <c>"}],
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {"awslogs-group": group, "awslogs-region": REGION, "awslogs-stream-prefix": "app"},
        },
    }
    return {
        "family": family,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "executionRoleArn": ROLE,
        "containerDefinitions": [container],
        **changes,
    }


def run():
    clusters()
    task_definitions()


def clusters():
    ecs = client("ecs")
    with check("ecs creates a cluster with providers, settings and tags"):
        created = ecs.create_cluster(
            clusterName="outsider",
            capacityProviders=["FARGATE"],
            settings=[{"name": "containerInsights", "value": "enabled"}],
            tags=[{"key": "made-by", "value": "boto3"}],
        )["cluster"]
        has(created, {"clusterName": "outsider", "status": "ACTIVE", "capacityProviders": ["FARGATE"]})
    with check("ecs gives the providers and settings of a cluster as they were changed"):
        strategy = [{"capacityProvider": "FARGATE_SPOT", "weight": 2, "base": 0}]
        ecs.put_cluster_capacity_providers(
            cluster="outsider",
            capacityProviders=["FARGATE", "FARGATE_SPOT"],
            defaultCapacityProviderStrategy=strategy,
        )
        ecs.update_cluster_settings(cluster="outsider", settings=[{"name": "containerInsights", "value": "enhanced"}])
        ecs.update_cluster(
            cluster="outsider", configuration={"executeCommandConfiguration": {"logging": "DEFAULT"}}
        )
        answer = ecs.describe_clusters(
            clusters=["outsider", "nowhere"], include=["SETTINGS", "TAGS", "CONFIGURATIONS", "STATISTICS"]
        )
        has(
            answer["clusters"][0],
            {
                "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
                "defaultCapacityProviderStrategy": strategy,
                "settings": [{"name": "containerInsights", "value": "enhanced"}],
                "tags": [{"key": "made-by", "value": "boto3"}],
                "configuration": {"executeCommandConfiguration": {"logging": "DEFAULT"}},
            },
        )
        same([failure["reason"] for failure in answer["failures"]], ["MISSING"], "the failures")
    with check("ecs pages clusters"):
        arns, count = pages(ecs, "list_clusters", "clusterArns")
        same(sorted(arn.split("/")[-1] for arn in arns), [CLUSTER, "outsider"], "the clusters")
        same(count, 2, "the number of pages")
    with check("ecs deletes a cluster, and it is gone"):
        same(ecs.delete_cluster(cluster="outsider")["cluster"]["status"], "INACTIVE", "the status")
        try:
            ecs.list_services(cluster="outsider")
            raise AssertionError("no error")
        except ecs.exceptions.ClusterNotFoundException as error:
            same(error.response["Error"]["Message"], "Cluster not found.", "the message")
    with check("the clusters are made ready for the rollouts"):
        ecs.put_cluster_capacity_providers(
            cluster=CLUSTER, capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
        )


def task_definitions():
    ecs = client("ecs")
    with check("ecs registers revisions, and describes one as it was registered"):
        first = ecs.register_task_definition(
            **definition("outsider", "v1", "/ecs/outsider"), tags=[{"key": "step", "value": "one"}]
        )
        same(first["tags"], [{"key": "step", "value": "one"}], "the tags")
        second = ecs.register_task_definition(
            **definition(
                "outsider",
                "v2",
                "/ecs/outsider",
                cpu="512",
                memory="1024",
                ephemeralStorage={"sizeInGiB": 30},
                runtimePlatform={"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
                volumes=[{"name": "scratch"}],
            )
        )["taskDefinition"]
        has(second, {"family": "outsider", "revision": 2, "status": "ACTIVE", "cpu": "512", "memory": "1024"})
        assert isinstance(second["registeredAt"], datetime.datetime), "registeredAt is no time"
        read = ecs.describe_task_definition(taskDefinition="outsider:1", include=["TAGS"])
        same(read["tags"], [{"key": "step", "value": "one"}], "the tags")
        container = read["taskDefinition"]["containerDefinitions"][0]
        same(container["environment"][0]["value"], "a=b, \u00fc & <c>", "the variable")
        same(read["taskDefinition"]["compatibilities"], ["EC2", "FARGATE"], "the compatibilities")
    with check("ecs pages revisions and families"):
        arns, count = pages(ecs, "list_task_definitions", "taskDefinitionArns", familyPrefix="outsider", sort="DESC")
        same([arn.rsplit(":", 1)[-1] for arn in arns], ["2", "1"], "the revisions")
        same(count, 2, "the number of pages")
        families, _ = pages(ecs, "list_task_definition_families", "families", status="ACTIVE")
        same(families, ["outsider"], "the families")
    with check("ecs deregisters a revision: inactive, listed apart, and of no use any more"):
        gone = ecs.deregister_task_definition(taskDefinition="outsider:1")["taskDefinition"]
        has(gone, {"status": "INACTIVE", "revision": 1})
        inactive = ecs.list_task_definitions(familyPrefix="outsider", status="INACTIVE")["taskDefinitionArns"]
        same([arn.rsplit(":", 1)[-1] for arn in inactive], ["1"], "the inactive revisions")
        newest = ecs.describe_task_definition(taskDefinition="outsider")["taskDefinition"]["revision"]
        same(newest, 2, "the newest revision")
    with check("ecs refuses task definitions with ClientException and InvalidParameterException"):
        wrong_pair = definition("outsider", "v1", "/ecs/outsider", cpu="256", memory="4096")
        same(code_of(ecs.register_task_definition, **wrong_pair), "ClientException", "the code")
        same(code_of(ecs.describe_task_definition, taskDefinition="nothing"), "ClientException", "the code")
        no_containers = definition("outsider", "v1", "/ecs/outsider", containerDefinitions=[])
        assert code_of(ecs.register_task_definition, **no_containers) in (
            "ClientException",
            "InvalidParameterException",
        ), "it was accepted"
