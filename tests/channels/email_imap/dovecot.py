"""A real Dovecot on loopback with a folder of its own; any user may sign in with "pw", or with a token."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imapclient import IMAPClient

PROGRAM = "/usr/sbin/dovecot"
PASSWORD = "pw"

CONFIG = """
base_dir = {at}/run
log_path = {at}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login{xoauth2}
auth_failure_delay = 0
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
service imap-login {{
  chroot =
  process_min_avail = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
{by_token}
passdb {{
  driver = static
  mechanisms = plain login
  args = password=pw
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={at}/mail/%u
}}
mail_location = maildir:{at}/mail/%u/Maildir
first_valid_uid = 1
first_valid_gid = 1
"""

TLS = "ssl_cert = <{at}/cert.pem\nssl_key = <{at}/key.pem\n"

BY_TOKEN = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {at}/oauth2.conf
}}
"""

INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""


class Dovecot:
    """A running server. `at` is its folder, `port` where it listens without TLS, `tls_port` with (0: not)."""

    def __init__(self, at: Path, introspection: str = "", *, with_tls: bool = False) -> None:
        self.at = at
        self.port = free_port()
        self.tls_port = free_port() if with_tls else 0
        self._configure(introspection)
        self._process = subprocess.Popen(
            [PROGRAM, "-F", "-c", str(at / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._until_it_listens()

    def _configure(self, introspection: str) -> None:
        is_root = os.getuid() == 0
        user = "nobody" if is_root else pwd.getpwuid(os.getuid()).pw_name
        group = "nogroup" if is_root else grp.getgrgid(os.getgid()).gr_name
        mail = self.at / "mail"
        mail.mkdir(parents=True)
        self.at.chmod(0o711)
        if is_root:
            shutil.chown(mail, user, group)
        config = CONFIG.format(
            at=self.at,
            port=self.port,
            tls_port=self.tls_port,
            ssl="yes" if self.tls_port else "no",
            user=user,
            group=group,
            xoauth2=" xoauth2" if introspection else "",
            by_token=BY_TOKEN.format(at=self.at) if introspection else "",
        )
        if self.tls_port:
            config += TLS.format(at=self.at)
        (self.at / "oauth2.conf").write_text(INTROSPECTION.format(url=introspection))
        (self.at / "dovecot.conf").write_text(config)

    def _until_it_listens(self) -> None:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        log = (self.at / "log").read_text() if (self.at / "log").exists() else "(no log)"
        raise AssertionError(f"Dovecot does not listen: {log}")

    @contextmanager
    def signed_in(self, user: str) -> Iterator[IMAPClient]:
        """A line as this user, for looking and laying things down."""
        with IMAPClient("127.0.0.1", self.port, ssl=False) as line:
            line.login(user, PASSWORD)
            yield line

    def lay(self, user: str, *mails: bytes, folder: str = "INBOX") -> None:
        """Lay mails into a folder, which is made when it is not there."""
        with self.signed_in(user) as line:
            if not line.folder_exists(folder):
                line.create_folder(folder)
            for mail in mails:
                line.append(folder, mail)

    def flags(self, user: str, folder: str = "INBOX") -> list[set[bytes]]:
        """The flags of all mails of a folder, in the order of their UIDs."""
        with self.signed_in(user) as line:
            line.select_folder(folder, readonly=True)
            told = line.get_flags(line.search())
            return [set(told[uid]) - {b"\\Recent"} for uid in sorted(told)]

    def begin_anew(self, user: str, folder: str) -> int:
        """The same mails under a new UIDVALIDITY, as after a server was moved; the new number."""
        with self.signed_in(user) as line:
            line.select_folder(folder, readonly=True)
            mails = [m[b"BODY[]"] for _uid, m in sorted(line.fetch(line.search(), ["BODY.PEEK[]"]).items())]
            line.close_folder()
            line.delete_folder(folder)
            time.sleep(1.1)  # Dovecot counts UIDVALIDITY in seconds
            line.create_folder(folder)
            for mail in mails:
                line.append(folder, mail)
            return int(line.folder_status(folder, ["UIDVALIDITY"])[b"UIDVALIDITY"])

    def stop(self) -> None:
        """Stop it and everything it started."""
        self._process.terminate()
        self._process.wait(10)


def free_port() -> int:
    """A port of loopback that nobody uses at this moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
