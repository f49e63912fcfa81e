"""A service from its creation through a good update to a broken one and back, as ECS's API shows it."""

import datetime

from checks import check, has, same, until

from . import logs, paging, scaling
from .account import ACCOUNT, CLUSTER, REGION, client, code_of, pages, scenario
from .clusters import definition
from .service import (
    GROUP,
    SERVICE,
    completed,
    described,
    network,
    service_deployments,
    target_group,
    target_states,
)


def run():
    logs.run()
    created()
    read_back()
    scaling.run()
    updated()
    paging.run()
    broken()
    rolled_back_by_hand()
    taken_away()


def created():
    ecs = client("ecs")
    with check("ecs refuses a service that can't be, and says why"):
        task_definition = ecs.register_task_definition(**definition(SERVICE, "v1", GROUP))["taskDefinition"]
        revision = task_definition["revision"]
        request = {
            "cluster": CLUSTER,
            "serviceName": SERVICE,
            "taskDefinition": f"{SERVICE}:{revision}",
            "desiredCount": 2,
            "networkConfiguration": network(),
            "deploymentConfiguration": {
                "minimumHealthyPercent": 100,
                "maximumPercent": 200,
                "deploymentCircuitBreaker": {"enable": True, "rollback": True},
            },
            "loadBalancers": [
                {"targetGroupArn": target_group(), "containerName": "app", "containerPort": 8000}
            ],
            "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
            "healthCheckGracePeriodSeconds": 60,
            "enableECSManagedTags": True,
            "propagateTags": "SERVICE",
            "tags": [{"key": "made-by", "value": "boto3"}],
        }
        try:
            ecs.create_service(**request, launchType="FARGATE")
            raise AssertionError("no error")
        except ecs.exceptions.InvalidParameterException as error:
            assert "launch type and capacity provider strategy" in str(error), str(error)
        same(code_of(ecs.create_service, **{**request, "cluster": "nowhere"}), "ClusterNotFoundException", "the code")
    with check("ecs creates a service: its answer has one deployment under way"):
        service = ecs.create_service(**request, clientToken="once")["service"]
        has(service, {"serviceName": SERVICE, "status": "ACTIVE", "desiredCount": 2, "runningCount": 0})
        same(len(service["deployments"]), 1, "the number of deployments")
        has(service["deployments"][0], {"status": "PRIMARY", "rolloutState": "IN_PROGRESS", "failedTasks": 0})
        assert isinstance(service["deployments"][0]["createdAt"], datetime.datetime), "createdAt is no time"
    with check("ecs takes the same client token for the same service"):
        same(ecs.create_service(**request, clientToken="once")["service"]["serviceArn"], service["serviceArn"])
        same(code_of(ecs.create_service, **request, clientToken="twice"), "InvalidParameterException", "the code")
    with check("boto3's waiter services_stable sees the service stable"):
        waiter = ecs.get_waiter("services_stable")
        waiter.wait(cluster=CLUSTER, services=[SERVICE], WaiterConfig={"Delay": 0.2, "MaxAttempts": 100})
        has(described(), {"runningCount": 2, "pendingCount": 0})
    with check("the first rollout completes, with healthy targets"):
        until(lambda: completed(revision), "the first rollout's end")
        same(target_states(), ["healthy", "healthy"], "the targets")


