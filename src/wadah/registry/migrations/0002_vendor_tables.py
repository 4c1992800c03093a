"""What each database can do better than the common form: record keys in one tree, names by their start.

SQLite keeps a table with a composite key twice, once by row id and once by key; WITHOUT ROWID keeps it once,
which halves both space and the time of a load. PostgreSQL needs an operator class to use an index for the start
of a text under every collation.
"""

from django.db import migrations


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE registry_recordkey")
        schema_editor.execute(
            "CREATE TABLE registry_recordkey (key bigint NOT NULL, record_id bigint NOT NULL, "
            "PRIMARY KEY (key, record_id)) WITHOUT ROWID"
        )
    else:
        schema_editor.execute(
            "CREATE INDEX party_by_name_start ON registry_party (name_key varchar_pattern_ops, id) "
            "WHERE closed_at IS NULL"
        )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE registry_recordkey")
        schema_editor.execute(
            "CREATE TABLE registry_recordkey (key bigint NOT NULL, record_id bigint NOT NULL, "
            "PRIMARY KEY (key, record_id))"
        )
    else:
        schema_editor.execute("DROP INDEX party_by_name_start")


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_start")]

    operations = [migrations.RunPython(forwards, backwards)]
