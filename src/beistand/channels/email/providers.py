"""Where the two large providers listen, and what mail needs of them.

Microsoft: learn.microsoft.com/exchange/client-developer/legacy-protocols (IMAP, SMTP with OAuth).
Google: developers.google.com/gmail/imap/xoauth2-protocol; its device flow does not offer the mail scope.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider's addresses and scopes; scope differs between fetching and sending at Microsoft."""

    authorize_url: str
    token_url: str
    device_url: str
    imap_scope: str
    smtp_scope: str


PROVIDERS = {
    "microsoft": Provider(
        authorize_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        token_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        device_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode",
        imap_scope="https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
        smtp_scope="https://outlook.office.com/SMTP.Send offline_access",
    ),
    "google": Provider(
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",
        device_url="",
        imap_scope="https://mail.google.com/",
        smtp_scope="https://mail.google.com/",
    ),
}
