"""A bucket of S3 or of what speaks its language, through boto3
(https://boto3.amazonaws.com/v1/documentation/api/latest/), which finds keys, region and AWS_ENDPOINT_URL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..answers import answer_headers
from ..manifest import read_manifest
from ..rules import GONE, REDIRECTS_FILE, parse_redirects
from .target import TargetError

AT_ONCE = 8
MOST_REMOVED = 1000
"""In one request of S3."""


class S3Target:
    """`s3://bucket/prefix`."""

    def __init__(self, address: str, site: Path) -> None:
        """Find the library.

        Raises:
            TargetError: it isn't installed, or finds no region or key.
        """
        try:
            import boto3  # noqa: PLC0415 # an extra that few need
            import botocore.exceptions  # noqa: PLC0415
        except ImportError as error:
            raise TargetError("S3 needs the library boto3: pip install 'helpcentre[s3]'") from error
        self._bucket, _, prefix = address.strip("/").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._site = site
        self._languages = read_manifest(site).languages
        self._leads = _read_leads(site)
        self._failures = (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError)
        try:
            self._client: Any = boto3.client("s3")
        except self._failures as error:
            raise TargetError(f"s3: {error}") from error

    def read(self, path: str) -> bytes | None:
        """An object; None if there is none."""
        try:
            content: bytes = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)[
                "Body"
            ].read()
        except self._failures as error:
            if getattr(error, "response", {}).get("Error", {}).get("Code") == "NoSuchKey":
                return None
            raise TargetError(f"s3: {error}") from error
        return content

    def upload(self, paths: Sequence[str]) -> None:
        """Put files there, several at once."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(self._put, paths):
                pass

    def remove(self, paths: Sequence[str]) -> None:
        """Take objects away."""
        for start in range(0, len(paths), MOST_REMOVED):
            keys = [{"Key": self._prefix + path} for path in paths[start : start + MOST_REMOVED]]
            try:
                told = self._client.delete_objects(
                    Bucket=self._bucket, Delete={"Objects": keys, "Quiet": True}
                )
            except self._failures as error:
                raise TargetError(f"s3: {error}") from error
            for failure in told.get("Errors", ()):
                raise TargetError(f"s3: {failure['Key']}: {failure['Message']}")

    def finish(self) -> None:
        """Nothing is left to do."""

    def _put(self, path: str) -> None:
        sent = answer_headers(path, self._languages)
        options = {name.replace("-", ""): value for name, value in sent.items()}
        if path in self._leads:
            options["WebsiteRedirectLocation"] = self._leads[path]
        try:
            with (self._site / path).open("rb") as body:
                self._client.put_object(Bucket=self._bucket, Key=self._prefix + path, Body=body, **options)
        except self._failures as error:
            raise TargetError(f"s3: {path}: {error}") from error


def _read_leads(site: Path) -> Mapping[str, str]:
    """Pages at earlier addresses → where S3's website is to lead readers on to by itself."""
    file = site / REDIRECTS_FILE
    rules = parse_redirects(file.read_text(encoding="utf-8")) if file.is_file() else ()
    leads = {}
    for rule in rules:
        if rule.status != GONE and not rule.is_prefix and not rule.query:
            path = rule.path.strip("/")
            leads[path if path.endswith(".html") else f"{path}/index.html"] = quote(
                rule.target, safe="/:?=&%#"
            )
    return leads
