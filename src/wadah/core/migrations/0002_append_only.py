"""Histories are append-only: a trigger refuses update and delete."""

from django.db import migrations

from wadah.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0001_start")]

    operations = [
        append_only("core.StateChange"),
        append_only("core.AuditEntry"),
        append_only("core.RuleConfirmation"),
    ]
