"""Named errors of regions."""

from django.utils.translation import gettext_lazy as _

from wadah.core.errors import DomainError


class RegionsNotLoaded(DomainError):
    """The tree is empty: nothing can be resolved before it is loaded."""

    code = "regions_not_loaded"
    message = _("Daftar wilayah belum dimuat. Jalankan: wadah load_regions")
    status = 503
