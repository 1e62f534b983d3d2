"""`beistand up`: one process that owns all others, brings them up in order and never leaves one behind.

    supervise(Plan(data, [Child("web", [sys.executable, "-m", "beistand.site", "web"], is_ready=...)]))

It imports neither Django nor a database driver, so it stays below 25 MB. Its children get a signal from the
kernel when it dies, PostgreSQL a SIGINT; what still survives is ended by the next start.
"""

from __future__ import annotations

from beistand.site.supervisor.plan import Child, Plan, Port, Step, http_ready, port_ready
from beistand.site.supervisor.run_file import read_run
from beistand.site.supervisor.start import supervise

__all__ = ["Child", "Plan", "Port", "Step", "http_ready", "port_ready", "read_run", "supervise"]
