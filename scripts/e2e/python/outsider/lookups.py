"""What an account has around its services, read back as boto3 shows it."""

import datetime

from checks import check, has, same

from .account import ACCOUNT, REGION, client, code_of, image, pages


def run():
    identity()
    roles_and_topics()
    secrets_and_parameters()
    network()
    images()
    load_balancing()


def identity():
    sts = client("sts")
    with check("sts says whose account it is"):
        has(sts.get_caller_identity(), {"Account": ACCOUNT})


def roles_and_topics():
    iam, sns = client("iam"), client("sns")
    with check("iam gives a role by name"):
        role = iam.get_role(RoleName="amply-task-execution")["Role"]
        has(role, {"RoleName": "amply-task-execution", "Arn": f"arn:aws:iam::{ACCOUNT}:role/amply-task-execution"})
        same(role["AssumeRolePolicyDocument"]["Statement"][0]["Effect"], "Allow", "the trust policy, decoded,")
        assert isinstance(role["CreateDate"], datetime.datetime), "CreateDate is no time"
    with check("iam raises NoSuchEntityException for an unknown role"):
        try:
            iam.get_role(RoleName="nobody")
            raise AssertionError("no error")
        except iam.exceptions.NoSuchEntityException as error:
            same(error.response["ResponseMetadata"]["HTTPStatusCode"], 404, "the HTTP status")
    with check("sns pages its topics"):
        paginator = sns.get_paginator("list_topics")
        arns = [topic["TopicArn"] for page in paginator.paginate() for topic in page["Topics"]]
        same(arns, [f"arn:aws:sns:{REGION}:{ACCOUNT}:amply-alerts"], "the topics")


def secrets_and_parameters():
    secrets, ssm = client("secretsmanager"), client("ssm")
    with check("secretsmanager describes a secret by name and by ARN"):
        by_name = secrets.describe_secret(SecretId="amply/database-url")
        has(by_name, {"Name": "amply/database-url"})
        same(secrets.describe_secret(SecretId=by_name["ARN"])["Name"], "amply/database-url", "the name by ARN")
        assert isinstance(by_name["CreatedDate"], datetime.datetime), "CreatedDate is no time"
    with check("secretsmanager pages its secrets"):
        items, count = pages(secrets, "list_secrets", "SecretList")
        same(sorted(item["Name"] for item in items), ["amply/database-url", "amply/stripe-secret"], "the secrets")
        same(count, 2, "the number of pages")
    with check("secretsmanager raises ResourceNotFoundException"):
        try:
            secrets.describe_secret(SecretId="amply/nothing")
            raise AssertionError("no error")
        except secrets.exceptions.ResourceNotFoundException:
            pass
    with check("ssm finds no parameter where there is none"):
        paginator = ssm.get_paginator("describe_parameters")
        filters = [{"Key": "Name", "Option": "Equals", "Values": ["/amply/nothing"]}]
        same([item for page in paginator.paginate(ParameterFilters=filters) for item in page["Parameters"]], [])
        same(ssm.get_parameters(Names=["/amply/nothing"])["InvalidParameters"], ["/amply/nothing"], "the invalid ones")
    with check("ssm creates a parameter once, gives it back, and forgets it"):
        lock = {"Name": "/fargate-actions/outsider", "Value": "ours", "Type": "String"}
        same(ssm.put_parameter(**lock)["Version"], 1, "the version")
        try:
            ssm.put_parameter(**{**lock, "Value": "theirs"})
            raise AssertionError("no error")
        except ssm.exceptions.ParameterAlreadyExists:
            pass
        has(ssm.get_parameter(Name=lock["Name"])["Parameter"], {"Value": "ours", "Type": "String"})
        ssm.delete_parameter(Name=lock["Name"])
        try:
            ssm.get_parameter(Name=lock["Name"])
            raise AssertionError("no error")
        except ssm.exceptions.ParameterNotFound:
            pass


def network():
    ec2 = client("ec2")
    with check("ec2 finds the VPC by its Name tag"):
        vpcs = ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["amply"]}])["Vpcs"]
        same(len(vpcs), 1, "the number of VPCs")
        same(vpcs[0]["Tags"], [{"Key": "Name", "Value": "amply"}], "the tags")
    with check("ec2 pages subnets, and filters them"):
        paginator = ec2.get_paginator("describe_subnets")
        found = [
            subnet["AvailabilityZone"]
            for page in paginator.paginate(
                Filters=[
                    {"Name": "vpc-id", "Values": [vpcs[0]["VpcId"]]},
                    {"Name": "tag:Name", "Values": ["subnet-private-1a", "subnet-private-1b"]},
                ],
                PaginationConfig={"PageSize": 5},
            )
            for subnet in page["Subnets"]
        ]
        same(sorted(found), [f"{REGION}a", f"{REGION}b"], "the zones")
    with check("ec2 tells security groups of one name apart by their VPC"):
        paginator = ec2.get_paginator("describe_security_groups")
        by_name = {"Name": "group-name", "Values": ["sg-ecs"]}
        all_of_them = [group for page in paginator.paginate(Filters=[by_name]) for group in page["SecurityGroups"]]
        in_vpc = {"Name": "vpc-id", "Values": [vpcs[0]["VpcId"]]}
        one = ec2.describe_security_groups(Filters=[by_name, in_vpc])["SecurityGroups"]
        same((len(all_of_them), len(one)), (2, 1), "the numbers of groups")
        has(one[0], {"GroupName": "sg-ecs", "VpcId": vpcs[0]["VpcId"], "OwnerId": ACCOUNT})
    with check("ec2 answers unknown ids with its own codes"):
        unknown = "0123456789abcdef0"
        same(code_of(ec2.describe_subnets, SubnetIds=[f"subnet-{unknown}"]), "InvalidSubnetID.NotFound", "the code")
        same(code_of(ec2.describe_vpcs, VpcIds=[f"vpc-{unknown}"]), "InvalidVpcID.NotFound", "the code")
        same(code_of(ec2.describe_security_groups, GroupIds=[f"sg-{unknown}"]), "InvalidGroup.NotFound", "the code")


