"""For what a file may hold the NIK of persons, and in which formats files are written. No rules."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NikPurpose(TextChoices):
    """Named purposes (UU 27/2022: data of persons are used for a stated purpose). A choice of this house."""

    POPULATION_CHECK = "population_check", _("Pemadanan data dengan Dukcapil")
    CENSUS = "census", _("Sensus Ekonomi oleh BPS")
    AID = "aid", _("Penetapan penerima program pemerintah")


class ExportFormat(TextChoices):
    """How a file is written."""

    XLSX = "xlsx", _("Excel (.xlsx)")
    CSV = "csv", _("CSV")
