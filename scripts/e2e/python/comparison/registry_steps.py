"""ECR: repositories, images and lifecycle policies."""

import base64
import hashlib
import json
import urllib.request

from .steps import ACCOUNT, REGION, Step

NAME = "neighbours/app"
ARN = f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/{NAME}"
DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
PLACE = {"repositoryName": NAME}
NOWHERE = {"repositoryName": "nothing"}


def digest_of(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def config(name):
    return json.dumps({"architecture": "amd64", "os": "linux", "config": {"Env": [f"NAME={name}"]}})


def manifest(name):
    text = config(name)
    part = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": len(text), "digest": digest_of(text)}
    return json.dumps({"schemaVersion": 2, "mediaType": DOCKER, "config": part, "layers": []})


def upload(ours):
    """Uploads what the images are made of: ours wants it before a manifest names it, as ECR does, and moto does not."""
    token = ours.client("ecr").get_authorization_token()["authorizationData"][0]["authorizationToken"]
    for name in ("one", "two"):
        request = urllib.request.Request(
            f"{ours.endpoint}/v2/{NAME}/blobs/uploads/?digest={digest_of(config(name))}",
            data=config(name).encode(),
            headers={"Authorization": f"Basic {token}"},
            method="POST",
        )
        urllib.request.urlopen(request).close()


def put(name, image, tag, **more):
    """Puts an image with its digest, which moto does not work out."""
    arguments = {"imageManifest": manifest(image), "imageDigest": digest_of(manifest(image)), "imageTag": tag}
    return ecr(name, "put_image", **PLACE, **arguments, **more)


def ecr(name, operation, **arguments):
    return Step(f"ecr {name}", "ecr", operation, **arguments)


REPOSITORIES = [
    ecr("creates a repository", "create_repository", **PLACE, tags=[{"Key": "made-by", "Value": "boto3"}]),
    ecr("creates it but once", "create_repository", **PLACE),
    ecr(
        "creates one with settings",
        "create_repository",
        repositoryName="neighbours/set",
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "dev-*"}],
        imageScanningConfiguration={"scanOnPush": True},
        encryptionConfiguration={"encryptionType": "KMS"},
    ),
    ecr("creates none with a bad name", "create_repository", repositoryName="Neighbours"),
    ecr("describes both", "describe_repositories", repositoryNames=[NAME, "neighbours/set"]),
    ecr("describes none that is not there", "describe_repositories", repositoryNames=["nothing"]),
    ecr("has no policy yet", "get_lifecycle_policy", **PLACE),
    ecr("sets scanning", "put_image_scanning_configuration", **PLACE, imageScanningConfiguration={"scanOnPush": True}),
    ecr(
        "sets no scanning",
        "put_image_scanning_configuration",
        **PLACE,
        imageScanningConfiguration={"scanOnPush": False},
    ),
    ecr(
        "sets scanning nowhere",
        "put_image_scanning_configuration",
        **NOWHERE,
        imageScanningConfiguration={"scanOnPush": True},
    ),
    ecr("sets mutability", "put_image_tag_mutability", **PLACE, imageTagMutability="IMMUTABLE"),
    ecr("shows it set", "describe_repositories", repositoryNames=[NAME]),
    ecr("sets it back", "put_image_tag_mutability", **PLACE, imageTagMutability="MUTABLE"),
    ecr("sets mutability nowhere", "put_image_tag_mutability", **NOWHERE, imageTagMutability="MUTABLE"),
    ecr("tags it", "tag_resource", resourceArn=ARN, tags=[{"Key": "seen", "Value": "yes"}]),
    ecr("lists its tags", "list_tags_for_resource", resourceArn=ARN),
    ecr("lists no tags of nothing", "list_tags_for_resource", resourceArn=f"{ARN}-not"),
    ecr("lets in", "get_authorization_token"),
]

