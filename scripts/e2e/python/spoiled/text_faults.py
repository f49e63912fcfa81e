"""Faults of forms and XML: name, operation, status, how to make it, what is found."""


def form(old, new):
    """Replaces text in the request's form."""
    return lambda exchange: exchange.update(body=exchange["body"].replace(old, new))


def xml(old, new):
    """Replaces text in the answer's XML, once."""
    return lambda exchange: exchange["answer"].update(body=exchange["answer"]["body"].replace(old, new, 1))


def xml_names(old, new):
    """Renames elements of the answer's XML."""
    return lambda exchange: exchange["answer"].update(body=exchange["answer"]["body"].replace(old, new))


GROUPS, SUBNETS, ROLE = "elasticloadbalancing:DescribeTargetGroups", "ec2:DescribeSubnets", "iam:GetRole"

TEXT_FAULTS = [
    ("an unknown parameter in a form", GROUPS, 200, form(b"Names.member", b"Title.member"), ".Title: the shape"),
    ("a list without its member step in a form", GROUPS, 200, form(b"Names.member.1", b"Names.1"), "only member may"),
    ("a list numbered from 0 in a form", GROUPS, 200, form(b"Names.member.1", b"Names.member.0"), "only numbers may"),
    ("a gap in a list of a form", GROUPS, 200, form(b"Names.member.1", b"Names.member.2"), "is numbered 2"),
    ("a wrong version", GROUPS, 200, form(b"2015-12-01", b"2012-06-01"), "Version: must be 2015-12-01"),
    ("Query's lists in EC2's forms", SUBNETS, 200, form(b"Filter.1", b"Filter.member.1"), "only numbers may"),
    ("a missing parameter in a form", ROLE, 200, form(b"RoleName=", b"Role="), ".RoleName: the shape"),
    ("an unknown element", GROUPS, 200, xml(b"<Port>8000</Port>", b"<Door>8000</Door>"), ".Door: the shape TargetGroup"),
    ("an element twice", GROUPS, 200, xml(b"<Port>8000</Port>", b"<Port>1</Port><Port>2</Port>"), "stands there twice"),
    ("a wrong number in XML", GROUPS, 200, xml(b"<Port>8000</Port>", b"<Port>many</Port>"), "'many' is no integer"),
    ("a number out of range in XML", GROUPS, 200, xml(b"<Port>8000</Port>", b"<Port>80000</Port>"), "more than 65535"),
    ("an unknown enum value in XML", GROUPS, 200, xml(b"<TargetType>ip<", b"<TargetType>pod<"), "'pod' is none of"),
    ("EC2's items in a Query answer", ROLE, 200, xml(b"<Tags></Tags>", b"<Tags><item></item></Tags>"), "only member may"),
    ("a missing element", ROLE, 200, xml(b"<Path>/</Path>", b""), ".Path: the shape Role requires it"),
    ("a time in seconds in XML", ROLE, 200, xml(b"<CreateDate>2", b"<CreateDate>1700000000 2"), "no time as ISO 8601"),
    ("a result without its wrapper", ROLE, 200, xml_names(b"GetRoleResult", b"Result"), "GetRoleResult: is missing"),
    ("another root element", SUBNETS, 200, xml_names(b"DescribeSubnetsResponse", b"Answer"), "Answer: must be DescribeSubnetsResponse"),
    ("an answer that is cut off", SUBNETS, 200, xml(b"</DescribeSubnetsResponse>", b""), "is no XML"),
    ("another namespace", SUBNETS, 200, xml(b"2016-11-15", b"2014-01-01"), "xmlns: is http://ec2"),
    ("a boolean in capitals", SUBNETS, 200, xml(b"<defaultForAz>false", b"<defaultForAz>False"), "'False' is no boolean"),
    ("Query's items in an EC2 answer", "ec2:DescribeVpcs", 200, xml(b"<vpcSet>", b"<vpcSet><member/>"), "only item may"),
    (
        "an error that a Query service has not",
        GROUPS,
        400,
        xml(b"<Code>TargetGroupNotFound</Code>", b"<Code>TargetGroupNotFoundException</Code>"),
        "TargetGroupNotFoundException is no error of DescribeTargetGroups",
    ),
    ("an error of no one's fault", GROUPS, 400, xml(b"<Type>Sender</Type>", b"<Type>Nobody</Type>"), "Error.Type: is 'Nobody'"),
    ("a wrong status", ROLE, 404, lambda exchange: exchange["answer"].update(status=400), "NoSuchEntity has 404"),
]
