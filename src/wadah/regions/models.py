"""What is stored of regions: the tree, other names, former parents, codes of other systems."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 13


class Level(models.IntegerChoices):
    """The four levels of the tree."""

    PROVINCE = 1, _("Provinsi")
    REGENCY = 2, _("Kabupaten/kota")
    SUBDISTRICT = 3, _("Kecamatan")
    VILLAGE = 4, _("Desa/kelurahan")


class Kind(models.TextChoices):
    """What a region is called by law; the level alone does not tell a kota from a kabupaten."""

    PROVINSI = "provinsi", _("Provinsi")
    KABUPATEN = "kabupaten", _("Kabupaten")
    KOTA = "kota", _("Kota")
    KECAMATAN = "kecamatan", _("Kecamatan")
    KELURAHAN = "kelurahan", _("Kelurahan")
    DESA = "desa", _("Desa")


class CodeSystem(models.TextChoices):
    """Who gave a code. Equal digits mean other places in another system."""

    BPS = "bps", "BPS"


class Region(models.Model):
    """One region of the Kemendagri tree. The code is text with dots: 16.10 is not 16.1."""

    code = models.CharField(max_length=CODE_LENGTH, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(choices=Level)
    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    postcode = models.CharField(max_length=5, blank=True)
    population = models.PositiveIntegerField(null=True)
    area_km2 = models.DecimalField(max_digits=12, decimal_places=3, null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"], name="region_level")]
        constraints = [
            models.CheckConstraint(
                name="region_only_province_has_no_parent",
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | Q(level__gt=Level.PROVINCE, level__lte=Level.VILLAGE, parent__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RegionAlias(models.Model):
    """Another name that people write. `is_shared`: it more often means another region."""

    written = models.CharField(max_length=100)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="aliases")
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["written", "region"], name="regionalias_once"),
            models.CheckConstraint(name="regionalias_not_empty", condition=~Q(written="")),
        ]

    def __str__(self) -> str:
        return f"{self.written} = {self.region_id}"


class FormerParent(models.Model):
    """A subdistrict that a village belonged to before, and that old addresses still name."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="former_parents")
    former = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["region", "former"], name="formerparent_once")]

    def __str__(self) -> str:
        return f"{self.region_id} < {self.former_id}"


class RegionCode(models.Model):
    """The code of a region in another system."""

    system = models.CharField(max_length=8, choices=CodeSystem)
    code = models.CharField(max_length=16)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="other_codes")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["system", "code"], name="regioncode_once")]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"
