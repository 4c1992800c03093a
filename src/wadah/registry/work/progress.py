"""How a job goes through the rows of an intake: in order, a chunk at a time, from where the last one ended."""

from collections.abc import Iterable

from django.db.models import Max

from wadah.registry.models import Intake, Record


def next_records(intake: Intake, verdicts: Iterable[str], size: int) -> list[Record]:
    """The next rows of these verdicts behind `done_through`, at most `size`, in the order of the file.

    Goes along the unique index of (intake, sheet, row): the last chunk of a million rows costs what the
    first one does.
    """
    last = Record.objects.filter(pk=intake.done_through).values_list("sheet", "row_number").first()
    sheet, row_number = last or (0, 0)
    top = Record.objects.filter(intake=intake).aggregate(top=Max("sheet"))["top"]
    found: list[Record] = []
    while top is not None and sheet <= top and len(found) < size:
        rows = Record.objects.filter(
            intake=intake, sheet=sheet, row_number__gt=row_number, verdict__in=list(verdicts)
        )
        found += rows.defer("raw", "problems", "sealed").order_by("row_number")[: size - len(found)]
        sheet, row_number = sheet + 1, 0
    return found
