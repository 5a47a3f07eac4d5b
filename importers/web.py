"""The network: one polite client for every live source and download. Addresses in, bounded answers out.

It waits as servers ask (`Retry-After`, Intercom's `X-RateLimit-Reset`), tries again after faults, and reaches
no private or loopback address unless it is allowed, whichever way a name resolves or a redirect leads.
Secrets go into one header of one request: they are in no address, no error, and follow no redirect to
another host. Proxies, `.netrc` and cookies of the machine are left out, so that a run depends on its options.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.exceptions import RequestException
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError
from urllib3.util.retry import Retry

from .addresses import split_address
from .errors import RefusedError, RemoteError

T = TypeVar("T")
U = TypeVar("U")

MEGABYTE = 1024 * 1024
PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
PARALLEL = 4
"""Requests that run at once."""
REDIRECTS = 5
_JSON_START = re.compile(r"""\{\s*["}]|\[\s*[\[{\]]""")
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524})
"""Answers after which the same request may do: RFC 9110, RFC 6585, and those of Cloudflare."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a request may take, in seconds, and how often it is tried."""

    tries: int = 7
    first_wait: float = 1.0
    """After a second failure; it doubles with each more."""
    longest_wait: float = 300.0
    """A server that asks for more is left alone until the next run."""
    connect: float = 10.0
    silence: float = 60.0
    """Between two pieces of an answer."""
    whole: float = 600.0
    """From the first byte of an answer to its last."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    url: str
    """Its address after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in any case."""
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Parse the content; a byte order mark and PHP warnings before it are passed over.

        Raises:
            ValueError: it isn't JSON.
        """
        text = self.content.decode("utf-8-sig").strip()
        start = None if text[:1] in ("{", "[") else _JSON_START.search(text)
        return json.loads(text[start.start() :] if start else text)


