"""The network client: what it bears, what it refuses, and what it never says."""

from __future__ import annotations

import json
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from email.utils import formatdate
from itertools import count

import pytest
from requests.auth import HTTPBasicAuth

from importers.errors import RefusedError, RemoteError
from importers.web import Answer, Bearer, Patience, Web, public

from .servers import Handler, Reply, Request, serve

QUICK = Patience(tries=4, first_wait=0.01, longest_wait=2, connect=2, silence=0.5, whole=5)
SECRET = "".join(("s3", "cret"))
GOOD = Reply(json.dumps([{"id": 1}]).encode(), headers={"Content-Type": "application/json"})


@pytest.fixture
def web() -> Iterator[Web]:
    client = Web({"127.0.0.1"}, QUICK)
    yield client
    client.close()


def first(*faults: Reply) -> Handler:
    """Answer with these first, then well."""
    numbers = count()

    def handle(_: Request) -> Reply:
        number = next(numbers)
        return faults[number] if number < len(faults) else GOOD

    return handle


@pytest.mark.parametrize(
    "fault",
    [
        Reply(status=429, headers={"Retry-After": "1"}),
        Reply(status=429, headers={"Retry-After": formatdate(time.time() + 1, usegmt=True)}),
        Reply(status=429, headers={"Retry-After": "soon"}),
        Reply(status=429, headers={"X-RateLimit-Reset": str(int(time.time()))}),
        Reply(status=500),
        Reply(b"<html>Bad gateway</html>", 502),
        Reply(b"<html>Down for maintenance</html>", 200, {"Content-Type": "text/html"}),
        Reply(GOOD.content[:7], headers={"Content-Type": "application/json"}),
        Reply(GOOD.content[:7], length=len(GOOD.content)),
        Reply(b"", 200),
        Reply(stall=threading.Event()),
    ],
    ids=["429", "429-date", "429-odd", "reset", "500", "502", "html", "cut", "cut-short", "empty", "stall"],
)
def test_a_passing_fault_is_borne(fault: Reply, web: Web) -> None:
    with serve(first(fault, fault)) as address:
        assert web.get_json(f"{address}/wp-json/")[0] == [{"id": 1}]
        if fault.stall:
            fault.stall.set()


def test_a_storm_of_limits_ends_in_an_error_that_says_so(web: Web) -> None:
    with (
        serve(lambda _: Reply(status=429, headers={"Retry-After": "0"})) as address,
        pytest.raises(RemoteError, match="429"),
    ):
        web.get_json(address)
    assert web.requests == QUICK.tries


def test_who_asks_for_too_much_patience_is_left_alone(web: Web) -> None:
    with (
        serve(lambda _: Reply(status=503, headers={"Retry-After": "9000"})) as address,
        pytest.raises(RemoteError, match="9000 seconds"),
    ):
        web.get(address)


@pytest.mark.parametrize("noise", ["\ufeff", "<b>Warning</b>: x in /a/b.php<br />\n", "Deprecated: y\n"])
def test_what_php_says_before_the_answer_is_passed_over(noise: str) -> None:
    for text in ('[{"id": 1}]', "[]", '{"id": 1}'):
        assert Answer("", 200, {}, (noise + text).encode()).json() == json.loads(text)
    with pytest.raises(ValueError):
        Answer("", 200, {}, f'{noise}[{{"id": 1, "tags": []'.encode()).json()


def test_an_error_of_the_server_is_told_in_its_own_words(web: Web) -> None:
    said = json.dumps({"code": "rest_forbidden", "message": "Sorry, you may not"}).encode()
    reply = Reply(said, 403, {"Content-Type": "application/json"})
    with serve(lambda _: reply) as address, pytest.raises(RemoteError, match="403: Sorry") as caught:
        web.get_json(address)
    assert (caught.value.status, caught.value.code) == (403, "rest_forbidden")
    assert web.requests == 1


def test_an_answer_that_is_too_large_is_not_read_to_its_end(web: Web) -> None:
    with (
        serve(lambda _: Reply(b"x" * 3_000_000)) as address,
        pytest.raises(RemoteError, match="larger than 1 MB"),
    ):
        web.get(address, limit=1024 * 1024)


def test_redirects_are_followed_but_not_for_ever(web: Web) -> None:
    def handle(request: Request) -> Reply:
        return GOOD if request.path == "/there" else Reply(status=301, headers={"Location": "/there"})

    with serve(handle) as address:
        assert web.get(address).url == f"{address}/there"
    with (
        serve(lambda request: Reply(status=302, headers={"Location": f"{request.path}x"})) as address,
        pytest.raises(RemoteError, match="redirects"),
    ):
        web.get(address)


# --- private addresses


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://169.254.169.254/latest/",
        "http://10.0.0.8/",
        "http://192.168.1.1/",
        "http://0.0.0.0:9/",
        "http://[::ffff:127.0.0.1]:9/",
        "http://2130706433/",
        "http://127.1/",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    client = Web(patience=QUICK)
    with pytest.raises(RefusedError, match="private"):
        client.get(address)
    client.close()


def test_a_redirect_to_a_private_address_is_refused(web: Web) -> None:
    with (
        serve(lambda _: Reply(status=302, headers={"Location": "http://localhost:9/admin"})) as address,
        pytest.raises(RefusedError),
    ):
        web.get(address)


def test_a_name_that_resolves_to_another_address_later_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = count()
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: object, **options: object) -> object:
        fake = "93.184.216.34" if next(answers) == 0 else "127.0.0.1"
        return real(fake if host == "rebinding.example" else host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    client = Web(patience=QUICK)
    received: list[str] = []

    def handle(request: Request) -> Reply:
        received.append(request.path)
        return GOOD

    with serve(handle) as address:
        port = address.rpartition(":")[2]
        with pytest.raises(RefusedError):
            client.get(f"http://rebinding.example:{port}/secret")
    client.close()
    assert received == []


# --- secrets


@pytest.mark.parametrize("auth", [Bearer(SECRET), HTTPBasicAuth("user", SECRET)])
def test_secrets_go_to_the_server_and_nowhere_else(auth: Bearer | HTTPBasicAuth, web: Web) -> None:
    seen: list[str | None] = []

    def elsewhere(request: Request) -> Reply:
        seen.append(request.headers.get("Authorization"))
        return GOOD

    client = Web({"127.0.0.1", "localhost"}, QUICK)
    with serve(elsewhere) as other:
        away = other.replace("127.0.0.1", "localhost")
        with serve(lambda _: Reply(status=302, headers={"Location": away})) as address:
            client.get(address, auth=auth)
    client.close()
    assert seen == [None]
    with (
        serve(lambda _: Reply(status=500)) as address,
        pytest.raises(RemoteError) as caught,
    ):
        web.get(f"{address}/file?signature={SECRET}", auth=auth)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in repr(auth)


def test_messages_show_no_secret_part_of_an_address() -> None:
    assert public("https://user:pass@x.example/a/b?token=1#c") == "https://x.example/a/b"


def test_cookies_and_names_of_the_machine_stay_here(web: Web) -> None:
    seen: list[Request] = []

    def handle(request: Request) -> Reply:
        seen.append(request)
        return Reply(b"x", headers={"Set-Cookie": "session=1"})

    with serve(handle) as address:
        web.get(address)
        web.get(address)
    assert all(request.headers.get("Cookie") is None for request in seen)
    assert seen[0].headers["User-Agent"].startswith("helpcentre/")
