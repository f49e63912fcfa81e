"""Lifecycle policies of ECR: kept, previewed, taken away."""

import json

from checks import check, has, same

from .account import ACCOUNT, client, code_of, pages, refused, scenario
from .images import PLACE, digest_of, manifest


def policy(*selections):
    """A policy that expires what these select, in this order."""
    rules = [
        {"rulePriority": index + 1, "selection": selection, "action": {"type": "expire"}}
        for index, selection in enumerate(selections)
    ]
    return json.dumps({"rules": rules})


# Of a policy's text, by ECR's model: boto3 sends nothing shorter.
SHORTEST = 100
UNTAGGED = {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1}
DEPLOYED = {
    "tagStatus": "tagged",
    "tagPatternList": ["deployed-*"],
    "countType": "imageCountMoreThan",
    "countNumber": 10,
}
ANY = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}
OLD = {"tagStatus": "any", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 30}


def run():
    ecr = client("ecr")
    kept(ecr)
    previewed(ecr)
    taken_away(ecr)


def kept(ecr):
    with check("ecr has no lifecycle policy and no preview where none was put"):
        for operation in (ecr.get_lifecycle_policy, ecr.delete_lifecycle_policy, ecr.start_lifecycle_policy_preview):
            refused(ecr, "LifecyclePolicyNotFoundException", operation, **PLACE)
        refused(ecr, "LifecyclePolicyPreviewNotFoundException", ecr.get_lifecycle_policy_preview, **PLACE)
    with check("ecr keeps a lifecycle policy as the text that it was put as"):
        for text in (policy(OLD), policy(DEPLOYED, ANY)):
            put = ecr.put_lifecycle_policy(**PLACE, lifecyclePolicyText=text)
            has(put, {"registryId": ACCOUNT, "lifecyclePolicyText": text, **PLACE})
            has(ecr.get_lifecycle_policy(**PLACE), {"registryId": ACCOUNT, "lifecyclePolicyText": text, **PLACE})
    with check("ecr refuses a policy that says nothing it can do, and keeps the one it has"):
        wrong = [
            "no JSON".ljust(SHORTEST),
            policy().ljust(SHORTEST),
            policy(ANY, UNTAGGED),
            policy({**ANY, "tagPatternList": ["*"]}),
            policy({**DEPLOYED, "tagPatternList": []}),
            policy({**ANY, "countUnit": "days"}),
            policy({**ANY, "countNumber": 0}),
            policy(UNTAGGED, UNTAGGED),
            policy(*[{**DEPLOYED, "countNumber": index + 1} for index in range(51)]),
        ]
        for text in wrong:
            message = refused(
                ecr, "InvalidParameterException", ecr.put_lifecycle_policy, **PLACE, lifecyclePolicyText=text
            )
            assert message.startswith(
                "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint:"
            ), message
        same(ecr.get_lifecycle_policy(**PLACE)["lifecyclePolicyText"], policy(DEPLOYED, ANY), "the policy")
        nowhere = {"repositoryName": "nothing", "lifecyclePolicyText": policy(OLD)}
        refused(ecr, "RepositoryNotFoundException", ecr.put_lifecycle_policy, **nowhere)


def previewed(ecr):
    preview = lambda **more: ecr.get_lifecycle_policy_preview(**PLACE, **more)
    complete = lambda: ecr.get_waiter("lifecycle_policy_preview_complete").wait(
        **PLACE, WaiterConfig={"Delay": 0.05, "MaxAttempts": 200}
    )
    with check("ecr previews the policy that a repository has, and boto3's waiter sees the preview complete"):
        started = ecr.start_lifecycle_policy_preview(**PLACE)
        has(started, {"status": "IN_PROGRESS", "lifecyclePolicyText": policy(DEPLOYED, ANY), **PLACE})
        complete()
        answer = preview()
        has(answer, {"status": "COMPLETE", "lifecyclePolicyText": policy(DEPLOYED, ANY)})
        same({result["appliedRulePriority"] for result in answer["previewResults"]}, {2}, "the rules that act")
        same({result["action"]["type"] for result in answer["previewResults"]}, {"EXPIRE"}, "what they do")
        total = answer["summary"]["expiringImageTotalCount"]
        same(len(answer["previewResults"]), total, "the number of images")
        assert total >= 2, answer
    with check("ecr previews a policy that is not put, and pages what it would expire"):
        start = lambda: ecr.start_lifecycle_policy_preview(**PLACE, lifecyclePolicyText=policy(ANY))
        start()
        # Until it has refused a second one, however long that takes here.
        scenario(timings={"lifecyclePreviewSeconds": 24 * 60 * 60})
        same(code_of(start), "LifecyclePolicyPreviewInProgressException", "the code while one is in progress")
        scenario(timings={"lifecyclePreviewSeconds": 8})
        complete()
        results, count = pages(ecr, "get_lifecycle_policy_preview", "previewResults", **PLACE)
        same((len(results), count), (preview()["summary"]["expiringImageTotalCount"],) * 2, "the images and the pages")
        pushed = [result["imagePushedAt"] for result in results]
        same(pushed, sorted(pushed), "when they were pushed")
        same(ecr.get_lifecycle_policy(**PLACE)["lifecyclePolicyText"], policy(DEPLOYED, ANY), "the policy")
    with check("ecr shows of a preview the images asked for, and nothing of those that are not there"):
        untagged = preview(filter={"tagStatus": "UNTAGGED"})["previewResults"]
        same([result.get("imageTags") for result in untagged], [None], "the tags of the untagged")
        same([result["imageDigest"] for result in untagged], [digest_of(manifest("first")[0])], "the untagged")
        one = {"imageDigest": results[0]["imageDigest"]}
        same(preview(imageIds=[one])["previewResults"], results[:1], "the image asked for")
        nothing = [{"imageDigest": digest_of("nothing")}]
        same(preview(imageIds=nothing)["previewResults"], [], "what it shows of an image that is not there")


def taken_away(ecr):
    with check("ecr takes a lifecycle policy away, and says what it was"):
        gone = ecr.delete_lifecycle_policy(**PLACE)
        has(gone, {"registryId": ACCOUNT, "lifecyclePolicyText": policy(DEPLOYED, ANY), **PLACE})
        refused(ecr, "LifecyclePolicyNotFoundException", ecr.get_lifecycle_policy, **PLACE)
