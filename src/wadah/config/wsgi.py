"""The WSGI application that the server loads."""

import os

from django.core.wsgi import get_wsgi_application

from wadah.core.serving import refuse_to_serve_without_worker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings")
refuse_to_serve_without_worker()
application = get_wsgi_application()
