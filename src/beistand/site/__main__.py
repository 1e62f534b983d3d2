"""`python -m beistand.site` is `beistand`."""

from __future__ import annotations

import sys

from beistand.site.cli import main

sys.exit(main())
