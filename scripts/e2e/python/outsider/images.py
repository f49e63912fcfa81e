"""Images in ECR: pushed as a Docker client does, tagged, moved, pulled layer by layer, deleted."""

import hashlib
import json
import urllib.error
import urllib.request

from checks import check, has, same

from .account import ACCOUNT, ENDPOINT, client, pages, refused
from .repositories import NAME

DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
INDEX = "application/vnd.oci.image.index.v1+json"
PLACE = {"repositoryName": NAME}


def digest_of(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def manifest(name):
    """A manifest of a configuration that tells one image from another, and the configuration."""
    config = json.dumps({"architecture": "amd64", "os": "linux", "config": {"Env": [f"NAME={name}"]}})
    part = {
        "mediaType": "application/vnd.docker.container.image.v1+json",
        "size": len(config),
        "digest": digest_of(config),
    }
    return json.dumps({"schemaVersion": 2, "mediaType": DOCKER, "config": part, "layers": []}), config


def index(*texts):
    """An index of images of which these are the manifests."""
    children = [{"mediaType": DOCKER, "size": len(text), "digest": digest_of(text)} for text in texts]
    return json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": children})


def push(tag, name=None):
    """Pushes an image as a Docker client does, through the registry, and gives its manifest."""
    text, config = manifest(name or tag)
    registry("POST", f"blobs/uploads/?digest={digest_of(config)}", config)
    registry("PUT", f"manifests/{tag}", text, DOCKER)
    return text


def registry(method, path, body=None, content_type="application/octet-stream"):
    """Asks the registry, logged in with ECR's own token."""
    token = client("ecr").get_authorization_token()["authorizationData"][0]["authorizationToken"]
    headers = {"Authorization": f"Basic {token}", "Content-Type": content_type}
    data = None if body is None else body.encode()
    request = urllib.request.Request(f"{ENDPOINT}/v2/{NAME}/{path}", data=data, headers=headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode()


def run():
    ecr = client("ecr")
    ecr.put_image_tag_mutability(**PLACE, imageTagMutability="MUTABLE")
    pushed()
    put()
    immutable()
    deleted()


def pushed():
    ecr = client("ecr")
    with check("ecr has an image that was pushed through its registry, manifest and all"):
        text = push("v1")
        answer = ecr.batch_get_image(**PLACE, imageIds=[{"imageTag": "v1"}], acceptedMediaTypes=[DOCKER])["images"][0]
        has(answer, {"imageManifest": text, "imageManifestMediaType": DOCKER, "registryId": ACCOUNT, **PLACE})
        detail = ecr.describe_images(**PLACE)["imageDetails"][0]
        has(detail, {"imageDigest": digest_of(text), "imageTags": ["v1"], "imageManifestMediaType": DOCKER})
        assert detail["imageSizeInBytes"] > 0, detail
    with check("ecr gives the signed address of a layer, and who has it needs no login"):
        config = json.loads(text)["config"]
        answer = ecr.get_download_url_for_layer(**PLACE, layerDigest=config["digest"])
        same(answer["layerDigest"], config["digest"], "the layer")
        with urllib.request.urlopen(answer["downloadUrl"]) as layer:
            same(digest_of(layer.read().decode()), config["digest"], "the digest of what was downloaded")
        refused(ecr, "LayersNotFoundException", ecr.get_download_url_for_layer, **PLACE, layerDigest=digest_of("none"))
        refused(
            ecr,
            "RepositoryNotFoundException",
            ecr.get_download_url_for_layer,
            repositoryName="nothing",
            layerDigest=config["digest"],
        )


def put():
    ecr = client("ecr")
    text = manifest("v1")[0]
    with check("ecr puts a second tag on an image, byte for byte the same"):
        image = ecr.put_image(**PLACE, imageManifest=text, imageTag="deployed-1")["image"]
        same(image["imageId"], {"imageDigest": digest_of(text), "imageTag": "deployed-1"}, "the image's id")
        same(image["imageManifest"], text, "the manifest")
        detail = ecr.describe_images(**PLACE, imageIds=[{"imageTag": "deployed-1"}])["imageDetails"][0]
        same(sorted(detail["imageTags"]), ["deployed-1", "v1"], "the tags")
    with check("ecr moves a tag from one image to another"):
        other = push("v2")
        moved = ecr.put_image(
            **PLACE,
            imageManifest=other,
            imageManifestMediaType=DOCKER,
            imageTag="deployed-1",
            imageDigest=digest_of(other),
        )["image"]
        same(moved["imageId"]["imageDigest"], digest_of(other), "the digest")
        before = ecr.describe_images(**PLACE, imageIds=[{"imageDigest": digest_of(text)}])["imageDetails"][0]
        same(before["imageTags"], ["v1"], "the tags of the image that had it")
    with check("ecr takes an index of images that are there"):
        both = index(text, other)
        ecr.put_image(**PLACE, imageManifest=both, imageTag="both")
        detail = ecr.describe_images(**PLACE, imageIds=[{"imageTag": "both"}])["imageDetails"][0]
        same(detail["imageManifestMediaType"], INDEX, "its media type")
    with check("ecr says why it does not take an image"):
        takes = ecr.put_image
        refused(ecr, "ImageAlreadyExistsException", takes, **PLACE, imageManifest=text, imageTag="v1")
        refused(ecr, "ImageAlreadyExistsException", takes, **PLACE, imageManifest=text)
        refused(ecr, "LayersNotFoundException", takes, **PLACE, imageManifest=manifest("absent")[0], imageTag="v9")
        absent = index(manifest("absent")[0])
        refused(ecr, "ReferencedImagesNotFoundException", takes, **PLACE, imageManifest=absent, imageTag="v9")
        refused(
            ecr,
            "ImageDigestDoesNotMatchException",
            takes,
            **PLACE,
            imageManifest=text,
            imageTag="v9",
            imageDigest=digest_of("another"),
        )
        refused(ecr, "InvalidParameterException", takes, **PLACE, imageManifest="{}", imageTag="v9")
        refused(ecr, "InvalidParameterException", takes, **PLACE, imageManifest=text, imageTag="no tag")
        refused(ecr, "RepositoryNotFoundException", takes, repositoryName="nothing", imageManifest=text)


def immutable():
    ecr = client("ecr")
    with check("ecr keeps an immutable tag on its image, whether it is pushed or put"):
        ecr.put_image_tag_mutability(**PLACE, imageTagMutability="IMMUTABLE")
        other = manifest("v2")[0]
        message = refused(
            ecr, "ImageTagAlreadyExistsException", ecr.put_image, **PLACE, imageManifest=other, imageTag="v1"
        )
        assert "cannot be overwritten because the tag is immutable" in message, message
        try:
            push("v1", "another")
            raise AssertionError("the registry took it")
        except urllib.error.HTTPError as error:
            same(error.code, 400, "the registry's status")
            same(json.load(error)["errors"][0]["code"], "TAG_INVALID", "the registry's code")
    with check("ecr lets the tags move that an exclusion names"):
        excluded = [{"filterType": "WILDCARD", "filter": "deployed-*"}]
        ecr.put_image_tag_mutability(
            **PLACE, imageTagMutability="IMMUTABLE_WITH_EXCLUSION", imageTagMutabilityExclusionFilters=excluded
        )
        ecr.put_image(**PLACE, imageManifest=manifest("v1")[0], imageTag="deployed-1")
        refused(ecr, "ImageTagAlreadyExistsException", ecr.put_image, **PLACE, imageManifest=other, imageTag="v1")
        ecr.put_image_tag_mutability(**PLACE, imageTagMutability="MUTABLE")


def deleted():
    ecr = client("ecr")
    with check("ecr takes a tag off by its name, and an image away with its last one or by its digest"):
        one, other = digest_of(push("passing")), digest_of(push("passing-too"))
        ecr.put_image(**PLACE, imageManifest=manifest("passing")[0], imageTag="passing-again")
        by_tag = [{"imageTag": "passing"}, {"imageTag": "nothing"}]
        answer = ecr.batch_delete_image(**PLACE, imageIds=by_tag)
        same(answer["imageIds"], [{"imageDigest": one, "imageTag": "passing"}], "what is gone")
        same([failure["failureCode"] for failure in answer["failures"]], ["ImageNotFound"], "the failures")
        left = ecr.describe_images(**PLACE, imageIds=[{"imageDigest": one}])["imageDetails"][0]
        same(left["imageTags"], ["passing-again"], "the tags that are left")
        ecr.batch_delete_image(**PLACE, imageIds=[{"imageDigest": one}, {"imageDigest": other}])
        for gone in (one, other):
            refused(ecr, "ImageNotFoundException", ecr.describe_images, **PLACE, imageIds=[{"imageDigest": gone}])
        refused(ecr, "RepositoryNotFoundException", ecr.batch_delete_image, repositoryName="nothing", imageIds=by_tag)
    with check("ecr pages what is tagged, and knows of nothing untagged until a tag moves away"):
        push("moving", "first")
        push("moving", "second")
        untagged, _ = pages(ecr, "list_images", "imageIds", **PLACE, filter={"tagStatus": "UNTAGGED"})
        same(untagged, [{"imageDigest": digest_of(manifest("first")[0])}], "the untagged images")
        details, count = pages(ecr, "describe_images", "imageDetails", **PLACE, filter={"tagStatus": "TAGGED"})
        same(len(details), count, "the number of pages")
        assert all(detail["imageTags"] for detail in details) and count >= 4, details
