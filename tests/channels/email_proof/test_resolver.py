from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from beistand.lib.dns import DnsResolver, State
from beistand.lib.dns.breaker import Breaker
from beistand.lib.dns.cache import Cache
from beistand.lib.dns.port import NOTHING, UNKNOWN, Answer
from beistand.lib.dns.wire import Server
from channels.email_proof.loopback_dns import GARBAGE, SERVFAIL, SILENT, WRONG_ID, LoopbackDns, closed_port

ZONE = {
    "auenfeld.example": {
        "TXT": ["v=spf1 mx -all", "x" * 600],
        "MX": ["20 mx2.auenfeld.example", "10 MX1.auenfeld.example"],
        "A": ["192.0.2.1"],
        "AAAA": ["2001:db8::1"],
    },
    "null.example": {"MX": ["0 ."]},
    "1.2.0.192.in-addr.arpa": {"PTR": ["mx1.auenfeld.example"]},
    "alias.example": {"CNAME": ["other.example"]},
    "other.example": {"CNAME": ["auenfeld.example"]},
    "loop.example": {"CNAME": ["pool.example"]},
    "pool.example": {"CNAME": ["loop.example"]},
    "slow.example": {},
    "broken.example": {},
}


@pytest.fixture
def world() -> Iterator[LoopbackDns]:
    with LoopbackDns(ZONE) as dns:
        yield dns


@pytest.fixture
def resolver(world: LoopbackDns) -> DnsResolver:
    return DnsResolver((Server("127.0.0.1", world.port),), per_question=0.3)


def test_each_kind_of_record_is_read(resolver: DnsResolver) -> None:
    assert resolver.txt("auenfeld.example").records == ("v=spf1 mx -all", "x" * 600)
    assert resolver.a("AUENFELD.example.").records == ("192.0.2.1",)
    assert resolver.aaaa("auenfeld.example").records == ("2001:db8::1",)
    assert resolver.mx("auenfeld.example").records == ("mx1.auenfeld.example", "mx2.auenfeld.example")
    assert resolver.mx("null.example").records == ("",)
    assert resolver.ptr("192.0.2.1").records == ("mx1.auenfeld.example",)


def test_no_record_no_name_and_trouble_are_told_apart(world: LoopbackDns, resolver: DnsResolver) -> None:
    world.moods["broken.example"] = SERVFAIL
    assert resolver.txt("null.example").state is State.EMPTY
    assert resolver.txt("nobody.example").state is State.NXDOMAIN
    assert resolver.txt("broken.example").state is State.TROUBLE


@pytest.mark.parametrize(
    "name", ["a..example", ".example", "x" * 64 + ".example", "é\u4e00.example", "a." * 130 + "example"]
)
def test_what_can_be_no_name_is_not_asked(world: LoopbackDns, resolver: DnsResolver, name: str) -> None:
    assert resolver.txt(name).state is State.NXDOMAIN
    assert not world.asked


def test_what_is_no_address_has_no_name(world: LoopbackDns, resolver: DnsResolver) -> None:
    assert resolver.ptr("not an address").state is State.NXDOMAIN
    assert not world.asked


def test_aliases_are_followed_and_a_loop_of_aliases_is_trouble(resolver: DnsResolver) -> None:
    assert resolver.a("alias.example").records == ("192.0.2.1",)
    assert resolver.a("loop.example").state is State.TROUBLE


@pytest.mark.parametrize("mood", [GARBAGE, WRONG_ID])
def test_a_packet_that_is_no_answer_to_us_is_not_believed(
    world: LoopbackDns, resolver: DnsResolver, mood: str
) -> None:
    world.moods["auenfeld.example"] = mood
    assert resolver.a("auenfeld.example").state is State.TROUBLE


def test_a_cut_answer_is_asked_for_again_over_tcp(world: LoopbackDns, resolver: DnsResolver) -> None:
    world.cuts = True
    assert resolver.txt("auenfeld.example").records[0] == "v=spf1 mx -all"
    assert world.tcp_asked == 1


def test_an_answer_is_remembered_also_a_negative_one_and_trouble(
    world: LoopbackDns, resolver: DnsResolver
) -> None:
    world.moods["broken.example"] = SERVFAIL
    for _ in range(3):
        resolver.txt("auenfeld.example")
        resolver.txt("Nobody.example")
        resolver.txt("broken.example")
    assert set(world.asked.values()) == {1}


def test_one_slow_name_does_not_take_the_resolver_from_others(
    world: LoopbackDns, resolver: DnsResolver
) -> None:
    for number in range(4):
        world.moods[f"slow{number}.example"] = SILENT
        assert resolver.txt(f"slow{number}.example").state is State.TROUBLE
    assert resolver.a("auenfeld.example").state is State.FOUND


