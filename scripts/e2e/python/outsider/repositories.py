"""ECR's repositories: made, set, tagged, and the way into them."""

import base64
import datetime

from checks import check, has, same

from .account import ACCOUNT, REGION, REGISTRY, client, pages, refused

NAME = "outsider/app"
ARN = f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/{NAME}"
FILTERS = [{"filterType": "WILDCARD", "filter": "dev-*"}, {"filterType": "WILDCARD", "filter": "latest"}]


def run():
    created()
    set_otherwise()
    tagged()
    entered()


def found():
    """The repository as it is now."""
    return client("ecr").describe_repositories(repositoryNames=[NAME])["repositories"][0]


def created():
    ecr = client("ecr")
    request = {
        "repositoryName": NAME,
        "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": FILTERS,
        "imageScanningConfiguration": {"scanOnPush": True},
        "encryptionConfiguration": {"encryptionType": "AES256"},
        "tags": [{"Key": "made-by", "Value": "boto3"}],
    }
    with check("ecr creates a repository, and gives it back as it was asked for"):
        answer = ecr.create_repository(**request)["repository"]
        settings = {key: value for key, value in request.items() if key != "tags"}
        identity = {"repositoryArn": ARN, "registryId": ACCOUNT, "repositoryUri": f"{REGISTRY}/{NAME}"}
        has(answer, {**settings, **identity})
        assert isinstance(answer["createdAt"], datetime.datetime), "createdAt is no time"
        same(found(), answer, "the repository read back")
    with check("ecr creates a repository with its own defaults, and a key of KMS where it is asked for one"):
        plain = ecr.create_repository(repositoryName="outsider/plain")["repository"]
        has(
            plain,
            {
                "imageTagMutability": "MUTABLE",
                "imageScanningConfiguration": {"scanOnPush": False},
                "encryptionConfiguration": {"encryptionType": "AES256"},
            },
        )
        assert "imageTagMutabilityExclusionFilters" not in plain, plain
        kms = {"encryptionType": "KMS"}
        encrypted = ecr.create_repository(repositoryName="outsider/encrypted", encryptionConfiguration=kms)
        key = encrypted["repository"]["encryptionConfiguration"]["kmsKey"]
        assert key.startswith(f"arn:aws:kms:{REGION}:{ACCOUNT}:key/"), key
    with check("ecr creates no repository twice, none with a bad name, and none whose settings contradict each other"):
        message = refused(ecr, "RepositoryAlreadyExistsException", ecr.create_repository, repositoryName=NAME)
        same(
            message,
            f"The repository with name '{NAME}' already exists in the registry with id '{ACCOUNT}'",
            "the message",
        )
        invalid = [
            {"repositoryName": "Outsider"},
            {"repositoryName": "outsider//app"},
            {"repositoryName": "fresh", "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION"},
            {"repositoryName": "fresh", "imageTagMutabilityExclusionFilters": FILTERS},
            {"repositoryName": "fresh", "encryptionConfiguration": {"encryptionType": "AES256", "kmsKey": "alias/x"}},
        ]
        for wrong in invalid:
            refused(ecr, "InvalidParameterException", ecr.create_repository, **wrong)
        bad_tags = {"repositoryName": "fresh", "tags": [{"Key": "aws:mine", "Value": "x"}]}
        refused(ecr, "InvalidTagParameterException", ecr.create_repository, **bad_tags)
        refused(ecr, "RepositoryNotFoundException", ecr.describe_repositories, repositoryNames=["fresh"])
    with check("ecr pages repositories one by one, and refuses a token that it did not give"):
        names, count = pages(ecr, "describe_repositories", "repositories")
        same(len(names), 4, "the number of repositories")
        same(count, 4, "the number of pages")
        refused(ecr, "InvalidParameterException", ecr.describe_repositories, nextToken="made up")


def set_otherwise():
    ecr = client("ecr")
    with check("ecr sets the mutability of tags and scanning on push, each on its own"):
        mutable = ecr.put_image_tag_mutability(repositoryName=NAME, imageTagMutability="MUTABLE")
        has(mutable, {"registryId": ACCOUNT, "repositoryName": NAME, "imageTagMutability": "MUTABLE"})
        assert "imageTagMutabilityExclusionFilters" not in found(), found()
        excluding = {"imageTagMutability": "MUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters": FILTERS[:1]}
        has(ecr.put_image_tag_mutability(repositoryName=NAME, **excluding), excluding)
        never = {"imageScanningConfiguration": {"scanOnPush": False}}
        has(ecr.put_image_scanning_configuration(repositoryName=NAME, **never), {"repositoryName": NAME, **never})
        has(found(), {**excluding, **never})
    with check("ecr refuses settings that do not fit, or of a repository that is not there"):
        refused(
            ecr,
            "InvalidParameterException",
            ecr.put_image_tag_mutability,
            repositoryName=NAME,
            imageTagMutability="IMMUTABLE",
            imageTagMutabilityExclusionFilters=FILTERS,
        )
        refused(
            ecr,
            "RepositoryNotFoundException",
            ecr.put_image_tag_mutability,
            repositoryName="nothing",
            imageTagMutability="IMMUTABLE",
        )
        refused(
            ecr,
            "RepositoryNotFoundException",
            ecr.put_image_scanning_configuration,
            repositoryName="nothing",
            imageScanningConfiguration={"scanOnPush": True},
        )


def tagged():
    ecr = client("ecr")
    with check("ecr tags a repository, and keeps the tags it had"):
        ecr.tag_resource(resourceArn=ARN, tags=[{"Key": "seen", "Value": "yes"}, {"Key": "made-by", "Value": "us"}])
        listed = ecr.list_tags_for_resource(resourceArn=ARN)["tags"]
        wanted = [{"Key": "made-by", "Value": "us"}, {"Key": "seen", "Value": "yes"}]
        same(sorted(listed, key=lambda tag: tag["Key"]), wanted, "the tags")
    with check("ecr refuses too many tags, reserved ones, and ARNs of nothing"):
        many = [{"Key": f"k{index}", "Value": ""} for index in range(51)]
        refused(ecr, "TooManyTagsException", ecr.tag_resource, resourceArn=ARN, tags=many)
        reserved = [{"Key": "aws:mine", "Value": "x"}]
        refused(ecr, "InvalidTagParameterException", ecr.tag_resource, resourceArn=ARN, tags=reserved)
        for operation, more in ((ecr.tag_resource, {"tags": []}), (ecr.list_tags_for_resource, {})):
            refused(ecr, "RepositoryNotFoundException", operation, resourceArn=f"{ARN}-not", **more)
            refused(ecr, "InvalidParameterException", operation, resourceArn="arn:aws:s3:::bucket", **more)


def entered():
    ecr = client("ecr")
    with check("ecr hands out a login for twelve hours, to this registry and to those asked for"):
        data = ecr.get_authorization_token()["authorizationData"]
        same([login["proxyEndpoint"] for login in data], [f"https://{REGISTRY}"], "the registries")
        user, _, password = base64.b64decode(data[0]["authorizationToken"]).decode().partition(":")
        assert user == "AWS" and len(password) > 100, f"{user} with a password of {len(password)} characters"
        assert data[0]["expiresAt"] > datetime.datetime.now(datetime.timezone.utc), data[0]["expiresAt"]
        others = ecr.get_authorization_token(registryIds=[ACCOUNT, "210987654321"])["authorizationData"]
        same([login["proxyEndpoint"].split(".")[0] for login in others], [f"https://{ACCOUNT}", "https://210987654321"])