def read_back():
    ecs = client("ecs")
    with check("ecs shows the service's settings and tags as they were given"):
        service = described(["TAGS"])
        has(
            service,
            {
                "tags": [{"key": "made-by", "value": "boto3"}],
                "propagateTags": "SERVICE",
                "enableECSManagedTags": True,
                "healthCheckGracePeriodSeconds": 60,
                "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
                "networkConfiguration": network(),
                "schedulingStrategy": "REPLICA",
            },
        )
        assert "launchType" not in service, "there is a launch type beside the strategy"
    with check("ecs writes the events of a rollout in its own words"):
        messages = [event["message"] for event in described()["events"]]
        assert any(message.startswith(f"(service {SERVICE}) has started 2 tasks: (task ") for message in messages), messages
        assert f"(service {SERVICE}) has reached a steady state." in messages, messages
        assert any("deployment completed." in message for message in messages), messages
    with check("ecs pages tasks, and describes them with times, network and digests"):
        arns, count = pages(ecs, "list_tasks", "taskArns", cluster=CLUSTER, serviceName=SERVICE)
        same((len(arns), count), (2, 2), "the numbers of tasks and pages")
        deployment = described()["deployments"][0]["id"]
        same(sorted(ecs.list_tasks(cluster=CLUSTER, startedBy=deployment)["taskArns"]), sorted(arns), "the tasks by deployment")
        answer = ecs.describe_tasks(cluster=CLUSTER, tasks=[*arns, "0" * 32], include=["TAGS"])
        same([failure["reason"] for failure in answer["failures"]], ["MISSING"], "the failures")
        for task in answer["tasks"]:
            has(task, {"lastStatus": "RUNNING", "group": f"service:{SERVICE}", "startedBy": deployment, "cpu": "256"})
            assert task["createdAt"] <= task["pullStartedAt"] <= task["pullStoppedAt"] <= task["startedAt"], task
            assert task["containers"][0]["imageDigest"].startswith("sha256:"), task["containers"]
            assert task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"], task["containers"]
            assert {"key": "made-by", "value": "boto3"} in task["tags"], task["tags"]
    with check("the digest that runs is the one that ecr has for the tag"):
        digests = {task["containers"][0]["imageDigest"] for task in answer["tasks"]}
        found = client("ecr").batch_get_image(repositoryName="amply-backend", imageIds=[{"imageTag": "v1"}])
        same(digests, {found["images"][0]["imageId"]["imageDigest"]}, "the digests")
    with check("ecs pages services, and knows their tags"):
        arns, _ = pages(ecs, "list_services", "serviceArns", cluster=CLUSTER)
        same([arn.split("/")[-1] for arn in arns], [SERVICE], "the services")
        ecs.tag_resource(resourceArn=arns[0], tags=[{"key": "seen", "value": "yes"}])
        tags = ecs.list_tags_for_resource(resourceArn=arns[0])["tags"]
        assert {"key": "seen", "value": "yes"} in tags, tags
        ecs.untag_resource(resourceArn=arns[0], tagKeys=["seen"])
        same(described(["TAGS"])["tags"], [{"key": "made-by", "value": "boto3"}], "the tags after that")
    with check("ecs protects a task from scale-in, and says until when"):
        one = answer["tasks"][0]["taskArn"]
        ecs.update_task_protection(cluster=CLUSTER, tasks=[one], protectionEnabled=True, expiresInMinutes=60)
        protected = ecs.get_task_protection(cluster=CLUSTER, tasks=[one])["protectedTasks"][0]
        same(protected["protectionEnabled"], True, "the protection")
        assert isinstance(protected["expirationDate"], datetime.datetime), "expirationDate is no time"
        ecs.update_task_protection(cluster=CLUSTER, tasks=[one], protectionEnabled=False)