def test_a_dead_resolver_is_left_alone_for_a_while_and_then_asked_again(world: LoopbackDns) -> None:
    clock = [0.0]
    resolver = DnsResolver((Server("127.0.0.1", world.port),), per_question=0.05, monotonic=lambda: clock[0])
    world.is_dead = True
    for number in range(3):
        assert resolver.txt(f"{number}.example").state is State.TROUBLE
    before = world.asked.total()
    started = time.perf_counter()
    for number in range(1000):
        assert resolver.txt(f"again{number}.example").state is State.TROUBLE
    assert time.perf_counter() - started < 0.5
    assert world.asked.total() == before
    clock[0] = 29.0
    world.is_dead = False
    assert resolver.a("auenfeld.example").state is State.TROUBLE
    clock[0] = 31.0
    deadline = time.monotonic() + 5
    while resolver.a("auenfeld.example").is_trouble and time.monotonic() < deadline:
        time.sleep(0.01)
    assert resolver.a("auenfeld.example").state is State.FOUND


def test_a_closed_port_is_noticed_at_once() -> None:
    resolver = DnsResolver((Server("127.0.0.1", closed_port()),))
    started = time.perf_counter()
    for number in range(50):
        assert resolver.txt(f"{number}.example").is_trouble
    assert time.perf_counter() - started < 0.5


def test_the_second_server_helps_when_the_first_is_gone(world: LoopbackDns) -> None:
    resolver = DnsResolver((Server("127.0.0.1", closed_port()), Server("127.0.0.1", world.port)))
    assert resolver.a("auenfeld.example").state is State.FOUND
    assert resolver.txt("auenfeld.example").state is State.FOUND
    assert resolver.mx("auenfeld.example").state is State.FOUND


def test_without_any_server_everything_is_trouble_at_once() -> None:
    assert DnsResolver(()).txt("auenfeld.example").is_trouble


def test_the_questions_of_one_mail_share_their_time(world: LoopbackDns, resolver: DnsResolver) -> None:
    for number in range(20):
        world.moods[f"slow{number}.example"] = SILENT
    allowance = resolver.within(0.5)
    started = time.perf_counter()
    answers = [allowance.within(60).txt(f"slow{number}.example").state for number in range(20)]
    assert time.perf_counter() - started < 0.9
    assert set(answers) == {State.TROUBLE}
    assert allowance.a("auenfeld.example").state is State.TROUBLE
    assert resolver.a("auenfeld.example").state is State.FOUND


def test_many_threads_may_ask(resolver: DnsResolver) -> None:
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(50):
            if resolver.a("auenfeld.example").records != ("192.0.2.1",):
                wrong.append("a")
            if resolver.txt("nobody.example").state is not State.NXDOMAIN:
                wrong.append("txt")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_cache_keeps_within_its_bounds() -> None:
    clock = [0.0]
    cache = Cache(lambda: clock[0], kept=2)
    found = Answer(State.FOUND, ("x",))
    cache.keep(("A", "one"), found, ttl=86400)
    cache.keep(("A", "two"), NOTHING, ttl=86400)
    assert cache.look(("A", "one")) == found
    cache.keep(("A", "three"), UNKNOWN, ttl=0)
    assert cache.look(("A", "two")) is None, "the least used goes first"
    cache.keep(("A", "large"), Answer(State.FOUND, ("x" * 9000,)), ttl=60)
    assert cache.look(("A", "large")) is None
    clock[0] = 10.0
    assert cache.look(("A", "three")) is None
    clock[0] = 3599.0
    assert cache.look(("A", "one")) == found
    clock[0] = 3600.0
    assert cache.look(("A", "one")) is None
    assert len(cache) == 0


def test_the_breaker_asks_for_the_root_before_it_gives_up() -> None:
    clock, lives, looks = [0.0], [True], [0]
    aside: list[Callable[[], object]] = []

    def is_alive() -> bool:
        looks[0] += 1
        return lives[0]

    breaker = Breaker(is_alive, lambda: clock[0], rest=30, aside=aside.append)
    breaker.silent()
    assert looks[0] == 1 and breaker.may_ask()
    lives[0] = False
    breaker.silent()
    assert looks[0] == 2 and not breaker.may_ask()
    clock[0] = 30.0
    assert not breaker.may_ask() and not breaker.may_ask()
    assert len(aside) == 1, "one looks, nobody waits"
    aside.pop()()
    clock[0] = 59.0
    assert not breaker.may_ask() and not aside
    clock[0] = 60.0
    lives[0] = True
    assert not breaker.may_ask()
    aside.pop()()
    assert breaker.may_ask()


@pytest.mark.parametrize(
    ("setting", "host", "port"),
    [
        ("127.0.0.1:5353", "127.0.0.1", 5353),
        ("127.0.0.1", "127.0.0.1", 53),
        ("[::1]:5353", "::1", 5353),
        ("::1", "::1", 53),
        ("[::1]", "::1", 53),
    ],
)
def test_the_setting_names_a_server(setting: str, host: str, port: int) -> None:
    assert DnsResolver.from_setting(setting)._servers == (Server(host, port),)


@pytest.mark.parametrize("setting", ["127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:dns", "999.1.1.1:53"])
def test_a_setting_that_is_no_address_is_refused_with_a_sentence(setting: str) -> None:
    with pytest.raises(ValueError, match=r"resolver|port"):
        DnsResolver.from_setting(setting)


def test_without_a_setting_the_system_is_asked() -> None:
    assert isinstance(DnsResolver.from_setting(""), DnsResolver)
