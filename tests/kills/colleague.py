"""Mara sets up the brand and answers at the desk, every second matter once, whatever breaks around her.

A program of its own, never shot at:  python colleague.py [PORT-OF-THE-SMARTHOST]
"""

from __future__ import annotations

import sys
import time

import django
from django.db import DatabaseError, connection

django.setup()

from beistand.channels.email.models import Smarthost  # noqa: E402 - models need django.setup()
from beistand.desk.conversations import Actor  # noqa: E402
from beistand.desk.models import Conversation, Message  # noqa: E402
from beistand.desk.replies import Answer, reply  # noqa: E402
from beistand.house import setting_up  # noqa: E402
from beistand.house.rights import sight  # noqa: E402


def begin(port: int) -> Actor:
    brand = setting_up.add_brand(
        "auenfeld", name="Auenfeld", domain="auenfeld.example", sender="hilfe@auenfeld.example"
    )
    if port:
        Smarthost.objects.create(brand=brand, host="127.0.0.1", port=port, tls="none", allows_loopback=True)
    mara = setting_up.add_person("mara@auenfeld.example", teams=["Service"], name="Mara Lindner")
    return Actor(f"agent:{mara.id}", sight(mara), mara)


def answer_all(mara: Actor) -> None:
    answered = Message.objects.filter(direction="out").values("conversation")
    waiting = Conversation.objects.filter(waiting_since__isnull=False).exclude(id__in=answered)
    for thread, key in waiting.order_by("opened_at").values_list("id", "subject"):
        if int(key[-1], 16) % 2:
            reply(thread, mara, Answer(text=f"Antwort auf {key}"))


smarthost = int(sys.argv[1]) if sys.argv[1:] else 0
mara = begin(smarthost)
while smarthost:
    try:
        answer_all(mara)
    except DatabaseError as trouble:
        sys.stderr.write(f"{trouble}\n")
        connection.close()
    time.sleep(0.2)
