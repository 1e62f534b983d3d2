"""Every setting of the house in one frozen value, read from the environment.

Each `BEISTAND_X` may also be given as `BEISTAND_X_FILE` (a file whose content is the value, for secrets).
A name that nobody knows is answered with "did you mean", because a misspelt setting that is silently ignored
is how outages begin. `docs/settings.md` lists the same names; a test compares the two.
"""

from __future__ import annotations

import difflib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path


class WrongSetting(Exception):
    """A setting is unknown or has a value that cannot be used. The text may be shown to a person."""


@dataclass(frozen=True)
class Settings:
    """What an operator may set. The words behind each field are what `beistand config --explain` prints."""

    data: str = field(
        default="data", metadata={"words": "Folder that keeps everything: database, files, keys, logs."}
    )
    port: int = field(
        default=8000, metadata={"words": "Port of the pages; the edge takes the next, files the one after."}
    )
    smtp_port: int = field(default=2525, metadata={"words": "Port of the mail door."})
    bind: str = field(
        default="127.0.0.1", metadata={"words": "Address on which pages, edge and files listen."}
    )
    smtp_bind: str = field(default="127.0.0.1", metadata={"words": "Address on which the mail door listens."})
    url: str = field(
        default="", metadata={"words": "Public address of the pages, e.g. https://desk.example.com."}
    )
    edge_url: str = field(default="", metadata={"words": "Public address of the live edge."})
    files_url: str = field(
        default="", metadata={"words": "Public address of the cookie-less origin for files."}
    )
    secret_key: str = field(
        default="",
        metadata={"words": "Key behind sessions and links; made and kept in the data folder when empty."},
    )
    store: str = field(
        default="", metadata={"words": "Where files are kept: empty for the data folder, or s3://bucket."}
    )
    dns: str = field(
        default="",
        metadata={
            "words": "host:port of the resolver for SPF, DKIM, DMARC, ARC and MX; empty for the system's."
        },
    )
    smtp_tls_cert: str = field(
        default="", metadata={"words": "Certificate chain (PEM) with which the mail door offers STARTTLS."}
    )
    smtp_tls_key: str = field(default="", metadata={"words": "Private key (PEM) of that certificate."})
    smtp_name: str = field(
        default="", metadata={"words": "Host name with which the mail door greets; the machine's when empty."}
    )
    smtp_relays: str = field(
        default="",
        metadata={
            "words": "Addresses of relays in front of the mail door whose Authentication-Results are believed, comma separated."
        },
    )
    smtp_authserv: str = field(
        default="", metadata={"words": "authserv-ids that those relays write, comma separated."}
    )
    trusted_proxies: str = field(
        default="",
        metadata={
            "words": "Addresses of proxies whose X-Forwarded-For and -Proto are believed, comma separated."
        },
    )
    timezone: str = field(
        default="Europe/Berlin",
        metadata={"words": "Time zone in which colleagues read times, e.g. Europe/Vienna."},
    )
    web_workers: int = field(default=1, metadata={"words": "Worker processes for the pages."})
    web_threads: int = field(default=4, metadata={"words": "Threads in each of them."})
    shared_buffers: str = field(
        default="256MB", metadata={"words": "Memory that the embedded PostgreSQL uses for its cache."}
    )
    test_data: str = field(
        default="../shared/data",
        metadata={"words": "Folder with test corpora that may not be shipped (tests only)."},
    )

    @property
    def data_folder(self) -> Path:
        """The data folder as an absolute path."""
        return Path(self.data).expanduser().absolute()

    @property
    def pages(self) -> str:
        """Address of the pages without a slash at its end."""
        return (self.url or f"http://{self.bind}:{self.port}").rstrip("/")

    @property
    def edge(self) -> str:
        """Address of the edge without a slash at its end."""
        return (self.edge_url or f"http://{self.bind}:{self.port + 1}").rstrip("/")

    @property
    def files(self) -> str:
        """Address of the files origin without a slash at its end."""
        return (self.files_url or f"http://{self.bind}:{self.port + 2}").rstrip("/")

    @property
    def is_plain(self) -> bool:
        """Whether the pages are served without TLS, so that cookies can't carry `__Host-`."""
        return self.pages.startswith("http://")


PREFIX = "BEISTAND_"
ALSO = {"BEISTAND_DJANGO"}


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises `WrongSetting` with a sentence for a name or value that cannot be used."""
    env = os.environ if environ is None else environ
    known = {f.name: f for f in fields(Settings)}
    given: dict[str, object] = {}
    for name, raw in env.items():
        if not name.startswith(PREFIX) or name in ALSO:
            continue
        plain = name.removeprefix(PREFIX).lower()
        from_file = plain.endswith("_file") and plain.removesuffix("_file") in known
        key = plain.removesuffix("_file") if from_file else plain
        if key not in known:
            raise WrongSetting(_did_you_mean(name, known))
        value = Path(raw).read_text(encoding="utf-8").strip() if from_file else raw
        given[key] = _typed(name, value, known[key].type)
    return Settings(**given)  # type: ignore[arg-type]


def _did_you_mean(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, [PREFIX + k.upper() for k in known], n=1)
    hint = f" Did you mean {near[0]}?" if near else " `beistand config --explain` lists all settings."
    return f"There is no setting {name}.{hint}"


def _typed(name: str, value: str, wanted: object) -> object:
    if wanted != "int":
        return value
    try:
        return int(value)
    except ValueError:
        raise WrongSetting(f"{name} must be a whole number, not {value!r}.") from None


def secret_key(settings: Settings) -> str:
    """The installation's key: as set, or from the data folder, made there on first use (mode 0600)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_folder / "secret.key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(48)
    temporary = path.with_name(f"secret.{os.getpid()}")
    with os.fdopen(
        os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as f:
        f.write(fresh)
        f.flush()
        os.fsync(f.fileno())
    try:
        os.link(
            temporary, path
        )  # two processes may start at once: the first link wins, both read the same key
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_text(encoding="ascii").strip()
