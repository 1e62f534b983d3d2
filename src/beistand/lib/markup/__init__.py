"""Text that people wrote, made safe to show and fit to send. Pure: no Django, no IO, no network.

`html` cleans what came from outside, `plain` turns plain text into HTML, `markdown` what our agents write,
`frame` the document in which foreign HTML is shown.
"""

from __future__ import annotations

from beistand.lib.markup.frame import frame_document
from beistand.lib.markup.html import CleanHtml, clean_html
from beistand.lib.markup.markdown import mail_html, markdown_to_html, markdown_to_text
from beistand.lib.markup.plain import plain_to_html

__all__ = [
    "CleanHtml",
    "clean_html",
    "frame_document",
    "mail_html",
    "markdown_to_html",
    "markdown_to_text",
    "plain_to_html",
]
