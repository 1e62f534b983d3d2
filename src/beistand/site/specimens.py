"""One of each for the page that shows all parts in all states (`/settings/parts/`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from beistand.desk.shapes import BounceNote, Choice, Delivery, File


@dataclass(frozen=True)
class Specimens:
    """What `parts_page.html` shows: two waits, files, bounces, and every state of a delivery."""

    lately: datetime
    long_ago: datetime
    files: tuple[File, ...]
    bounces: tuple[BounceNote, ...]
    deliveries: tuple[Delivery, ...]
    choices: tuple[Choice, ...]


def specimens(now: datetime) -> Specimens:
    """Specimens around a moment."""
    return Specimens(
        lately=now - timedelta(minutes=4),
        long_ago=now - timedelta(days=3),
        files=(
            File("Foto vom Auto.jpg", "240 kB", "#", "image/jpeg", "image"),
            File("winmail.dat", "3 kB", "#", kind="tnef"),
            File("Plan.pdf", "1,2 MB", "#", "application/pdf"),
        ),
        bounces=(
            BounceNote("karin@buero.example", "550 5.1.1 User unknown", is_hard=True),
            BounceNote("tobias@buero.example", "452 4.2.2 Mailbox full", is_hard=False),
        ),
        deliveries=(
            Delivery("held", held_until=now + timedelta(seconds=8), undo_url="#"),
            Delivery("waiting", reason="451 4.7.1 Greylisted"),
            Delivery("sent"),
            Delivery("unknown"),
            Delivery("failed", reason="550 5.7.1 Refused"),
            Delivery("lying", outbox_href="#"),
            Delivery("undone"),
        ),
        choices=(
            Choice("auenfeld", "Auenfeld", is_chosen=True),
            Choice("buchhaus-linden", "Buchhaus Linden"),
        ),
    )
