"""A mail as its sender designed it: cleaned once more for this showing, attached pictures shown, foreign ones not.

What was filed is already clean and names foreign pictures as `blocked:…`. Showing them is another cleaning with
another rule, never an edit of the result (see `lib/markup/html.py`).
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beistand.desk.files import file_url
from beistand.desk.models import Attachment, Message
from beistand.desk.pictures import picture_url
from beistand.lib.markup import clean_html, frame_document
from beistand.lib.markup.marks import look

MOST_PICTURES = 200  # a mail that asks for more would make us knock at somebody's door a thousand times


@dataclass(frozen=True)
class Original:
    """A whole document and the policy to send with it. `blocked` pictures are not shown, `trackers` never are."""

    document: str
    policy: str
    blocked: int
    trackers: int


def original_of(message: Message, *, pictures: bool, framed: bool) -> Original:
    """The document that shows a message. Not `framed`, it carries its own way to the pictures (no scripts there)."""
    attached = {
        _cid(a.cid): a for a in Attachment.objects.filter(message=message).exclude(cid="").order_by("-place")
    }
    shown: set[str] = set()

    def source(address: str) -> str | None:
        if address[:4].lower() == "cid:":
            file = attached.get(_cid(unquote(address[4:])))
            return file_url(file) if file else None
        if not pictures or (address not in shown and len(shown) >= MOST_PICTURES):
            return None
        shown.add(address)
        return picture_url(address)

    clean = clean_html(message.html, images=source)
    visible = clean.remote_images - clean.trackers
    blocked = 0 if pictures else visible
    said = _said(blocked, clean.trackers, link="" if framed or not blocked else "?images=1")
    body = frame_document(said + clean.html, lang=message.language or "de", images=f"{_origin()} data:")
    return Original(body, _policy(), blocked, clean.trackers)


def blocked_pictures(clean: str) -> int:
    """How many foreign pictures of stored HTML could be shown (those that only spy never are)."""
    if ' src="blocked:' not in clean:
        return 0
    seen = look(clean)
    return seen.remote - len(seen.trackers)


def _cid(written: str) -> str:
    return written.strip().strip("<>").lower()


def _said(blocked: int, trackers: int, *, link: str) -> str:
    """A line of ours above the mail; its words are escaped here."""
    words = []
    if blocked:
        words.append(
            ngettext(
                "%(num)s picture from elsewhere is not loaded.",
                "%(num)s pictures from elsewhere are not loaded.",
                blocked,
            )
            % {"num": blocked}
        )
    if trackers:
        words.append(
            ngettext(
                "%(num)s invisible picture that only spies stays out.",
                "%(num)s invisible pictures that only spy stay out.",
                trackers,
            )
            % {"num": trackers}
        )
    if not words:
        return ""
    more = f' <a href="{html.escape(link)}">{html.escape(_("Show images"))}</a>' if link else ""
    return (
        '<p style="margin:0 0 12px;padding:6px 10px;background:#ecece6;color:#1b2420;border-radius:6px;'
        f'font:13px/1.5 system-ui,sans-serif">{html.escape(" ".join(words))}{more}</p>'
    )


def _origin() -> str:
    return str(settings.BEISTAND_FILES)


def _policy() -> str:
    # Popups may leave the sandbox, else a link would open a page that cannot work.
    return (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        f"img-src {_origin()} data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
