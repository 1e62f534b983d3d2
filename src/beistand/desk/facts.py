"""What the desk records, each with its sentence for the timeline in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from beistand.journal.book import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class MessageHeard(Fact):
    """Somebody said something to us."""

    message: UUID
    channel: str
    opened: bool = False
    by_mark: str = ""


@fact
@dataclass(frozen=True, kw_only=True)
class MessageSaid(Fact):
    """We answered. It may still be held for undo."""

    message: UUID
    channel: str


@fact
@dataclass(frozen=True, kw_only=True)
class MessageTakenBack(Fact):
    """An answer was taken back before it left."""

    message: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class MessageLeft(Fact):
    """The far side has taken our message."""

    message: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class MessageStuck(Fact):
    """A message could not be handed over (`failed`), or nobody knows whether it was (`unknown`)."""

    message: UUID
    state: str


@fact
@dataclass(frozen=True, kw_only=True)
class MessageSentAgain(Fact):
    """A person decided to send a message once more."""

    message: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class MessageDropped(Fact):
    """A person decided not to send a message any more."""

    message: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class MessageCameBack(Fact):
    """A message of ours did not arrive."""

    message: UUID
    kind: str


@fact
@dataclass(frozen=True, kw_only=True)
class MailQuarantined(Fact):
    """A mail could not be read; it is kept and waits for a person."""

    message: UUID
    reason: str


@fact
@dataclass(frozen=True, kw_only=True)
class MailRetried(Fact):
    """A person let a quarantined mail be read again."""

    arrival: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class NoteWritten(Fact):
    """A remark among colleagues."""

    note: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationAssigned(Fact):
    """Somebody took or was given a conversation; both empty means nobody in particular."""

    agent: UUID | None = None
    agent_name: str = ""
    team: UUID | None = None
    team_name: str = ""


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationSnoozed(Fact):
    """A conversation was put off."""

    until: str


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationWoken(Fact):
    """A conversation came back from being put off."""

    why: str


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationClosed(Fact):
    """A matter is done."""


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationReopened(Fact):
    """A matter was not done after all."""

    why: str = ""


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationLabelled(Fact):
    """A label was put on or taken off."""

    label: str
    on: bool = True


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationsJoined(Fact):
    """Two conversations became one."""

    absorbed: UUID
    subject: str = ""


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationsParted(Fact):
    """A joining of two conversations was undone."""

    absorbed: UUID
    subject: str = ""


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationAbsorbed(Fact):
    """This conversation went into another; told on its own thread, `ConversationsJoined` on the other's."""

    kept: UUID


@fact
@dataclass(frozen=True, kw_only=True)
class ConversationReleased(Fact):
    """This conversation stands by itself again."""

    kept: UUID


def sentence(name: str, words: Mapping[str, str], who: str) -> str:
    """The timeline sentence of a desk fact, "" for facts that the timeline shows in another way (messages)."""
    match name:
        case "ConversationAssigned" if words.get("agent_name"):
            return _("%(who)s gave this to %(agent)s") % {"who": who, "agent": words["agent_name"]}
        case "ConversationAssigned" if words.get("team_name"):
            return _("%(who)s moved this to team %(team)s") % {"who": who, "team": words["team_name"]}
        case "ConversationAssigned":
            return _("%(who)s gave this back to the team") % {"who": who}
        case "ConversationSnoozed":
            return _("%(who)s put this off") % {"who": who}
        case "ConversationWoken":
            return _("Back from being put off")
        case "ConversationClosed":
            return _("Done, said %(who)s") % {"who": who}
        case "ConversationReopened" if words.get("why") == "customer":
            return _("Open again: the customer wrote")
        case "ConversationReopened":
            return _("%(who)s opened this again") % {"who": who}
        case "ConversationLabelled" if words.get("on"):
            return _("%(who)s labelled this “%(label)s”") % {"who": who, "label": words["label"]}
        case "ConversationLabelled":
            return _("%(who)s removed the label “%(label)s”") % {"who": who, "label": words["label"]}
        case "ConversationsJoined":
            return _("%(who)s joined “%(subject)s” into this") % {
                "who": who,
                "subject": words.get("subject", ""),
            }
        case "ConversationsParted":
            return _("%(who)s separated “%(subject)s” again") % {
                "who": who,
                "subject": words.get("subject", ""),
            }
        case "ConversationAbsorbed":
            return _("%(who)s joined this into another matter") % {"who": who}
        case "ConversationReleased":
            return _("%(who)s made this a matter of its own again") % {"who": who}
        case "MessageSentAgain":
            return _("%(who)s sent an answer once more") % {"who": who}
        case "MessageDropped":
            return _("%(who)s decided not to send an answer any more") % {"who": who}
        case "MessageTakenBack":
            return _("%(who)s took an answer back before it left") % {"who": who}
    return ""
