"""Makes what deploys would have made: the clusters, their services, and what the seed's files name."""

from checks import check, same

from .account import PLACES, SERVICES, client


def run():
    for region, cluster in PLACES.values():
        with check(f"boto3 makes the services of {cluster} in moto"):
            network = surroundings(region)
            group = load_balanced(region, network)
            services(region, cluster, network, group)


def surroundings(region):
    """The network that moto starts with, and a topic."""
    client("sns", region).create_topic(Name="amply-alerts")
    client("sqs", region).create_queue(QueueName="amply-celery-queue")
    ec2 = client("ec2", region)
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    return {
        "vpc": vpc,
        "subnets": [subnet["SubnetId"] for subnet in subnets[:2]],
        "groups": [group["GroupId"] for group in groups[:1]],
    }


def load_balanced(region, network):
    """The target group of the api, behind a load balancer; its ARN."""
    balancing = client("elbv2", region)
    balancer = balancing.create_load_balancer(Name="amply", Subnets=network["subnets"])["LoadBalancers"][0]
    group = balancing.create_target_group(
        Name="amply-api-tg", Protocol="HTTP", Port=8000, VpcId=network["vpc"], TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    balancing.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )
    return group


def services(region, cluster, network, group):
    ecs = client("ecs", region)
    insights = [{"name": "containerInsights", "value": "enabled"}]
    ecs.create_cluster(clusterName=cluster, settings=insights)
    for name, count in SERVICES.items():
        ecs.register_task_definition(
            family=name,
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="512",
            memory="1024",
            containerDefinitions=[
                {"name": "api", "image": "amply:1", "essential": True, "portMappings": [{"containerPort": 8000}]}
            ],
        )
        balanced = {"targetGroupArn": group, "containerName": "api", "containerPort": 8000}
        ecs.create_service(
            cluster=cluster,
            serviceName=name,
            taskDefinition=name,
            desiredCount=count,
            launchType="FARGATE",
            networkConfiguration={
                "awsvpcConfiguration": {
                    "subnets": network["subnets"],
                    "securityGroups": network["groups"],
                    "assignPublicIp": "DISABLED",
                }
            },
            loadBalancers=[balanced] if name == "amply-api" else [],
        )
    made = ecs.describe_services(cluster=cluster, services=list(SERVICES))["services"]
    same({service["serviceName"]: service["desiredCount"] for service in made}, SERVICES, "the services")
