"""When two deliveries are one and the same mail."""

from __future__ import annotations

import hashlib

from beistand.channels.adapter import Incoming

from .mime import Part

# Written on the way, not by the sender: two copies of one mail differ in these. DKIM-Signature is among them
# though the sender's own server writes it, because relays and lists add and drop signatures and a retry may be
# signed anew with another time; what it signs (the headers and the body) is in the hash itself.
_TRACE_NAMES = (
    "received return-path delivered-to x-original-to envelope-to x-envelope-to x-delivered-to delivery-date "
    "authentication-results received-spf dkim-signature domainkey-signature x-google-dkim-signature "
    "x-received x-forwarded-to x-forwarded-for x-forwarded-encrypted x-gm-message-state x-google-smtp-source "
    "x-virus-scanned x-virus-status x-virus-checked x-scanned-by x-antivirus x-antivirus-status x-clacks-overhead "
    "x-rspamd-queue-id x-rspamd-server x-rspamd-action x-rspamd-score x-spamd-bar x-spamd-result x-bogosity "
    "x-ui-filterresults x-ui-out-filterresults x-gmx-antispam x-gmx-antivirus x-provags-id x-rzg-class-id "
    "x-loop-trace x-mailscanner x-mailman-rule-hits x-amavis-alert x-policyd-weight x-greylist x-greylist-delay "
    "x-uid x-uidl x-status status x-keywords x-mozilla-status x-mozilla-status2 x-mozilla-keys content-length lines "
    "x-evolution-source x-getmail-retrieved-from-mailbox x-fetchmail x-sieve x-originating-ip x-source x-source-args "
    "x-mf-scanner x-clamav x-ironport-av x-original-recipient x-pm-origin x-pm-transfer-encryption auto-submitted-by "
    "x-proofpoint-guid x-proofpoint-orig-guid x-proofpoint-virus-version x-proofpoint-spam-details x-barracuda-url "
    "x-eopattributedmessage x-forefront-antispam-report x-microsoft-antispam x-tm-as-product-ver x-tmn"
)
_TRACE = frozenset(_TRACE_NAMES.split())
_TRACE_STARTS = (
    "arc-", "x-spam", "x-ms-exchange-", "x-microsoft-antispam", "x-forefront-", "x-amavis", "x-rspam", "x-mailscanner-",
    "x-proofpoint-", "x-barracuda-", "x-ironport-", "x-tm-as-", "x-virus-", "x-kse-", "x-cmae-", "x-sophos-", "x-hornetsecurity",
    "x-nospamproxy-", "x-cloudmark-", "x-antiabuse", "x-getmail-", "x-gmx-", "x-ui-", "x-vade", "x-halon-",
)  # fmt: skip
_PIECE = 1 << 20


def content_hash(root: Part) -> str:
    """SHA-256 (hex) over body and all headers but trace headers.

    Header names in lower case, sorted but in their order among themselves; values with blanks folded; line ends
    of the body as LF, blank lines at its end left out: a relay may change these and it is still the same mail.
    """
    digest = hashlib.sha256()
    kept = [(name, value) for name, value in root.headers if not _is_trace(name)]
    for name, value in sorted(kept, key=lambda pair: pair[0]):
        digest.update(name.encode())
        digest.update(b":")
        digest.update(b" ".join(value.split()))
        digest.update(b"\n")
    digest.update(b"\n")
    end = root.end
    while end > root.start and root.raw[end - 1] in b"\r\n":
        end -= 1
    # In pieces, cut at line ends: a large mail is not copied as a whole.
    at = root.start
    while at < end:
        cut = root.raw.find(b"\n", min(at + _PIECE, end), end) + 1 or end
        digest.update(root.raw[at:cut].replace(b"\r\n", b"\n"))
        at = cut
    return digest.hexdigest()


def _is_trace(name: str) -> bool:
    return name in _TRACE or name.startswith(_TRACE_STARTS)


def delivery_key(incoming: Incoming, raw_sha256: str) -> str:
    """Key of a delivery within one brand: the same key is the same mail.

    `<32 hex of the Message-ID's hash>:<64 hex content hash>`; a mail without Message-ID has only its raw bytes to be known
    by, `raw:<64 hex>`, which callers hold against one day only.
    """
    if not incoming.external_id:
        return f"raw:{raw_sha256}"
    return f"{hashlib.sha256(incoming.external_id.encode()).hexdigest()[:32]}:{incoming.content_hash}"
