"""S3 behind CloudFront: what a distribution needs besides the files that `helpcentre publish s3://…` uploads.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ on functions (10 KB), key value
stores (keys of 512 bytes, values of 1 KB, 5 MB of both) and response headers policies. S3's own routing
rules are but 50 a bucket, so none are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .edge import fill, lead_table
from .facts import Host, HostFacts

MOST_BYTES = 5_000_000
MOST_KEY = 512
MOST_VALUE = 1024
CONTENT_TYPE_OPTIONS = "X-Content-Type-Options"
POLICY = "Content-Security-Policy"
REFERRER = "Referrer-Policy"


def write(facts: HostFacts) -> dict[str, str]:
    """A function, the data that its key value store imports, and the policy of headers."""
    data = [{"key": path, "value": target or "gone"} for path, target in sorted(_table(facts).items())]
    sent = {name.lower(): {"value": value} for name, value in facts.common.items()}
    return {
        "cloudfront/function.js": fill("cloudfront.js", HEADERS=sent),
        "cloudfront/redirects.json": json.dumps({"data": data}, ensure_ascii=False, indent=1) + "\n",
        "cloudfront/headers.json": json.dumps(_policy(facts.common), indent=2) + "\n",
    }


def warn(facts: HostFacts) -> Iterable[str]:
    """What it can't hold."""
    table = lead_table(facts)
    if long := len(table) - len(_table(facts)):
        yield f"CloudFront's key value store has no room for {long} long addresses"
    if sum(len(key.encode()) + len(value) for key, value in table.items()) > MOST_BYTES:
        yield "CloudFront's key value store takes 5 MB, and the redirects are more"
    if any(rule.is_prefix and rule.path[-2:-1] not in ("-", "/") for rule in facts.redirects):
        yield "The CloudFront function knows prefixes that end in `-*` or `/*` only"
    if facts.folders:
        yield "CloudFront has one error page for all languages: name /404.html for 403 and 404"


def _table(facts: HostFacts) -> dict[str, str]:
    return {
        key: value
        for key, value in lead_table(facts).items()
        if len(key.encode()) <= MOST_KEY and len(value) <= MOST_VALUE
    }


def _policy(headers: dict[str, str]) -> dict[str, Any]:
    """As `aws cloudfront create-response-headers-policy` takes it."""
    secure: dict[str, Any] = {}
    if POLICY in headers:
        secure["ContentSecurityPolicy"] = {"Override": True, "ContentSecurityPolicy": headers[POLICY]}
    if headers.get(CONTENT_TYPE_OPTIONS) == "nosniff":
        secure["ContentTypeOptions"] = {"Override": True}
    if REFERRER in headers:
        secure["ReferrerPolicy"] = {"Override": True, "ReferrerPolicy": headers[REFERRER]}
    custom = [
        {"Header": name, "Value": value, "Override": True}
        for name, value in headers.items()
        if name not in (POLICY, CONTENT_TYPE_OPTIONS, REFERRER)
    ]
    return {
        "Name": "helpcentre",
        "SecurityHeadersConfig": secure,
        "CustomHeadersConfig": {"Quantity": len(custom), "Items": custom},
    }


HOST = Host(write, is_beside=True, warn=warn)
