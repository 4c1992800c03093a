"""Tables that are only added to: a trigger refuses update and delete, whoever asks.

Used by the migrations of every app, so what it makes must stay as it is: a change is a new function.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def guard_statements(vendor: str, table: str) -> list[str]:
    """SQL that makes the table append-only."""
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER IF NOT EXISTS "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("update", "delete")
        ]
    return [
        "CREATE OR REPLACE FUNCTION wadah_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$",
        f'CREATE OR REPLACE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION wadah_append_only()",
    ]


def unguard_statements(vendor: str, table: str) -> list[str]:
    """SQL that takes the guard away again; for the reverse of a migration and for emptying test databases."""
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"' for verb in ("update", "delete")]
    return [f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"']


def append_only(model: str) -> migrations.RunPython:
    """A migration step that makes the table of `app_label.Model` append-only."""

    def table(apps: Any) -> str:
        return str(apps.get_model(model)._meta.db_table)

    def guard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in guard_statements(editor.connection.vendor, table(apps)):
            editor.execute(statement, params=None)

    def unguard(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in unguard_statements(editor.connection.vendor, table(apps)):
            editor.execute(statement, params=None)

    return migrations.RunPython(guard, unguard)