def updated():
    ecs = client("ecs")
    with check("ecs updates to another revision: both deployments are seen, then the new one alone"):
        before = {task for task in ecs.list_tasks(cluster=CLUSTER, serviceName=SERVICE)["taskArns"]}
        registered = ecs.register_task_definition(**definition(SERVICE, "v2", GROUP))["taskDefinition"]
        answer = ecs.update_service(
            cluster=CLUSTER, service=SERVICE, taskDefinition=registered["taskDefinitionArn"], desiredCount=3
        )["service"]
        same([deployment["status"] for deployment in answer["deployments"]], ["PRIMARY", "ACTIVE"], "the deployments")
        until(lambda: completed(registered["revision"]), "the update's end")
        now = described()
        has(now, {"runningCount": 3, "desiredCount": 3, "taskDefinition": registered["taskDefinitionArn"]})
        after = {task for task in ecs.list_tasks(cluster=CLUSTER, serviceName=SERVICE)["taskArns"]}
        same(before & after, set(), "the tasks that stayed")
    with check("ecs keeps the stopped tasks, with who stopped them and why"):
        stopped = ecs.list_tasks(cluster=CLUSTER, serviceName=SERVICE, desiredStatus="STOPPED")["taskArns"]
        same(set(stopped), before, "the stopped tasks")
        for task in ecs.describe_tasks(cluster=CLUSTER, tasks=stopped)["tasks"]:
            has(task, {"lastStatus": "STOPPED", "stopCode": "ServiceSchedulerInitiated"})
            assert task["stoppedReason"].startswith("Scaling activity initiated by (deployment ecs-svc/"), task
            assert task["stoppingAt"] <= task["executionStoppedAt"] <= task["stoppedAt"], task
    with check("ecs pages the service deployments, the newest first"):
        arns, count = service_deployments()
        same((len(arns), count), (2, 2), "the numbers of deployments and pages")
        statuses = [item["status"] for item in arns]
        same(statuses, ["SUCCESSFUL", "SUCCESSFUL"], "the statuses")
        since = ecs.list_service_deployments(
            cluster=CLUSTER, service=SERVICE, createdAt={"after": arns[1]["createdAt"]}, status=["SUCCESSFUL"]
        )["serviceDeployments"]
        same([item["serviceDeploymentArn"] for item in since], [arns[0]["serviceDeploymentArn"]], "those after the first")
    with check("ecs describes a service deployment and its revisions"):
        arn = arns[0]["serviceDeploymentArn"]
        described_one = ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"][0]
        has(described_one, {"status": "SUCCESSFUL", "serviceDeploymentArn": arn})
        assert described_one["startedAt"] <= described_one["finishedAt"], described_one
        target = described_one["targetServiceRevision"]
        revisions = ecs.describe_service_revisions(
            serviceRevisionArns=[target["arn"], described_one["sourceServiceRevisions"][0]["arn"]]
        )["serviceRevisions"]
        definitions = [revision["taskDefinition"] for revision in revisions]
        same(definitions[0], registered["taskDefinitionArn"], "the target's task definition")
        assert definitions[1] != definitions[0], definitions
        assert revisions[0]["containerImages"][0]["imageDigest"].startswith("sha256:"), revisions[0]


def broken():
    ecs = client("ecs")
    scenario(images={"*:broken": {"behaviour": "crash", "exitCode": 3, "logs": ["starting", "KeyError: STRIPE"]}})
    with check("a broken image ends in a rollback, which every view of the service agrees on"):
        good = described()["taskDefinition"]
        registered = ecs.register_task_definition(**definition(SERVICE, "broken", GROUP))["taskDefinition"]
        ecs.update_service(cluster=CLUSTER, service=SERVICE, taskDefinition=f"{SERVICE}:{registered['revision']}")
        newest = lambda: service_deployments()[0][0]
        until(lambda: newest()["status"] == "ROLLBACK_SUCCESSFUL", "the rollback's end")
        item = ecs.describe_service_deployments(serviceDeploymentArns=[newest()["serviceDeploymentArn"]])
        item = item["serviceDeployments"][0]
        same(item["deploymentCircuitBreaker"]["status"], "TRIGGERED", "the circuit breaker")
        has(item["deploymentCircuitBreaker"], {"failureCount": 3, "threshold": 3})
        assert "circuit breaker" in item["rollback"]["reason"], item["rollback"]
        until(lambda: completed(good.rsplit(":", 1)[-1]), "the return of the good revision")
        has(described(), {"runningCount": 3, "taskDefinition": good})
    with check("the failed tasks say which container ended, and how"):
        arns = ecs.list_tasks(cluster=CLUSTER, family=SERVICE, desiredStatus="STOPPED", maxResults=100)["taskArns"]
        tasks = ecs.describe_tasks(cluster=CLUSTER, tasks=arns)["tasks"]
        failed = [task for task in tasks if task["taskDefinitionArn"] == registered["taskDefinitionArn"]]
        ended = [task for task in failed if task["stopCode"] == "EssentialContainerExited"]
        assert len(ended) >= 3, [(task["stopCode"], task["stoppedReason"]) for task in failed]
        for task in ended:
            same(task["stoppedReason"], "Essential container in task exited", "the reason")
            same(task["containers"][0]["exitCode"], 3, "the exit code")
    with check("the events tell of the rollback"):
        messages = [event["message"] for event in described()["events"]]
        assert any("deployment failed: tasks failed to start." in message for message in messages), messages
        assert any("rolling back to deployment ecs-svc/" in message for message in messages), messages
    with check("logs has the last words of the failed container"):
        cloudwatch = client("logs")
        stream = f"app/app/{ended[0]['taskArn'].split('/')[-1]}"
        events = cloudwatch.get_log_events(logGroupName=GROUP, logStreamName=stream, startFromHead=True)["events"]
        same([event["message"] for event in events], ["starting", "KeyError: STRIPE"], "the lines")
        streams, _ = pages(cloudwatch, "describe_log_streams", "logStreams", logGroupName=GROUP, logStreamNamePrefix="app/")
        assert stream in [found["logStreamName"] for found in streams], streams
    with check("the load balancer is left with the three healthy targets alone"):
        until(lambda: target_states() == ["healthy"] * 3, "three healthy targets alone")


