"""The watch: brings the members up stage by stage, keeps them up, and takes them down in reverse order."""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections.abc import Callable, Sequence
from typing import IO

from beistand.lib.sentence import say
from beistand.site.supervisor.member import Member, State
from beistand.site.supervisor.signals import Wishes
from beistand.site.supervisor.voices import Voices
from beistand.site.supervisor.words import (
    BY_CODE,
    BY_SIGNAL,
    ENDED,
    IS_READY,
    KILLED,
    STARTS,
    STEP_FAILED,
    STOPPED,
    STOPPING,
)

IMPATIENT, PATIENT = 0.02, 1.0
SOFT_FOR, HARD_FOR = 6.0, 2.0
SETTLED = (State.READY, State.DONE)

Note = Callable[[Sequence[Member]], None]


class StepFailed(Exception):
    """A step before the start did not end well. The text may be shown."""


class Watch:
    """Members in stages. `note` is told the members whenever one of them changes."""

    def __init__(
        self, stages: Sequence[Sequence[Member]], voices: Voices, wishes: Wishes, note: Note
    ) -> None:
        self.stages, self.voices, self.wishes, self.note = stages, voices, wishes, note
        self.raised: list[Member] = []
        self.pipes: dict[int, tuple[str, IO[bytes]]] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(wishes.wake, selectors.EVENT_READ)

    def bring_up(self) -> bool:
        """Start stage after stage, each when the one before is ready. False when we were asked to stop."""
        for stage in self.stages:
            for member in stage:
                self.raised.append(member)
                self._begin(member)
            while any(member.state not in SETTLED for member in stage):
                if self.wishes.stops:
                    return False
                self.turn()
                self._refuse_failed(stage)
        return not self.wishes.stops

    def _begin(self, member: Member) -> None:
        self.voices.say(say(STARTS, name=member.name))
        try:
            member.begin()
        except OSError as error:  # no memory, no processes left: the world, not the plan
            self.voices.say(f"{member.name}: {error}")
            member.next_start = time.monotonic() + member.wait
            member.lengthen()
            return
        if member.output:
            fd = member.output.fileno()
            os.set_blocking(fd, False)
            self.pipes[fd] = (member.name, member.output)
            self.selector.register(fd, selectors.EVENT_READ)
        self.note(self.raised)

    def _refuse_failed(self, stage: Sequence[Member]) -> None:
        for member in stage:
            if member.state is State.FAILED:
                log = self.voices.log_of(member.name)
                raise StepFailed(say(STEP_FAILED, name=member.name, code=member.code, log=log))

    def turn(self) -> None:
        """Wait a moment, pass on what is said, notice what changed, start again what is due."""
        now = time.monotonic()
        due = [m.next_start - now for m in self.raised if m.state is State.RESTING]
        waits = any(m.state is State.STARTING for m in self.raised)
        self._listen(IMPATIENT if waits else max(0.0, min([PATIENT, *due])))
        for member in self.raised:
            if member.look():
                self._tell(member)
                self.note(self.raised)
            if (
                member.state is State.RESTING
                and time.monotonic() >= member.next_start
                and not self.wishes.stops
            ):
                self._begin(member)

    def _listen(self, patience: float) -> None:
        for key, _ in self.selector.select(patience):
            if key.fileobj is self.wishes.wake:
                self.wishes.rested()
            else:
                self._hear(key.fd)

    def _hear(self, fd: int) -> None:
        name, pipe = self.pipes[fd]
        said = os.read(fd, 65_536)
        self.voices.heard(name, said)
        if not said:
            self.selector.unregister(fd)
            del self.pipes[fd]
            pipe.close()

    def _tell(self, member: Member) -> None:
        if member.state is State.READY:
            self.voices.say(say(IS_READY, name=member.name))
        elif member.state is State.RESTING and not self.wishes.stops:
            how = BY_SIGNAL if member.code < 0 else BY_CODE
            self.voices.say(
                say(ENDED, name=member.name, how=say(how, number=abs(member.code)), wait=member.wait)
            )
            member.lengthen()

    def take_down(self) -> bool:
        """Stop all, the last stage first; True when nobody had to be killed and nobody hurried us."""
        self.voices.say(say(STOPPING))
        hurried_at = max(self.wishes.stops, 1) + 1
        self.wishes.stops = max(self.wishes.stops, 1)  # from here on nobody is started again
        clean = True
        for stage in reversed(self.stages):
            clean = self._stop(stage, hurried_at) and clean
        self._listen(0)
        self.voices.say(say(STOPPED))
        return clean

    def _stop(self, stage: Sequence[Member], hurried_at: int) -> bool:
        begun, harder, clean = time.monotonic(), False, True
        for member in reversed(stage):
            member.send(member.softly)
        while alive := [m for m in stage if m.process]:
            passed = time.monotonic() - begun
            if not harder and (passed > SOFT_FOR or self.wishes.stops >= hurried_at):
                harder, clean, begun = True, False, time.monotonic()
                self._end(alive, gently=True)
            elif harder and passed > HARD_FOR:
                self._end(alive, gently=False)
            self._listen(IMPATIENT)
            for member in alive:
                member.look()
        return clean

    def _end(self, members: Sequence[Member], *, gently: bool) -> None:
        for member in members:
            self.voices.say(say(KILLED, name=member.name))
            member.send(member.harder if gently else signal.SIGKILL)

    def close(self) -> None:
        """Let go of pipes. What still runs is ended at once: it must not outlive a watch that failed."""
        for member in self.raised:
            member.send(member.harder)
        for _, pipe in self.pipes.values():
            pipe.close()
        self.selector.close()
