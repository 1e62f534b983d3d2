"""The document in which foreign HTML is shown: `<iframe sandbox>` with its own, closed content policy."""

from __future__ import annotations

import html

_STYLE = (
    ":root{color-scheme:light}"
    "body{margin:0;padding:2px;background:#fff;color:#1c1b1a;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}table{max-width:100%}pre,.plain{white-space:pre-wrap;margin:0}"
    "blockquote{margin:.5em 0;padding-left:.8em;border-left:2px solid #c9c4bd}"
    "img[src^='blocked:'],img[src^='cid:']{min-width:1em;min-height:1em;outline:1px dashed #b5aea5;outline-offset:-1px}"
)


def frame_document(clean: str, *, lang: str = "de", images: str = "'none'") -> str:
    """A whole document around HTML that `clean_html` or `plain_to_html` gave.

    `images` is the CSP source for pictures, e.g. the origin of our own image proxy. A `srcdoc` frame also inherits
    the policy of the page around it, so a page with `style-src 'self'` must serve this from an address of its own.
    """
    policy = f"default-src 'none'; img-src {images}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html><html lang="{html.escape(lang)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
        '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">'
        f"<title></title><style>{_STYLE}</style></head><body>{clean}</body></html>"
    )
