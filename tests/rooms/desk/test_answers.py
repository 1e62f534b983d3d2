"""An answer goes out once, may be taken back, and the customer's reply finds its thread again."""

from __future__ import annotations

import pytest

from beistand.desk import conversations, replies
from beistand.desk.models import Conversation, Message
from beistand.desk.replies import Answer
from beistand.journal.models import Entry
from beistand.lib.models import Parcel
from beistand.lib.refusal import Refused
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(auenfeld: Auenfeld, arrive: Arrive) -> Conversation:
    arrive(mail())
    return Conversation.objects.get()


def say(
    thread: Conversation, auenfeld: Auenfeld, text: str = "Wir buchen 489 € zurück.", **more: object
) -> Message:
    return replies.reply(thread.id, auenfeld.actor(), Answer(text=text, **more))  # type: ignore[arg-type]


def test_an_answer_is_a_message_and_a_parcel_and_ends_the_waiting(
    auenfeld: Auenfeld, thread: Conversation
) -> None:
    said = say(thread, auenfeld)
    thread.refresh_from_db()
    assert thread.waiting_since is None
    assert thread.agent == auenfeld.mara
    parcel = Parcel.objects.get(id=said.parcel)
    assert parcel.words["to"] == [["emre@kunde.example", "Emre Yıldız"]]
    assert parcel.words["references"] == ["<1@kunde.example>"]
    assert Entry.objects.filter(thread=thread.id, fact="MessageSaid").count() == 1


def test_an_answer_taken_back_never_leaves_and_its_text_is_a_draft(
    auenfeld: Auenfeld, thread: Conversation
) -> None:
    said = say(thread, auenfeld, hold=8)
    replies.take_back(said.id, auenfeld.actor())
    thread.refresh_from_db()
    assert Parcel.objects.get(id=said.parcel).state == "withdrawn"
    assert thread.waiting_since is not None
    assert thread.draft_set.get().text.startswith("Wir buchen")


def test_what_has_left_can_not_be_taken_back(auenfeld: Auenfeld, thread: Conversation) -> None:
    said = say(thread, auenfeld)
    Parcel.objects.filter(id=said.parcel).update(state="sent")
    with pytest.raises(Refused) as no:
        replies.take_back(said.id, auenfeld.actor())
    assert no.value.status == 409


def test_a_colleague_who_was_quicker_stops_the_second_answer(
    auenfeld: Auenfeld, thread: Conversation
) -> None:
    seen = Message.objects.get().id
    replies.reply(thread.id, auenfeld.actor(auenfeld.jonas), Answer(text="Erledigt von Jonas."))
    with pytest.raises(replies.Overtaken) as overtaken:
        say(thread, auenfeld, seen=seen)
    assert overtaken.value.newer.author == auenfeld.jonas
    say(thread, auenfeld, seen=overtaken.value.newer.id)


def reply_mail(thread: Conversation, **more: object) -> bytes:
    return mail("Danke, das hilft.\n", id="<7@kunde.example>", subject="ganz anderer Betreff", **more)  # type: ignore[arg-type]


def test_a_reply_to_the_marked_address_joins_without_any_header(
    auenfeld: Auenfeld, thread: Conversation, arrive: Arrive
) -> None:
    marked = Parcel.objects.get(id=say(thread, auenfeld).parcel).words["reply_to"]
    arrive(reply_mail(thread, to=marked), to=[marked])
    assert Conversation.objects.count() == 1
    thread.refresh_from_db()
    assert thread.waiting_since is not None


def test_a_reply_with_only_our_message_id_joins(
    auenfeld: Auenfeld, thread: Conversation, arrive: Arrive
) -> None:
    ours = say(thread, auenfeld).external_id
    arrive(reply_mail(thread, headers={"In-Reply-To": ours}))
    assert Conversation.objects.count() == 1


def test_a_reply_with_only_the_tag_joins_when_it_comes_from_the_customer(
    auenfeld: Auenfeld, thread: Conversation, arrive: Arrive
) -> None:
    say(thread, auenfeld)
    arrive(mail("Danke.\n", id="<8@kunde.example>", subject=f"AW: Wallbox [{thread.tag}]"))
    assert Conversation.objects.count() == 1


def test_the_tag_alone_lets_no_stranger_in(auenfeld: Auenfeld, thread: Conversation, arrive: Arrive) -> None:
    arrive(mail("Ich auch.\n", id="<9@x.example>", sender="x@x.example", subject=f"Re: [{thread.tag}]"))
    assert Conversation.objects.count() == 2


def test_a_changed_mark_leads_nowhere(auenfeld: Auenfeld, thread: Conversation, arrive: Arrive) -> None:
    marked = Parcel.objects.get(id=say(thread, auenfeld).parcel).words["reply_to"]
    local, at, domain = marked.partition("@")
    forged = local[:-1] + ("a" if local[-1] != "a" else "b") + at + domain
    arrive(reply_mail(thread, sender="x@x.example", to=forged), to=[forged])
    assert Conversation.objects.count() == 2


def test_a_done_matter_opens_again_when_the_customer_writes(
    auenfeld: Auenfeld, thread: Conversation, arrive: Arrive
) -> None:
    ours = say(thread, auenfeld).external_id
    conversations.close(thread.id, auenfeld.actor())
    arrive(reply_mail(thread, headers={"In-Reply-To": ours}))
    thread.refresh_from_db()
    assert thread.state == "open"
    assert Entry.objects.filter(thread=thread.id, fact="ConversationReopened").exists()


def test_an_absence_note_does_not_make_it_our_turn(
    auenfeld: Auenfeld, thread: Conversation, arrive: Arrive
) -> None:
    ours = say(thread, auenfeld).external_id
    headers = {"In-Reply-To": ours, "Auto-Submitted": "auto-replied"}
    arrive(mail("Ich bin bis Montag nicht da.\n", id="<10@kunde.example>", headers=headers))
    thread.refresh_from_db()
    assert thread.waiting_since is None
    assert Message.objects.filter(conversation=thread, direction="in").count() == 2


def test_whom_we_wrote_to_takes_part(auenfeld: Auenfeld, thread: Conversation, arrive: Arrive) -> None:
    say(thread, auenfeld, cc=("karin@kanzlei.example",))
    karin = mail(
        "Ich antworte für ihn.\n",
        sender="Karin <karin@kanzlei.example>",
        id="<11@kanzlei.example>",
        subject=f"Re: [{thread.tag}]",
    )
    arrive(karin)
    assert Conversation.objects.count() == 1


def test_a_bounce_on_our_return_path_is_shown_on_its_thread_and_wakes_it(
    auenfeld: Auenfeld, thread: Conversation, arrive: Arrive
) -> None:
    said = say(thread, auenfeld)
    path = Parcel.objects.get(id=said.parcel).words["return_path"]
    bounce = (
        b"From: MAILER-DAEMON@kunde.example\r\nTo: " + path.encode() + b"\r\nSubject: Undelivered Mail\r\n"
        b"Message-ID: <b1@kunde.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; kunde.example\r\n\r\n"
        b"Final-Recipient: rfc822; emre@kunde.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n--b--\r\n"
    )
    arrive(bounce, to=[path], mail_from="")
    said.refresh_from_db()
    thread.refresh_from_db()
    assert said.state == "bounced"
    assert thread.waiting_since is not None
    heard = Message.objects.filter(conversation=thread, direction="in").order_by("id").last()
    assert heard is not None
    assert heard.bounce == {
        "kind": "hard",
        "address": "emre@kunde.example",
        "reason": heard.bounce["reason"],
        "status": "5.1.1",
        "proven": True,
    }
