"""`fetch`: one request that cannot be sent to places it must not see, nor be held for ever, nor be flooded.

The name is resolved once, all its addresses are judged, and the connection goes to a judged address: a name that
answers differently the second time (DNS rebinding) is never asked a second time. Every redirect starts anew.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urljoin

import certifi
import httpcore

from beistand.lib.http.body import read_body
from beistand.lib.http.places import Forbidden, Place, Unreachable, judge, read_url
from beistand.lib.http.wire import Deadline, Resolver, Wire, system_resolver

MAX_BYTES = 5_000_000
SECONDS = 5.0
MOST_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_KEPT_ELSEWHERE = {"accept", "accept-language", "user-agent", "content-type"}
_OURS = {"host", "accept-encoding", "connection", "content-length", "transfer-encoding"}

_ALWAYS = {"accept-encoding": "gzip, deflate", "connection": "close"}


class Answer(NamedTuple):
    """`headers` in lower case, the last one wins; `body` unpacked; `url` where the answer came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
    redirects: int = MOST_REDIRECTS,
    allow_loopback: bool = False,
    ports: frozenset[int] = frozenset({80, 443}),
    resolver: Resolver = system_resolver,
    trust: ssl.SSLContext | None = None,
) -> Answer:
    """Send one request and read the whole answer; any status is an answer.

    `seconds` holds for everything together, `max_bytes` for the body packed and unpacked. `allow_loopback` is for sinks that
    the operator runs on the same machine; it opens 127.0.0.0/8 and ::1 on any port and nothing else.
    Raises Forbidden (we do not go there) or Unreachable (no whole answer). Blocks; may be called from any thread.
    """
    deadline = Deadline(seconds)
    request = _Request(method, _allowed(headers or {}), body)
    place = read_url(url)
    for _ in range(redirects + 1):
        found = _addresses(place, resolver, deadline)
        wire = Wire(judge(found, place.port, ports, allow_loopback=allow_loopback), deadline)
        answer = _send(place, wire, request, max_bytes, trust or _trust())
        if answer.status not in _REDIRECTS or "location" not in answer.headers or not redirects:
            return answer
        target = _follow(place, answer.headers["location"])
        request = request.redirected(answer.status, is_elsewhere=target[:3] != place[:3])
        place = target
    raise Unreachable("too many redirects")


@dataclass(frozen=True)
class _Request:
    method: str
    headers: Mapping[str, str]
    body: bytes | None

    def redirected(self, status: int, *, is_elsewhere: bool) -> _Request:
        """What to ask at the next address: a POST becomes a GET as in browsers, secrets stay with the first host."""
        kept = {
            name: value for name, value in self.headers.items() if not is_elsewhere or name in _KEPT_ELSEWHERE
        }
        if status == 303 or (status in {301, 302} and self.method == "POST"):
            kept.pop("content-type", None)
            return _Request("HEAD" if self.method == "HEAD" else "GET", kept, None)
        return _Request(self.method, kept, self.body)


def _allowed(headers: Mapping[str, str]) -> dict[str, str]:
    """The caller's headers in lower case, without those that are ours to set."""
    return {name.lower(): value for name, value in headers.items() if name.lower() not in _OURS}


def _addresses(place: Place, resolver: Resolver, deadline: Deadline) -> list[str]:
    try:
        return [str(ip_address(place.host))]
    except ValueError:
        found = resolver(place.host, deadline.left())
    if not found:
        raise Unreachable("no such host")
    return found


def _follow(place: Place, location: str) -> Place:
    target = read_url(urljoin(place.url, location.partition("#")[0]))
    if place.scheme == "https" and target.scheme == "http":
        raise Forbidden("redirect out of TLS")
    return target


def _send(place: Place, wire: Wire, request: _Request, max_bytes: int, trust: ssl.SSLContext) -> Answer:
    headers = {"user-agent": "Beistand", "accept": "*/*", **request.headers, **_ALWAYS}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trust, network_backend=wire) as pool,
            pool.stream(
                request.method, place.url, headers=list(headers.items()), content=request.body
            ) as response,
        ):
            received = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
            }
            encoding = received.get("content-encoding", "")
            content = (
                b"" if request.method == "HEAD" else read_body(response.iter_stream(), encoding, max_bytes)
            )
            return Answer(response.status, received, content, place.url)
    except httpcore.TimeoutException:
        raise Unreachable("too slow") from None
    except httpcore.ConnectError as error:
        is_tls = isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error)
        raise Unreachable("bad certificate" if is_tls else "refused") from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise Unreachable("broken answer") from None


@cache
def _trust() -> ssl.SSLContext:
    """Certificates of Mozilla's list and those the operating system was given."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
