"""django-import-export in bulk mode with validation, beside bench/intake.py: rows a second as a line of JSON.

It stores the raw cells of a row with a fixed region and no link keys, so it does less than an import of wadah.
"""

import csv
import json
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings

if "import_export" not in settings.INSTALLED_APPS:
    settings.INSTALLED_APPS.append("import_export")
django.setup()

import tablib  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402

from wadah.regions.models import Region  # noqa: E402
from wadah.registry.models import Intake, Record  # noqa: E402

CHUNK = 2_000
OTHER_SHEET = 9
OPTIONAL = ("sealed", "nik_hash", "phone_hashes", "problems", "repairs", "matches", "party", "applied_at")


class RecordResource(resources.ModelResource):  # type: ignore[misc]
    """Rows of the file into the table of records."""

    row_number = fields.Field("row_number", "No", widgets.IntegerWidget())

    class Meta:
        model = Record
        use_bulk = True
        batch_size = CHUNK
        clean_model_instances = True
        skip_diff = True
        force_init_instance = True
        import_id_fields = ("row_number",)
        fields = ("row_number",)

    def import_instance(self, instance: Record, row: Any, **_: Any) -> None:
        instance.intake = self.intake
        instance.sheet, instance.row_number = OTHER_SHEET, int(row["No"])
        instance.raw, instance.values = list(row.values()), {"business_name": row["Nama Usaha"]}
        instance.region = widgets.ForeignKeyWidget(Region, "code").clean("16.71")
        instance.verdict, instance.fingerprint = "new", bytes(16)

    def validate_instance(self, instance: Record, *_: Any, **__: Any) -> None:
        """Its own validation, but for the columns that a checked row may leave empty."""
        instance.full_clean(exclude=OPTIONAL)


def main() -> None:
    path, count = Path(sys.argv[1]), int(sys.argv[2])
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[: count + 1]
    data = tablib.Dataset(*lines[1:], headers=lines[0])
    resource = RecordResource()
    resource.intake = Intake.objects.get()
    started = time.perf_counter()
    result = resource.import_data(data, raise_errors=True)
    seconds = time.perf_counter() - started
    assert result.totals["new"] == len(lines) - 1, result.totals
    print(json.dumps({"import-export": f"{(len(lines) - 1) / seconds:,.0f}/s"}))


if __name__ == "__main__":
    main()