def images():
    ecr = client("ecr")
    with check("ecr gives a tag's digest"):
        answer = ecr.batch_get_image(
            repositoryName="amply-backend", imageIds=[{"imageTag": "v1"}, {"imageDigest": "sha256:" + "0" * 64}]
        )
        digest = answer["images"][0]["imageId"]["imageDigest"]
        assert digest.startswith("sha256:") and len(digest) == 71, f"the digest is {digest}"
        same([failure["failureCode"] for failure in answer["failures"]], ["ImageNotFound"], "the failures")
    with check("ecr shows the image by that digest"):
        details = ecr.describe_images(repositoryName="amply-backend", imageIds=[{"imageDigest": digest}])
        has(details["imageDetails"][0], {"imageDigest": digest, "imageTags": ["v1"], "registryId": ACCOUNT})
    with check("ecr pages images and repositories"):
        ecr.batch_get_image(repositoryName="amply-backend", imageIds=[{"imageTag": "v2"}])
        items, count = pages(ecr, "list_images", "imageIds", repositoryName="amply-backend")
        same(sorted(item["imageTag"] for item in items), ["v1", "v2"], "the tags")
        same(count, 2, "the number of pages")
        described, _ = pages(ecr, "describe_images", "imageDetails", repositoryName="amply-backend")
        same(len(described), 2, "the number of images")
        repositories, _ = pages(ecr, "describe_repositories", "repositories")
        same([item["repositoryUri"] for item in repositories], [image("").rstrip(":")], "the repositories")
    with check("ecr raises RepositoryNotFoundException and ImageNotFoundException"):
        for name, wanted in (("nothing", "RepositoryNotFoundException"), ("amply-backend", "ImageNotFoundException")):
            try:
                ecr.describe_images(repositoryName=name, imageIds=[{"imageDigest": "sha256:" + "0" * 64}])
                raise AssertionError("no error")
            except getattr(ecr.exceptions, wanted):
                pass


def load_balancing():
    elb = client("elbv2")
    with check("elbv2 gives the target group by name, and its load balancer"):
        group = elb.describe_target_groups(Names=["amply-api-tg"])["TargetGroups"][0]
        has(group, {"TargetType": "ip", "Port": 8000, "Protocol": "HTTP", "Matcher": {"HttpCode": "200"}})
        balancers, _ = pages(elb, "describe_load_balancers", "LoadBalancers")
        same([balancer["LoadBalancerArn"] for balancer in balancers], group["LoadBalancerArns"], "its load balancers")
    with check("elbv2 shows the listener in front of it"):
        paginator = elb.get_paginator("describe_listeners")
        found = paginator.paginate(LoadBalancerArn=group["LoadBalancerArns"][0]).build_full_result()["Listeners"]
        same(found[0]["DefaultActions"][0]["TargetGroupArn"], group["TargetGroupArn"], "where it forwards to")
    with check("elbv2 changes the health check and the deregistration delay, and shows them changed"):
        elb.modify_target_group(
            TargetGroupArn=group["TargetGroupArn"],
            HealthCheckPath="/health",
            HealthCheckIntervalSeconds=10,
            HealthyThresholdCount=2,
            Matcher={"HttpCode": "200-299"},
        )
        elb.modify_target_group_attributes(
            TargetGroupArn=group["TargetGroupArn"],
            Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}],
        )
        changed = elb.describe_target_groups(TargetGroupArns=[group["TargetGroupArn"]])["TargetGroups"][0]
        has(changed, {"HealthCheckPath": "/health", "HealthCheckIntervalSeconds": 10, "HealthyThresholdCount": 2})
        attributes = elb.describe_target_group_attributes(TargetGroupArn=group["TargetGroupArn"])["Attributes"]
        values = {attribute["Key"]: attribute["Value"] for attribute in attributes}
        same(values["deregistration_delay.timeout_seconds"], "30", "the deregistration delay")
    with check("elbv2 raises TargetGroupNotFoundException, and refuses what is out of bounds"):
        try:
            elb.describe_target_groups(Names=["nothing"])
            raise AssertionError("no error")
        except elb.exceptions.TargetGroupNotFoundException:
            pass
        arn = group["TargetGroupArn"]
        same(code_of(elb.modify_target_group, TargetGroupArn=arn, HealthCheckPath="x"), "ValidationError", "the code")
