"""Scans of images in ECR, asked for and by themselves, with all that can come of them."""

import datetime

from checks import check, has, same, until

from .account import ACCOUNT, client, code_of, pages, refused, scenario
from .images import PLACE, digest_of, index, manifest, push

FINDINGS = [
    {
        "name": "CVE-2026-0001",
        "severity": "CRITICAL",
        "description": "openssl: <a> & b",
        "packageName": "openssl",
        "packageVersion": "3.0.1",
        "fixedInVersion": "3.0.2",
    },
    {"name": "CVE-2026-0002", "severity": "HIGH", "packageName": "zlib", "packageVersion": "1.2"},
    {"name": "CVE-2026-0003", "severity": "HIGH"},
    {"name": "CVE-2026-0004", "severity": "UNDEFINED"},
]
COUNTS = {"CRITICAL": 1, "HIGH": 2, "UNDEFINED": 1}


def run():
    ecr = client("ecr")
    scenario(
        scans={
            "*:vulnerable": {"findings": FINDINGS, "afterSeconds": 5},
            "*:watched": {"status": "ACTIVE", "findings": FINDINGS, "afterSeconds": 5},
            "*:failing": {"status": "FAILED", "afterSeconds": 5},
            "*:strange": {"status": "UNSUPPORTED_IMAGE", "afterSeconds": 5},
        }
    )
    basic(ecr)
    enhanced(ecr)
    ended_otherwise(ecr)
    on_push(ecr)
    scenario(scans={})


def basic(ecr):
    image = {"imageTag": "vulnerable"}
    with check("ecr scans an image once a day, and boto3's waiter sees the scan complete"):
        digest = digest_of(push("vulnerable"))
        refused(ecr, "ScanNotFoundException", ecr.describe_image_scan_findings, **PLACE, imageId=image)
        started = ecr.start_image_scan(**PLACE, imageId=image)
        has(
            started,
            {"imageId": {**image, "imageDigest": digest}, "imageScanStatus": {"status": "IN_PROGRESS"}, **PLACE},
        )
        waiter = ecr.get_waiter("image_scan_complete")
        waiter.wait(**PLACE, imageId=image, WaiterConfig={"Delay": 0.05, "MaxAttempts": 200})
        refused(ecr, "LimitExceededException", ecr.start_image_scan, **PLACE, imageId=image)
    with check("ecr pages the findings of a scan, and counts them by severity"):
        answer = ecr.describe_image_scan_findings(**PLACE, imageId={"imageDigest": digest})
        has(answer, {"registryId": ACCOUNT, "imageId": {"imageDigest": digest}})
        same(answer["imageScanStatus"]["status"], "COMPLETE", "the status")
        same(answer["imageScanFindings"]["findingSeverityCounts"], COUNTS, "the counts")
        assert isinstance(answer["imageScanFindings"]["imageScanCompletedAt"], datetime.datetime), answer
        paginator = ecr.get_paginator("describe_image_scan_findings")
        single = [
            page["imageScanFindings"]
            for page in paginator.paginate(**PLACE, imageId=image, PaginationConfig={"PageSize": 1})
        ]
        found = [finding for page in single for finding in page["findings"]]
        same([finding["name"] for finding in found], [finding["name"] for finding in FINDINGS], "the findings")
        same(len(single), len(FINDINGS), "the number of pages")
        has(found[0], {"severity": "CRITICAL", "description": "openssl: <a> & b"})
        same(found[0]["attributes"][0], {"key": "package_name", "value": "openssl"}, "the package")
        detail = ecr.describe_images(**PLACE, imageIds=[image])["imageDetails"][0]
        same(detail["imageScanFindingsSummary"]["findingSeverityCounts"], COUNTS, "the counts in the image's details")
    with check("ecr scans no index, and nothing that is not there"):
        text = index(manifest("vulnerable")[0])
        ecr.put_image(**PLACE, imageManifest=text, imageTag="index-to-scan")
        start = ecr.start_image_scan
        refused(ecr, "UnsupportedImageTypeException", start, **PLACE, imageId={"imageTag": "index-to-scan"})
        refused(ecr, "ImageNotFoundException", start, **PLACE, imageId={"imageTag": "nothing"})
        refused(ecr, "RepositoryNotFoundException", start, repositoryName="nothing", imageId=image)
        findings = ecr.describe_image_scan_findings
        refused(ecr, "ImageNotFoundException", findings, **PLACE, imageId={"imageTag": "nothing"})
        refused(ecr, "RepositoryNotFoundException", findings, repositoryName="nothing", imageId=image)


def status(ecr, tag):
    """How the scan of an image stands; None where there is none."""
    detail = ecr.describe_images(**PLACE, imageIds=[{"imageTag": tag}])["imageDetails"][0]
    return detail.get("imageScanStatus", {}).get("status")


def enhanced(ecr):
    image = {"imageTag": "watched"}
    with check("ecr watches an image with enhanced scanning, which nobody may start"):
        push("watched")
        until(lambda: status(ecr, "watched") == "ACTIVE", "the findings")
        answer = ecr.describe_image_scan_findings(**PLACE, imageId=image)["imageScanFindings"]
        assert "findings" not in answer, "there are basic findings as well"
        same([finding["severity"] for finding in answer["enhancedFindings"]], ["CRITICAL", "HIGH", "HIGH", "UNTRIAGED"])
        first = answer["enhancedFindings"][0]
        has(first, {"title": "CVE-2026-0001 - openssl", "fixAvailable": "YES", "type": "PACKAGE_VULNERABILITY"})
        details = first["packageVulnerabilityDetails"]
        same(details["vulnerabilityId"], "CVE-2026-0001", "the vulnerability")
        has(details["vulnerablePackages"][0], {"name": "openssl", "version": "3.0.1", "fixedInVersion": "3.0.2"})
        refused(ecr, "ValidationException", ecr.start_image_scan, **PLACE, imageId=image)


def ended_otherwise(ecr):
    for tag, wanted in (("failing", "FAILED"), ("strange", "UNSUPPORTED_IMAGE")):
        with check(f"ecr says of a scan that it ended as {wanted}, and has no findings then"):
            push(tag)
            ecr.start_image_scan(**PLACE, imageId={"imageTag": tag})
            until(lambda: status(ecr, tag) == wanted, "the end of the scan")
            answer = ecr.describe_image_scan_findings(**PLACE, imageId={"imageTag": tag})
            assert answer["imageScanStatus"]["description"], answer
            assert "imageScanFindings" not in answer, answer
    with check("boto3's waiter says that a scan has failed"):
        waiter = ecr.get_waiter("image_scan_complete")
        code = code_of(waiter.wait, **PLACE, imageId={"imageTag": "failing"}, WaiterConfig={"Delay": 0.05})
        same(code, "WaiterError", "the error")


def on_push(ecr):
    with check("ecr scans by itself what is pushed where it was told to"):
        ecr.put_image_scanning_configuration(**PLACE, imageScanningConfiguration={"scanOnPush": True})
        push("scanned")
        assert status(ecr, "scanned") in ("IN_PROGRESS", "COMPLETE"), status(ecr, "scanned")
        until(lambda: status(ecr, "scanned") == "COMPLETE", "the end of the scan")
        findings = ecr.describe_image_scan_findings(**PLACE, imageId={"imageTag": "scanned"})["imageScanFindings"]
        same((findings["findings"], findings["findingSeverityCounts"]), ([], {}), "what was found")
        _, count = pages(ecr, "describe_images", "imageDetails", **PLACE)
        assert count > 8, f"there are {count} images"