def rolled_back_by_hand():
    ecs = client("ecs")
    scenario(images={"*:slow": {"behaviour": "slow", "afterSeconds": 3000}})
    with check("ecs rolls back on request, and refuses to a second time"):
        good = described()["taskDefinition"]
        registered = ecs.register_task_definition(**definition(SERVICE, "slow", GROUP))["taskDefinition"]
        ecs.update_service(
            cluster=CLUSTER,
            service=SERVICE,
            taskDefinition=registered["taskDefinitionArn"],
            # It would go back by itself, before anybody asks it to.
            deploymentConfiguration={"deploymentCircuitBreaker": {"enable": False, "rollback": False}},
        )
        under_way = until(
            lambda: [item for item in service_deployments()[0] if item["status"] == "IN_PROGRESS"],
            "a deployment in progress",
        )[0]["serviceDeploymentArn"]
        same(described()["currentServiceDeployment"], under_way, "the current service deployment")
        ecs.stop_service_deployment(serviceDeploymentArn=under_way, stopType="ROLLBACK")
        until(
            lambda: service_deployments()[0][0]["status"] == "ROLLBACK_SUCCESSFUL", "the end of the rollback asked for"
        )
        until(lambda: completed(good.rsplit(":", 1)[-1]), "the good revision alone")
        try:
            ecs.stop_service_deployment(serviceDeploymentArn=under_way)
            raise AssertionError("no error")
        except ecs.exceptions.ConflictException:
            pass
    with check("ecs raises ServiceDeploymentNotFoundException"):
        unknown = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service-deployment/{CLUSTER}/{SERVICE}/abcdefghijklmnopqrstu"
        try:
            ecs.stop_service_deployment(serviceDeploymentArn=unknown)
            raise AssertionError("no error")
        except ecs.exceptions.ServiceDeploymentNotFoundException:
            pass


def taken_away():
    ecs = client("ecs")
    with check("ecs deletes a service: draining, then gone, and its targets with it"):
        same(code_of(ecs.delete_service, cluster=CLUSTER, service=SERVICE), "InvalidParameterException", "the code")
        same(ecs.delete_service(cluster=CLUSTER, service=SERVICE, force=True)["service"]["status"], "DRAINING")
        try:
            ecs.update_service(cluster=CLUSTER, service=SERVICE, desiredCount=1)
            raise AssertionError("no error")
        except ecs.exceptions.ServiceNotActiveException:
            pass
        waiter = ecs.get_waiter("services_inactive")
        waiter.wait(cluster=CLUSTER, services=[SERVICE], WaiterConfig={"Delay": 0.2, "MaxAttempts": 100})
        until(lambda: target_states() == [], "no targets")
    with check("ecs raises ServiceNotFoundException for a service that never was"):
        try:
            ecs.update_service(cluster=CLUSTER, service="nothing", desiredCount=1)
            raise AssertionError("no error")
        except ecs.exceptions.ServiceNotFoundException:
            pass
        missing = ecs.describe_services(cluster=CLUSTER, services=["nothing"])
        same((missing["services"], missing["failures"][0]["reason"]), ([], "MISSING"), "the answer")
        eleven = [f"s{index}" for index in range(11)]
        same(code_of(ecs.describe_services, cluster=CLUSTER, services=eleven), "InvalidParameterException", "the code")
