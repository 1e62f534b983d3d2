"""`supervise`: one start, from firm ground to the last child's end."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from beistand.lib.child import Upbringing, born_at, spawn
from beistand.lib.postgres import Cluster, last_words, prepare, trim
from beistand.lib.postgres.words import NOT_STARTED
from beistand.lib.sentence import refuse, say
from beistand.site.supervisor import ground, orphans
from beistand.site.supervisor.member import Member
from beistand.site.supervisor.plan import Child, Plan, Step
from beistand.site.supervisor.run_file import remove_run, write_run
from beistand.site.supervisor.signals import Wishes
from beistand.site.supervisor.voices import Voices
from beistand.site.supervisor.watch import StepFailed, Watch
from beistand.site.supervisor.words import DISK_NEARLY_FULL, LEFT_BEHIND, UP

MANY_FILES = 65_536  # an edge holds thousands of streams open
LOOK_EVERY = 60.0
DATABASE_TRIES = 7  # with the back-off some 13 s


def supervise(plan: Plan) -> int:
    """Run a plan in the foreground until SIGTERM or SIGINT; 0 when everything stopped cleanly, else 1.

    Call it in the main thread. Raises `Refused` with a sentence when it can't even begin.
    """
    begun = time.monotonic()
    data = plan.data
    ground.usable(data)
    lock = ground.alone(data)
    voices = Voices(data / "log")
    wishes = Wishes()
    try:
        with wishes.heard():
            _make_room(plan, voices)
            cluster = None if plan.database_url else _own_postgres(plan)
            try:
                return _watch(plan, cluster, voices, wishes, begun)
            finally:
                if cluster:
                    cluster.close()
    finally:
        remove_run(data)
        voices.close()
        lock.close()


def _make_room(plan: Plan, voices: Voices) -> None:
    left = orphans.end(plan.data)
    if left:
        voices.say(say(LEFT_BEHIND, count=left))
    _look_at_disk(plan.data, voices)
    ground.free_ports(plan.ports)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY_FILES if hard == resource.RLIM_INFINITY else min(hard, MANY_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _look_at_disk(data: Path, voices: Voices, *, first: bool = True) -> None:
    free = ground.enough_room(data) if first else ground.free_mb(data)
    if free < ground.LITTLE_MB:
        voices.say(say(DISK_NEARLY_FULL, free=free, data=data))


def _own_postgres(plan: Plan) -> Cluster:
    return prepare(plan.data, bindir=plan.bindir, tuning=plan.tuning, home=plan.home)


def _watch(plan: Plan, cluster: Cluster | None, voices: Voices, wishes: Wishes, begun: float) -> int:
    def note(members: Sequence[Member]) -> None:
        write_run(plan.data, _running(plan, members, started))

    started = time.time()
    watch = Watch(_stages(plan, cluster), voices, wishes, note)
    try:
        if watch.bring_up():
            note(watch.raised)
            voices.say(say(UP, seconds=time.monotonic() - begun))
            if plan.on_ready:
                voices.say(plan.on_ready())
            _keep_up(plan, watch)
        return 0 if watch.take_down() else 1
    except StepFailed as failed:
        watch.take_down()
        voices.say(str(failed))
        sys.stderr.write(f"{failed}\n")
        return 1
    finally:
        watch.close()


def _keep_up(plan: Plan, watch: Watch) -> None:
    looked = time.monotonic()
    while not watch.wishes.stops:
        watch.turn()
        if time.monotonic() - looked > LOOK_EVERY:
            looked = time.monotonic()
            _look_at_disk(plan.data, watch.voices, first=False)
            trim(plan.data / "log" / "postgres.log")


def _stages(plan: Plan, cluster: Cluster | None) -> list[list[Member]]:
    url = cluster.url if cluster else plan.database_url
    env = {**os.environ, "DATABASE_URL": url, "PYTHONUNBUFFERED": "1", orphans.MARK: str(plan.data)}
    stages = [[_postgres(cluster)]] if cluster else []
    stages += [[_member(step, env)] for step in plan.before]
    return [*stages, [_member(child, env) for child in plan.children]]


def _postgres(cluster: Cluster) -> Member:
    tries = 0
    was_up = False

    def start() -> subprocess.Popen[bytes]:
        nonlocal tries
        tries += 1
        if tries > DATABASE_TRIES and not was_up:
            raise refuse(NOT_STARTED, why=last_words(cluster.place.log), log=cluster.place.log)
        return cluster.start()

    def is_ready(pid: int) -> bool:
        nonlocal was_up
        ready = cluster.is_ready(pid)
        was_up = was_up or ready
        return ready

    return Member("postgres", start, is_ready, softly=signal.SIGINT, harder=signal.SIGQUIT)


def _member(one: Child | Step, env: Mapping[str, str]) -> Member:
    how = Upbringing(cwd=Path.cwd(), env={**env, **one.env}, output=subprocess.PIPE)
    asked = one.is_ready if isinstance(one, Child) else None
    return Member(
        one.name,
        lambda: spawn(one.argv, how),
        lambda _: asked is None or asked(),
        is_step=isinstance(one, Step),
    )


def _running(plan: Plan, members: Sequence[Member], started: float) -> dict[str, object]:
    children = {
        m.name: {"pid": m.pid, "born": born_at(m.pid), "state": str(m.state), "starts": m.starts}
        for m in members
        if not m.is_step
    }
    return {
        "supervisor": os.getpid(),
        "started": started,
        "ready": len(children) == len(plan.children) + (not plan.database_url)
        and all(m.state in ("ready", "done") for m in members),
        "ports": {port.what: port.number for port in plan.ports},
        "children": children,
    }
