"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laocai_ict.settings")

application = get_wsgi_application()
# All views now, in the process that the workers are copies of, rather than once in each of them.
get_resolver().url_patterns  # noqa: B018
