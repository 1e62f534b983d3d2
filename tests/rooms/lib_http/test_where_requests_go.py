"""No address, however it is written or answered, sends our requests into inner networks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import Any

import dns.resolver
import httpcore
import pytest
from dnslib import QTYPE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSServer

from beistand.lib.http import Answer, Forbidden, Unreachable, fetch
from beistand.lib.http.places import is_public, read_url

PUBLIC = "93.184.215.14"

INNER = [
    "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.0.0.1./", "http://127.255.255.254/", "http://0.0.0.0/", "http://10.0.0.1/",
    "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://100.100.100.200/", "http://168.63.129.16/", "http://192.0.0.192/", "http://198.18.0.1/",
    "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/",
    "http://192.88.99.1/", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/", "http://[::127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2002:a9fe:a9fe::1]/", "http://[2001:0:53aa:64c::1]/",
    "http://[fe80::1]/", "http://[fec0::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[2001:db8::1]/",
    "http://[100::1]/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://１２７.0.0.1/",
    "http://localhost/", "http://LOCALHOST./", "http://127.0.0.1.nip.io/", "http://7f000001.nip.io/", "http://metadata.google.internal/",
]  # fmt: skip
ODD = [
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0x0.0x0.0x1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.1/",
    "http://127.0.1/", "http://0/", "http://0x/", "http://1.2.3.4.5/", "http://256.256.256.256/", "http://127.0.0.1%00.example.com/",
    "http://user@example.com/", "http://example.com@127.0.0.1/", "http://example.com:80@127.0.0.1/", "http://127.0.0.1\\@example.com/",
    "http://example.com\\@127.0.0.1/", "http://[fe80::1%25eth0]/", "http://[::1%25lo]/",
    "http://[::1", "http://[127.0.0.1]x/", "http://exa mple.com/", "http://example.com/\r\nHost: x", "http://example.com\t/",
    "http://\u202eexample.com/", "http:///x", "http://", "http:example.com", "http://.example.com/", "http://a..example.com/",
    "http://example.com:99999/", "http://example.com:-1/", "http://-x/", "http://" + "a" * 300 + ".example/",
]  # fmt: skip
SCHEMES = [
    "file:///etc/passwd", "gopher://127.0.0.1:25/_HELO", "ftp://example.com/", "dict://127.0.0.1:11211/", "ldap://x/", "data:text/plain,x",
    "javascript:x", "//example.com/", "example.com", "", "httpx://x", "unix:///run/x.sock", "jar:http://x!/", "HTTP+unix://x/",
]  # fmt: skip


def names(host: str, seconds: float) -> list[str]:
    """A name system as an attacker would like it."""
    host = host.removesuffix(".").lower()
    if host in {"localhost", "127.0.0.1.nip.io", "7f000001.nip.io"}:
        return ["127.0.0.1"]
    known = {"metadata.google.internal": ["169.254.169.254"], "both.example": [PUBLIC, "10.0.0.7"], "six.example": ["::1"],
             "zone.example": ["fe80::1%1"], "good.example": [PUBLIC]}  # fmt: skip
    return known.get(host, [])


class Dialled:
    """Stands for the network: remembers who was dialled; public addresses lead to a server of the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.addresses: list[str] = []
        self.leads_to: tuple[str, int] | None = None
        real = httpcore.SyncBackend.connect_tcp

        def connect(backend: Any, host: str, port: int, timeout: float | None = None, **rest: Any) -> Any:
            self.addresses.append(host)
            if self.leads_to is None or host != PUBLIC:
                raise httpcore.ConnectError("nobody there")
            return real(backend, *self.leads_to, timeout=timeout)

        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> Dialled:
    return Dialled(monkeypatch)


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, str]], tuple[str, int]]]:
    """Start a server that redirects paths as told and answers anything else with its host header."""
    running: list[ThreadingHTTPServer] = []

    def start(redirects: dict[str, str]) -> tuple[str, int]:
        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if target := redirects.get(self.path):
                    self.send_response(302)
                    self.send_header("Location", target)
                    self.end_headers()
                    return
                body = f"{self.headers['Host']} {self.headers.get('Authorization')}".encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        running.append(server)
        return "127.0.0.1", server.server_port

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def test_there_are_enough_shapes() -> None:
    assert len({*INNER, *ODD, *SCHEMES}) >= 90


@pytest.mark.parametrize("url", INNER)
def test_inner_addresses_are_never_dialled(url: str, dialled: Dialled) -> None:
    with pytest.raises(Forbidden) as refusal:
        fetch(url, resolver=names)
    assert refusal.value.reason == "inner address"
    assert dialled.addresses == []


@pytest.mark.parametrize("url", ODD)
def test_odd_ways_to_write_an_address_are_never_asked_for(url: str, dialled: Dialled) -> None:
    with pytest.raises(Forbidden) as refusal:
        fetch(url, resolver=lambda host, seconds: [PUBLIC])
    assert refusal.value.reason == "odd address"
    assert dialled.addresses == []


