"""The pages, as granian serves them."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beistand.site.django_settings")
application = get_wsgi_application()

from beistand.lib.alive import keep_saying  # noqa: E402 - models can be imported only now

keep_saying("web")