class Bearer(AuthBase):
    """A token in the header `Authorization` (RFC 6750)."""

    def __init__(self, token: str) -> None:
        """Keep the token."""
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put it into a request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Waits(Retry):
    """urllib3's back-off, with Intercom's header beside the standard's."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """Return the seconds that a server asks to wait."""
        reset = response.headers.get("X-RateLimit-Reset", "")
        try:
            asked = super().get_retry_after(response)
        except InvalidHeader:
            asked = None
        if asked is None and response.status == 429 and reset.isdecimal():
            return max(0.0, int(reset) - time.time()) + 0.1
        return asked


class Web:
    """A client with one pool of connections; several threads may use it."""

    def __init__(self, allowed_hosts: Iterable[str] = (), patience: Patience | None = None) -> None:
        """Set up the pool.

        Args:
            allowed_hosts: hosts that may have private or loopback addresses.
            patience: how long to wait for answers.
        """
        self.allowed_hosts = frozenset(allowed_hosts)
        self.requests = 0
        """How many requests were made."""
        self._patience = patience or Patience()
        self._not_before = 0.0
        self._lock = threading.Lock()
        self._opened: dict[str, Answer] = {}
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.max_redirects = REDIRECTS
        self._session.headers["User-Agent"] = user_agent()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = HTTPAdapter(pool_maxsize=PARALLEL)
        adapter.poolmanager.pool_classes_by_scheme = _guarded_pools(self.allowed_hosts)
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, adapter)

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def get(
        self,
        url: str,
        params: Mapping[str, str | int] | None = None,
        *,
        auth: AuthBase | None = None,
        accept: str = "*/*",
        headers: Mapping[str, str] | None = None,
        limit: int = 20 * MEGABYTE,
        follow: bool = True,
    ) -> Answer:
        """Get an address; any answer but a passing fault comes back, 404 too, and redirects unless followed.

        Raises:
            RemoteError: there is no answer, even after several tries, or it is too large.
            RefusedError: the address is private.
        """
        sent = {"Accept": accept, **(headers or {})}
        return self._patiently(
            url,
            lambda: self._answer(url, params, auth, sent, limit, follow=follow),
            lambda answer: answer,
            0,
        )

    def open_page(self, url: str) -> Answer:
        """Get a page where a reader comes in; who asks for it again gets the same answer.

        Raises:
            RemoteError: as `get`.
        """
        if url not in self._opened:
            self._opened[url] = self.get(url, accept=PAGE)
        return self._opened[url]

    def get_json(
        self,
        url: str,
        params: Mapping[str, str | int] | None = None,
        *,
        auth: AuthBase | None = None,
        headers: Mapping[str, str] | None = None,
        tries: int = 0,
    ) -> tuple[Any, Answer]:
        """Get JSON, cut-off answers and HTML in its place tried again; return it and the answer around it.

        `tries` is for requests that may well be at fault themselves.

        Raises:
            RemoteError: as `get`; or the answer is no JSON; or it is an error, named in `status` and `code`.
        """
        sent = {"Accept": "application/json", **(headers or {})}

        def parse(answer: Answer) -> tuple[Any, Answer]:
            if answer.status < 400 or "json" in answer.headers.get("Content-Type", ""):
                return answer.json(), answer
            return None, answer

        data, answer = self._patiently(
            url, lambda: self._answer(url, params, auth, sent, 100 * MEGABYTE), parse, tries
        )
        if answer.status >= 400:
            raise RemoteError(
                f"the server answers {answer.status}{_said(data)}",
                where=public(answer.url),
                hint=_ADVICE.get(answer.status, "Check the address."),
                status=answer.status,
                code=str(data.get("code") or "") if isinstance(data, dict) else "",
            )
        return data, answer

    def map(self, work: Callable[[T], U], items: Iterable[T]) -> Iterator[U]:
        """Do `work` for each item, a few at once; results come in the order of the items."""
        with ThreadPoolExecutor(PARALLEL) as pool:
            yield from pool.map(work, items)

    def _answer(
        self,
        url: str,
        params: Mapping[str, str | int] | None,
        auth: AuthBase | None,
        headers: Mapping[str, str],
        limit: int,
        *,
        follow: bool = True,
    ) -> Answer:
        """Make one request.

        Raises:
            _Again: a passing fault.
            RemoteError: it is too large, or not to be had.
        """
        if (pause := self._not_before - time.monotonic()) > 0:
            time.sleep(pause)
        self.requests += 1
        patience = self._patience
        try:
            with self._session.get(
                url,
                params=params,
                auth=auth,
                headers=headers,
                stream=True,
                allow_redirects=follow,
                timeout=(patience.connect, patience.silence),
            ) as response:
                if response.status_code in AGAIN:
                    raise _Again(f"it answers {response.status_code}", response.raw)
                content = self._read(response, limit)
                return Answer(response.url, response.status_code, response.headers, content)
        except requests.TooManyRedirects as error:
            raise RemoteError("it redirects again and again", where=public(url)) from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError) as error:
            raise RemoteError("it is no address of the web", where=public(url)) from error
        except (RequestException, HTTPError, OSError) as error:
            raise _Again(_fault(error)) from None  # its own message may hold the whole address

    def _read(self, response: requests.Response, limit: int) -> bytes:
        end = time.monotonic() + self._patience.whole
        parts, size = [], 0
        for part in response.iter_content(64 * 1024):
            size += len(part)
            parts.append(part)
            if size > limit:
                raise RemoteError(
                    f"the answer is larger than {limit // MEGABYTE} MB", where=public(response.url)
                )
            if time.monotonic() > end:
                raise _Again("it sends too slowly")
        return b"".join(parts)

    def _patiently(
        self, url: str, attempt: Callable[[], Answer], parse: Callable[[Answer], T], tries: int
    ) -> T:
        """Repeat a request until its answer can be used."""
        waits = _Waits((tries or self._patience.tries) - 1, backoff_factor=self._patience.first_wait / 2)
        while True:
            response = None
            try:
                return parse(attempt())
            except _Again as fault:
                problem, response = str(fault), fault.response
            except ValueError as error:
                problem = f"its answer isn't JSON ({type(error).__name__})"
            try:
                waits = waits.increment("GET", "", error=HTTPError(problem))
            except MaxRetryError:
                raise RemoteError(problem, where=public(url), hint="Run the same command later.") from None
            asked = waits.get_retry_after(response) if response is not None else None
            self._wait(asked if asked is not None else waits.get_backoff_time(), url)

    def _wait(self, seconds: float, url: str) -> None:
        """Let all requests wait: a limit is for all that a client sends."""
        if seconds > self._patience.longest_wait:
            raise RemoteError(
                f"the server asks to wait for {seconds:.0f} seconds",
                where=public(url),
                hint="Run the same command then: it goes on where it stopped.",
            )
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + seconds)


class _Again(Exception):  # noqa: N818 - no error until it has come too often
    """A passing fault; its message is the problem as users read it."""

    def __init__(self, problem: str, response: Any = None) -> None:
        super().__init__(problem)
        self.response: BaseHTTPResponse | None = response


_ADVICE = {
    401: "Check the credentials: they are wrong, or have expired.",
    403: "The user of these credentials may not read it, or the server lets no program in.",
    404: "Check the address.",
}


def public(url: str) -> str:
    """Return an address as messages may show it: without user, password and query, which may be secrets."""
    parts = split_address(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" if host else url.partition("?")[0]


def user_agent() -> str:
    """Return how we call ourselves; some servers turn away who has no name."""
    try:
        number = version("helpcentre")
    except PackageNotFoundError:  # run from a checkout
        number = "dev"
    return f"helpcentre/{number} (help centre importer)"


def _said(data: Any) -> str:
    """Return the message of an error in JSON: WordPress's, Intercom's, Zendesk's."""
    if not isinstance(data, dict):
        return ""
    errors = data.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else data
    message = first.get("message") or first.get("description") or first.get("error")
    return f": {message}" if isinstance(message, str) else ""


def _fault(error: Exception) -> str:
    """Say what went wrong without the words of the library, which quote the address."""
    if isinstance(error, requests.ConnectTimeout):
        return "it can't be reached in time"
    if isinstance(error, requests.Timeout):
        return "it stopped answering"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not valid"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return "its answer was cut off"
    if "NameResolutionError" in repr(error):
        return "no such host is known"
    return "the connection failed"


# --- private addresses --------------------------------------------------------------------------


def _guarded_pools(allowed: frozenset[str]) -> dict[str, Any]:
    """Pools whose connections refuse private addresses, for `PoolManager.pool_classes_by_scheme`."""

    class PlainConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self.host, self.port, allowed, super()._new_conn)

    class SafeConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self.host, self.port, allowed, super()._new_conn)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls: Any = PlainConnection

    class SafePool(HTTPSConnectionPool):
        ConnectionCls: Any = SafeConnection

    return {"http": PlainPool, "https": SafePool}


def _connect(
    host: str, port: int, allowed: frozenset[str], connect: Callable[[], socket.socket]
) -> socket.socket:
    """Look at the addresses of a host before connecting, and at the one that was connected to."""
    if host in allowed:
        return connect()
    try:
        known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:  # then the library says so in its own way
        return connect()
    for *_, address in known:
        _refuse_private(host, str(address[0]))
    connection = connect()
    try:  # a name may have resolved to another address by now
        _refuse_private(host, str(connection.getpeername()[0]))
    except RefusedError:
        connection.close()
        raise
    return connection


def _refuse_private(host: str, address: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise RefusedError(
            "it is an address of a private network",
            where=host,
            hint=f"If you trust it, allow it with --allow-host {host}.",
        )
