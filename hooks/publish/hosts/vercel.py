"""Vercel (https://vercel.com/docs/project-configuration); the site's folder is what is deployed.

It takes 2,048 redirects and answers none with 410; where there are more, or pages that are gone, a
routing middleware (https://vercel.com/docs/routing-middleware) does both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..rules import Redirect
from .edge import list_areas, write_script
from .facts import ASK, FOREVER, Host, HostFacts

MOST_REDIRECTS = 2048
"""https://vercel.com/docs/redirects/configuration-redirects"""


def write(facts: HostFacts) -> dict[str, str]:
    """`vercel.json`, and a middleware where it can't say all."""
    by_script = len(facts.moved) > MOST_REDIRECTS or bool(facts.gone)
    data = {
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "trailingSlash": True,
        "redirects": [] if by_script else [_redirect(rule) for rule in facts.moved],
        "headers": _headers(facts),
    }
    files = {"vercel.json": json.dumps(data, ensure_ascii=False, indent=2) + "\n"}
    if by_script:
        areas = [area.replace("*", ":path*") for area in list_areas(facts, 100)]
        files["middleware.js"] = write_script("vercel.js", facts, MATCHER=areas)
    return files


def _redirect(rule: Redirect) -> dict[str, Any]:
    redirect = {"source": _source(rule), "destination": rule.target, "statusCode": rule.status}
    if not rule.query:
        return redirect
    pairs = (part.partition("=") for part in rule.query.split("&"))
    return {**redirect, "has": [{"type": "query", "key": key, "value": value} for key, _, value in pairs]}


def _headers(facts: HostFacts) -> list[dict[str, Any]]:
    languages = {**facts.folders, **({"/": facts.languages["/"]} if "/" in facts.languages else {})}
    others = "|".join(re.escape(folder.strip("/")) for folder in facts.folders)
    headers: list[dict[str, Any]] = [
        {"source": "/(.*)", "headers": _pairs({**facts.common, "Cache-Control": ASK})},
        {
            "source": "/assets/(.*[./_-]|)([0-9a-f]{7,}(?:\\.min)?\\.[a-z0-9_]+)",
            "headers": _pairs({"Cache-Control": FOREVER}),
        },
    ]
    for folder, tag in languages.items():
        source = f"{folder}(.*)" if folder != "/" else f"/((?!(?:{others})/).*)" if others else "/(.*)"
        headers.append({"source": source, "headers": _pairs({"Content-Language": tag})})
    return headers


def _source(rule: Redirect) -> str:
    """A path in the syntax of path-to-regexp."""
    path = (rule.path.rstrip("/") or "/") if not rule.is_prefix else rule.path[:-1]
    return re.sub(r"([(){}:*+?.\\])", r"\\\1", path) + ("(.*)" if rule.is_prefix else "")


def _pairs(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in values.items()]


HOST = Host(write)