IMAGES = [
    put("puts an image", "one", "v1"),
    put("puts it but once", "one", "v1"),
    put("puts a second tag on it", "one", "deployed-1"),
    ecr("describes it", "describe_images", **PLACE, imageIds=[{"imageTag": "v1"}]),
    put("puts another", "two", "v2", imageManifestMediaType=DOCKER),
    put("moves a tag", "two", "deployed-1"),
    ecr("describes what had it", "describe_images", **PLACE, imageIds=[{"imageDigest": digest_of(manifest("one"))}]),
    ecr("describes what has it", "describe_images", **PLACE, imageIds=[{"imageTag": "deployed-1"}]),
    ecr("gives manifests", "batch_get_image", **PLACE, imageIds=[{"imageTag": "v1"}]),
    ecr("gives none that is not there", "batch_get_image", **PLACE, imageIds=[{"imageTag": "v9"}]),
    ecr("describes none that is not there, of images", "describe_images", **PLACE, imageIds=[{"imageTag": "v9"}]),
    ecr("describes images of no repository", "describe_images", **NOWHERE),
    ecr("lists images", "list_images", **PLACE),
    put("takes no image without what it is made of", "absent", "v3"),
    ecr("forgets that one", "batch_delete_image", **PLACE, imageIds=[{"imageTag": "v3"}]),
    ecr("sets tags immutable", "put_image_tag_mutability", **PLACE, imageTagMutability="IMMUTABLE"),
    put("keeps an immutable tag", "two", "v1"),
    ecr("has no scan that nobody started", "describe_image_scan_findings", **PLACE, imageId={"imageTag": "v1"}),
    ecr("starts a scan", "start_image_scan", **PLACE, imageId={"imageTag": "v1"}),
    ecr("starts it but once a day", "start_image_scan", **PLACE, imageId={"imageTag": "v1"}),
    ecr("scans nothing that is not there", "start_image_scan", **PLACE, imageId={"imageTag": "v9"}),
    ecr("deletes a tag", "batch_delete_image", **PLACE, imageIds=[{"imageTag": "deployed-1"}]),
    ecr("deletes an image", "batch_delete_image", **PLACE, imageIds=[{"imageDigest": digest_of(manifest("two"))}]),
    ecr("deletes nothing that is not there", "batch_delete_image", **PLACE, imageIds=[{"imageTag": "v9"}]),
    ecr("lists what is left", "list_images", **PLACE),
]


def policy(*selections, **more):
    rules = [
        {"rulePriority": index + 1, "selection": selection, "action": {"type": "expire"}, **more}
        for index, selection in enumerate(selections)
    ]
    # boto3 sends no policy shorter than that.
    return json.dumps({"rules": rules}).ljust(100)


COUNT = {"countType": "imageCountMoreThan", "countNumber": 5}
DAYS = {"countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14}
ANY, UNTAGGED = {"tagStatus": "any", **COUNT}, {"tagStatus": "untagged", **DAYS}
TAGGED = {"tagStatus": "tagged", "tagPrefixList": ["v", "rc"], **COUNT}
PATTERN = {"tagStatus": "tagged", "tagPatternList": ["deployed-*"], **COUNT}
GOOD = {
    "untagged, tagged, then any": policy(UNTAGGED, TAGGED, ANY),
    "patterns": policy(PATTERN),
    "any by age": policy({"tagStatus": "any", **DAYS}),
}
BAD = {
    "no JSON": "no JSON".ljust(100),
    "no rules": json.dumps({}).ljust(100),
    "an empty list of rules": policy(),
    "any before others": policy(ANY, UNTAGGED),
    "two rules for the untagged": policy(UNTAGGED, UNTAGGED),
    "one priority twice": policy(TAGGED, ANY, rulePriority=1),
    "tagged without tags": policy({"tagStatus": "tagged", **COUNT}),
    "tags for any": policy({**TAGGED, "tagStatus": "any"}),
    "tags for the untagged": policy({**TAGGED, "tagStatus": "untagged"}),
    "a count in days": policy({**ANY, "countUnit": "days"}),
    "an age without a unit": policy({"tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 1}),
    "a count of none": policy({**ANY, "countNumber": 0}),
    "an unknown way to count": policy({**ANY, "countType": "imageCountLessThan"}),
    "an unknown status": policy({**ANY, "tagStatus": "all"}),
    "an unknown member": policy({**ANY, "tags": []}),
    "an unknown action": policy(ANY, action={"type": "keep"}),
}

POLICIES = [
    *[
        ecr(f"takes a policy: {name}", "put_lifecycle_policy", **PLACE, lifecyclePolicyText=text)
        for name, text in GOOD.items()
    ],
    ecr("gives the policy back", "get_lifecycle_policy", **PLACE),
    *[
        ecr(f"refuses a policy: {name}", "put_lifecycle_policy", **PLACE, lifecyclePolicyText=text)
        for name, text in BAD.items()
    ],
    ecr("takes a policy nowhere", "put_lifecycle_policy", **NOWHERE, lifecyclePolicyText=policy(ANY)),
    ecr("gives the policy away", "delete_lifecycle_policy", **PLACE),
    ecr("has none then", "delete_lifecycle_policy", **PLACE),
]
