"""Where a video is: its page, and the player that a page may embed, from any address people paste. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

ID = re.compile(r"[\w-]{3,64}\Z", re.ASCII)


class Embed(NamedTuple):
    """Something of another site that a page can show."""

    provider: str
    """Its name, as readers know it."""
    player: str
    """Address for a frame, in the form that sets the fewest cookies."""
    page: str
    """Address for a link."""
    is_video: bool = True


def find_embed(address: str) -> Embed | None:
    """What `address` shows, if it is one of the players we know."""
    url = split_address(address)
    if url is None or url.scheme not in {"http", "https", ""} or not url.hostname:
        return None
    host = url.hostname.removeprefix("www.").removeprefix("m.")
    parts = [part for part in url.path.split("/") if part]
    query = {key: values[0] for key, values in parse_qs(url.query).items()}
    for hosts, read in PLAYERS.items():
        if host in hosts or any(host.endswith(f".{one}") for one in hosts):
            return read(parts, query)
    return None


def any_embed(address: str) -> Embed | None:
    """A frame for any page of the web: what an editor marks with `{ .embed }`."""
    url = split_address(address)
    if url is None or url.scheme not in {"http", "https"} or not url.hostname:
        return None
    secure = url._replace(scheme="https").geturl()  # a browser refuses other frames
    return Embed(url.hostname.removeprefix("www."), secure, secure, is_video=False)


def split_address(address: str) -> SplitResult | None:
    """The parts of an address; None for what is none (`http://[`)."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None


def _youtube(parts: list[str], query: Mapping[str, str]) -> Embed | None:
    player, page = "https://www.youtube-nocookie.com/embed/", "https://www.youtube.com/"
    listed = query.get("list", "")
    last = parts[-1] if parts else ""
    video = query.get("v") or ("" if last in {"watch", "playlist", "videoseries"} else last)
    seconds = _seconds(query.get("t") or query.get("start") or "")
    if ID.match(video):
        start = {"start": str(seconds)} if seconds else {}
        later = {"t": f"{seconds}s"} if seconds else {}
        watch = _with(f"{page}watch", {"v": video, **later})
        return Embed("YouTube", _with(f"{player}{video}", start), watch)
    if ID.match(listed):
        return Embed("YouTube", f"{player}videoseries?list={listed}", f"{page}playlist?list={listed}")
    return None


def _vimeo(parts: list[str], query: Mapping[str, str]) -> Embed | None:
    numbers = [index for index, part in enumerate(parts) if part.isascii() and part.isdigit()]
    if not numbers:
        return None
    video, after = parts[numbers[-1]], parts[numbers[-1] + 1 :]
    secret = query.get("h") or (after[0] if after else "")
    secret = secret if ID.match(secret) else ""
    options = {"h": secret, "dnt": "1"} if secret else {"dnt": "1"}
    player = _with(f"https://player.vimeo.com/video/{video}", options)
    return Embed("Vimeo", player, f"https://vimeo.com/{video}" + (f"/{secret}" if secret else ""))


def _loom(parts: list[str], _query: Mapping[str, str]) -> Embed | None:
    if len(parts) < 2 or parts[0] not in {"share", "embed"} or not ID.match(parts[1]):
        return None
    return Embed("Loom", f"https://www.loom.com/embed/{parts[1]}", f"https://www.loom.com/share/{parts[1]}")


def _wistia(parts: list[str], _query: Mapping[str, str]) -> Embed | None:
    video = parts[-1].removesuffix(".jsonp") if parts else ""
    if not {"medias", "iframe"} & set(parts) or not ID.match(video):
        return None
    page = f"https://fast.wistia.net/embed/iframe/{video}"
    return Embed("Wistia", f"{page}?dnt=1", page)


PLAYERS: dict[tuple[str, ...], Callable[[list[str], Mapping[str, str]], Embed | None]] = {
    ("youtube.com", "youtu.be", "youtube-nocookie.com"): _youtube,
    ("vimeo.com",): _vimeo,
    ("loom.com",): _loom,
    ("wistia.com", "wistia.net", "wi.st"): _wistia,
}
"""Hosts → what reads an address of theirs. To add a player: a function, and a line here."""


def _with(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def _seconds(time: str) -> int:
    """`90`, `90s`, `1m30s`, `1h2m3s` in seconds; 0 where there is no such time."""
    match = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", time, re.ASCII)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
