"""The configuration we write for our own PostgreSQL, anew at every start.

`operator.conf` beside it is read last and never touched by us. What protects accepted mails (fsync and its
kin) is checked after all files are read, and a cluster without it is not started.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from beistand.lib.postgres.place import Place, write_private


@dataclass(frozen=True)
class Tuning:
    """What differs between a laptop, a server and a test. Sizes as PostgreSQL writes them ("256MB")."""

    shared_buffers: str = "256MB"
    effective_cache_size: str = "1GB"
    max_connections: int = 200


COMMON = """\
# Written by beistand at every start. Put your own lines into operator.conf beside this file.
listen_addresses = ''
unix_socket_directories = '{run}'
unix_socket_permissions = 0700
hba_file = '{hba}'
ident_file = '{ident}'
cluster_name = 'beistand'
max_connections = {max_connections}
password_encryption = 'scram-sha-256'

shared_buffers = {shared_buffers}
effective_cache_size = {effective_cache_size}
work_mem = 8MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off

wal_compression = on
max_wal_size = 2GB
min_wal_size = 128MB
checkpoint_completion_target = 0.9

# Queue tables turn over quickly: vacuum early and without long pauses.
autovacuum_naptime = 15s
autovacuum_vacuum_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.05
autovacuum_vacuum_cost_limit = 1000

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
client_connection_check_interval = 10s

# The log holds no words of customers: neither values nor statements.
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] %a '
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
SINCE = {
    16: "scram_iterations = 1  # the passwords are 256 random bits: nothing to stretch\n",
}


def write_conf(place: Place, major: int, tuning: Tuning) -> Path:
    """Write postgresql.conf and who may connect (passwords only, socket only); tells the path of the first."""
    home, gid = place.home, place.account.gid if place.account else -1
    own = home / "operator.conf"
    hba, ident, conf = home / "pg_hba.conf", home / "pg_ident.conf", home / "postgresql.conf"
    text = COMMON.format(
        run=_quoted(place.run),
        hba=_quoted(hba),
        ident=_quoted(ident),
        max_connections=tuning.max_connections,
        shared_buffers=tuning.shared_buffers,
        effective_cache_size=tuning.effective_cache_size,
    )
    text += "".join(line for since, line in SINCE.items() if major >= since)
    text += f"include '{_quoted(own)}'\n"
    if not own.exists():
        write_private(own, "# Your own settings of PostgreSQL. They are read last.\n", 0o640, gid)
    write_private(hba, "local all all scram-sha-256\n", 0o640, gid)
    write_private(ident, "", 0o640, gid)
    write_private(conf, text, 0o640, gid)
    return conf


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
