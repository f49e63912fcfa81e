"""Tasks that no service started."""

from checks import check, has, same, until

from .account import CLUSTER, client, code_of, scenario
from .clusters import definition
from .service import GROUP, network


def run():
    ecs = client("ecs")
    request = {
        "cluster": CLUSTER,
        "taskDefinition": "one-off",
        "launchType": "FARGATE",
        "networkConfiguration": network(),
        "startedBy": "outsider",
        "overrides": {"containerOverrides": [{"name": "app", "command": ["python", "-m", "migrate"]}]},
        "tags": [{"key": "kind", "value": "one-off"}],
    }
    with check("ecs runs a task, and boto3's waiter sees it running"):
        ecs.register_task_definition(**definition("one-off", "v1", GROUP))
        task = ecs.run_task(**request)["tasks"][0]
        has(task, {"startedBy": "outsider", "group": "family:one-off", "desiredStatus": "RUNNING"})
        same(task["overrides"]["containerOverrides"][0]["command"], ["python", "-m", "migrate"], "the command")
        waiter = ecs.get_waiter("tasks_running")
        waiter.wait(cluster=CLUSTER, tasks=[task["taskArn"]], WaiterConfig={"Delay": 0.1, "MaxAttempts": 100})
    with check("ecs stops a task with a reason, and boto3's waiter sees it stopped"):
        ecs.stop_task(cluster=CLUSTER, task=task["taskArn"], reason="enough")
        waiter = ecs.get_waiter("tasks_stopped")
        waiter.wait(cluster=CLUSTER, tasks=[task["taskArn"]], WaiterConfig={"Delay": 0.1, "MaxAttempts": 100})
        stopped = ecs.describe_tasks(cluster=CLUSTER, tasks=[task["taskArn"]])["tasks"][0]
        has(stopped, {"stopCode": "UserInitiated", "stoppedReason": "enough", "lastStatus": "STOPPED"})
    with check("a task whose image is not there says so in ECS's words"):
        scenario(images={"*:absent": {"behaviour": "pull-error"}})
        ecs.register_task_definition(**definition("one-off", "absent", GROUP))
        task = ecs.run_task(**request)["tasks"][0]
        look = lambda: ecs.describe_tasks(cluster=CLUSTER, tasks=[task["taskArn"]])["tasks"][0]
        stopped = until(lambda: look()["lastStatus"] == "STOPPED" and look(), "the task's end")
        same(stopped["stopCode"], "TaskFailedToStart", "the stop code")
        assert stopped["stoppedReason"].startswith("CannotPullContainerError"), stopped["stoppedReason"]
    with check("ecs answers what it can't run with a failure or an error"):
        scenario(images={"*:nowhere": {"behaviour": "no-capacity"}})
        ecs.register_task_definition(**definition("one-off", "nowhere", GROUP))
        same(ecs.run_task(**request)["tasks"], [], "the tasks")
        same(code_of(ecs.run_task, **{**request, "taskDefinition": "nothing"}), "ClientException", "the code")
        unknown = "0123456789abcdef0123456789abcdef"
        same(code_of(ecs.stop_task, cluster=CLUSTER, task=unknown), "InvalidParameterException", "the code")
