"""Reading a mail: pure, without Django and without IO.

`read` is the door. Ids (`external_id`, `in_reply_to`, `references`, `Bounce.original_id`) are written `<id>`.
"""

from __future__ import annotations

from beistand.channels.adapter import Unreadable

from .identity import delivery_key
from .invitation import Invitation, invitation
from .message import read
from .quotes import new_text, unquoted_text
from .subject import is_answer, plain_subject

__all__ = [
    "Invitation",
    "Unreadable",
    "delivery_key",
    "invitation",
    "is_answer",
    "new_text",
    "plain_subject",
    "read",
    "unquoted_text",
]