@pytest.mark.parametrize("url", SCHEMES)
def test_only_the_web_is_spoken(url: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        fetch(url, resolver=names)
    assert refusal.value.reason == "scheme"


@pytest.mark.parametrize("port", [0, 22, 25, 5432, 6379, 8000, 8080, 65535])
def test_other_ports_are_closed(port: int, dialled: Dialled) -> None:
    with pytest.raises(Forbidden) as refusal:
        fetch(f"http://good.example:{port}/", resolver=names)
    assert refusal.value.reason == "port"
    assert dialled.addresses == []


@pytest.mark.parametrize("host", ["both.example", "six.example", "zone.example"])
def test_one_inner_address_among_a_names_addresses_closes_it(host: str, dialled: Dialled) -> None:
    with pytest.raises(Forbidden):
        fetch(f"http://{host}/", resolver=names)
    assert dialled.addresses == []


def test_a_good_name_is_dialled_by_its_judged_address_and_asked_by_its_name(
    dialled: Dialled, serve: Callable[..., tuple[str, int]]
) -> None:
    dialled.leads_to = serve({})
    answer = fetch("http://good.example/x", resolver=names)
    assert dialled.addresses == [PUBLIC]
    assert answer == Answer(200, answer.headers, b"good.example None", "http://good.example/x")


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://2130706433/", "file:///etc/passwd",
     "//10.0.0.1/x", "http://both.example/", "gopher://x/", "http://good.example:22/"],
)  # fmt: skip
def test_a_redirect_is_judged_like_the_first_address(
    target: str, dialled: Dialled, serve: Callable[..., tuple[str, int]]
) -> None:
    dialled.leads_to = serve({"/": target})
    with pytest.raises(Forbidden):
        fetch("http://good.example/", resolver=names)
    assert dialled.addresses == [PUBLIC]


def test_three_redirects_are_followed_and_no_more(
    dialled: Dialled, serve: Callable[..., tuple[str, int]]
) -> None:
    dialled.leads_to = serve({"/1": "/2", "/2": "/3", "/3": "/4", "/0": "http://good.example/1"})
    assert fetch("http://good.example/1", resolver=names).url == "http://good.example/4"
    with pytest.raises(Unreachable, match="too many redirects"):
        fetch("http://good.example/0", resolver=names)


def test_secrets_do_not_follow_a_redirect_to_another_host(
    dialled: Dialled, serve: Callable[..., tuple[str, int]]
) -> None:
    dialled.leads_to = serve({"/out": "http://other.example/", "/in": "/"})
    both: Callable[[str, float], list[str]] = lambda host, seconds: [PUBLIC]  # noqa: E731 - shortest here
    secret = {"Authorization": "Bearer x"}
    assert fetch("http://good.example/out", headers=secret, resolver=both).body == b"other.example None"
    assert fetch("http://good.example/in", headers=secret, resolver=both).body == b"good.example Bearer x"


def test_proxies_of_the_environment_are_ignored(
    dialled: Dialled, serve: Callable[..., tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://10.0.0.1:3128")
    dialled.leads_to = serve({})
    assert fetch("http://good.example/", resolver=names).status == 200
    assert dialled.addresses == [PUBLIC]


def test_loopback_opens_only_when_the_operator_says_so(serve: Callable[..., tuple[str, int]]) -> None:
    host, port = serve({"/": "http://169.254.169.254/"})
    url = f"http://{host}:{port}"
    with pytest.raises(Forbidden):
        fetch(url + "/x")
    assert fetch(url + "/x", allow_loopback=True).status == 200
    with pytest.raises(Forbidden, match="inner address"):
        fetch(url + "/", allow_loopback=True)
    for other in ("http://10.0.0.1/", "http://[fe80::1]/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/"):
        with pytest.raises(Forbidden):
            fetch(other, allow_loopback=True)


class Rebinding(BaseResolver):  # type: ignore[misc]  # dnslib has no types
    """Says something else every time it is asked."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = answers
        self.asked = 0

    def resolve(self, request: DNSRecord, handler: Any) -> DNSRecord:
        address = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        reply = request.reply()
        reply.add_answer(RR(request.q.qname, QTYPE.A, rdata=A(address), ttl=0))
        return reply


@pytest.mark.parametrize("answers", [[PUBLIC, "127.0.0.1"], [PUBLIC, "169.254.169.254"]])
def test_a_name_that_changes_its_mind_is_asked_once_and_dialled_where_it_was_judged(
    answers: list[str], dialled: Dialled, serve: Callable[..., tuple[str, int]]
) -> None:
    dialled.leads_to = serve({})
    rebinding = Rebinding(answers)
    server = DNSServer(rebinding, address="127.0.0.1", port=0)
    server.start_thread()
    try:
        asker = dns.resolver.Resolver(configure=False)
        asker.nameservers = ["127.0.0.1"]
        asker.port = server.server.server_address[1]

        def resolver(host: str, seconds: float) -> list[str]:
            return [str(found) for found in asker.resolve(host, "A", lifetime=seconds)]

        assert fetch("http://rebind.example/", resolver=resolver).status == 200
        assert rebinding.asked == 1
        assert dialled.addresses == [PUBLIC]
        with pytest.raises(Forbidden, match="inner address"):
            fetch("http://rebind.example/", resolver=resolver)
        assert dialled.addresses == [PUBLIC]
    finally:
        server.stop()
        server.server.server_close()


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "193.99.144.80", "2a02:2e0:3fe:1001::1", "2606:4700::1111", "64:ff9b::808:808"],
)
def test_the_open_internet_is_open(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTP://Good.Example:80/a b".replace(" ", "%20"), "http://good.example/a%20b"),
        ("https://good.example?x=ä", "https://good.example/?x=%C3%A4"),
        ("https://bücher.example:8443/ü#top", "https://xn--bcher-kva.example:8443/%C3%BC"),
        ("http://[2A02:2E0:0::1]:8080", "http://[2a02:2e0::1]:8080/"),
        ("http://good.example./", "http://good.example/"),
    ],
)
def test_an_address_is_written_in_one_plain_form(url: str, plain: str) -> None:
    assert read_url(url).url == plain
