"""Addresses as sources have them: some are no valid URLs, and that must stop nothing."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def split_address(address: str) -> SplitResult:
    """Split an address; what is no URL (`http://[x`) comes back as a path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def join_address(base: str, address: str) -> str:
    """Return `address` as a browser reads it on the page `base`."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def is_web(address: str) -> bool:
    """Whether an address leads to a page: complete or relative, but no `mailto:` and the like."""
    return split_address(address).scheme in ("http", "https", "")
