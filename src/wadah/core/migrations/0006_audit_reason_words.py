"""PostgreSQL's index of the words of the reasons. Only entries with a reason are in it, which are the few that a
person wrote: the many that a file leaves behind pay nothing for it.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MAKE = (
    "CREATE INDEX IF NOT EXISTS audit_reason_words ON core_auditentry USING gin "
    "(to_tsvector('simple', regexp_replace(regexp_replace("
    "reason, '\\S*[@[:digit:]]\\S*', ' ', 'g'), '[[:punct:]]', ' ', 'g'))) WHERE reason <> ''"
)


def make(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(MAKE, params=None)


def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS audit_reason_words", params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0005_audit_seals")]

    operations = [migrations.RunPython(make, drop)]
