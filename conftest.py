"""The tests' environment: set before Django reads its settings; DATABASE_URL alone chooses the database."""

import base64
import os

import django

os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings",
        "WADAH_MODE": "development",
        "WADAH_SECRET_KEY": "only-for-tests-" + "abcdefghij0123456789" * 3,
        "WADAH_DATA_KEYS": "t1:" + base64.b64encode(b"d" * 32).decode(),
        "WADAH_INDEX_KEY": base64.b64encode(b"i" * 32).decode(),
        "WADAH_JOBS": "immediate",
        "WADAH_EMAIL_URL": "memorymail://",
        "WADAH_LOG_LEVEL": "WARNING",
    }
)
# Before the conftest files of the apps import their models.
django.setup()

pytest_plugins = ["wadah.core.tests.plugin"]
