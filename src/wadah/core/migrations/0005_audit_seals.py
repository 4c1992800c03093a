"""Seals of the histories, and what checks of them found; both append-only."""

from django.db import migrations, models

from wadah.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0004_audit_indexes")]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("trail", models.CharField(max_length=40)),
                ("after_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("row_count", models.PositiveIntegerField()),
                ("content", models.CharField(max_length=64)),
                ("marks", models.BinaryField()),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["trail", "number"], name="seal_trail")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_id__gt", models.F("after_id"))), name="seal_covers_ids"
                    ),
                    models.CheckConstraint(condition=models.Q(("row_count__gte", 1)), name="seal_covers_rows"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("sound_number", models.PositiveBigIntegerField()),
                ("sound_hash", models.CharField(blank=True, max_length=64)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("is_whole", models.BooleanField()),
                ("fault", models.CharField(blank=True, max_length=24)),
                ("fault_number", models.PositiveBigIntegerField(default=0)),
            ],
            options={"ordering": ["pk"]},
        ),
        append_only("core.AuditSeal"),
        append_only("core.AuditCheck"),
    ]
