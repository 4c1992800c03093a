"""The places by which a reader can narrow the list of parties: kab/kota of their scope, then its kecamatan."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from wadah.accounts.policies import in_regions, scope_of
from wadah.accounts.roles import Capability
from wadah.accounts.scope import REGION_CODE
from wadah.core.actors import Actor
from wadah.regions.models import Level, Region

REGENCY_LENGTH, SUBDISTRICT_LENGTH = 5, 8
# Stands where the code of a subdistrict stands: those of a regency of which no subdistrict is known.
UNPLACED = "tanpa"


@dataclass(frozen=True)
class PlaceChoice:
    """A region that the list can be narrowed to."""

    code: str
    name: str


@dataclass(frozen=True)
class ListPlaces:
    """What a reader may choose from, read when it is asked for: where nothing is chosen, the page is kept.

    A reader of a single regency has no regencies to choose from, and its subdistricts at once. `asked` is any
    text; only a place of the reader counts as chosen. `asks_unplaced` asks for what no subdistrict is known of.
    """

    regions: tuple[str, ...]
    asked: str
    asks_unplaced: bool = False

    @property
    def key(self) -> str:
        """Equal for readers with equal choices."""
        return ",".join(self.regions)

    @property
    def _home(self) -> str:
        """The only regency of the reader, when there is only one."""
        is_one = len(self.regions) == 1 and len(self.regions[0]) >= REGENCY_LENGTH
        return self.regions[0][:REGENCY_LENGTH] if is_one else ""

    @cached_property
    def regencies(self) -> tuple[PlaceChoice, ...]:
        """Regencies by name; none for a reader of one."""
        if self._home:
            return ()
        inside = Region.objects.filter(in_regions(self.regions, "code"), level=Level.REGENCY)
        return tuple(PlaceChoice(*pair) for pair in inside.order_by("name").values_list("code", "name"))

    @cached_property
    def subdistricts(self) -> tuple[PlaceChoice, ...]:
        """Subdistricts by name, of the regency that is chosen or the only one."""
        regency = self._home or self.regency
        if not regency:
            return ()
        inside = Region.objects.filter(parent=regency).order_by("name")
        return tuple(PlaceChoice(*pair) for pair in inside.values_list("code", "name"))

    @cached_property
    def regency(self) -> str:
        """The regency chosen among several, if one is."""
        code = self._code[:REGENCY_LENGTH]
        return code if code and code in {one.code for one in self.regencies} else ""

    @cached_property
    def subdistrict(self) -> str:
        """The subdistrict chosen, if one is."""
        is_one = len(self._code) == SUBDISTRICT_LENGTH
        return self._code if is_one and self._code in {one.code for one in self.subdistricts} else ""

    @property
    def unplaced(self) -> str:
        """The regency whose parties without a subdistrict are asked for, if they are."""
        return (self._home or self.regency) if self.asks_unplaced else ""

    @property
    def _code(self) -> str:
        fits = REGION_CODE.fullmatch(self.asked) and REGENCY_LENGTH <= len(self.asked) <= SUBDISTRICT_LENGTH
        return self.asked if fits else ""

    @property
    def chosen(self) -> str:
        """The code asked for, when it is the reader's."""
        return self.subdistrict or self.regency

    @property
    def wider(self) -> str | None:
        """What remains when the chosen place is taken back: the regency of a subdistrict, or nothing."""
        return self.regency if (self.subdistrict or self.unplaced) and self.regency else None

    @property
    def chosen_name(self) -> str:
        """The name of the chosen place."""
        if self.unplaced:
            return _("Tanpa kecamatan")
        if not self.chosen:
            return ""
        return next(one.name for one in (*self.subdistricts, *self.regencies) if one.code == self.chosen)


def list_places(actor: Actor, regency: str, subdistrict: str) -> ListPlaces:
    """The places of the actor's list, of which what was asked may be one. Both are texts of an address.

    A subdistrict of another regency than the one beside it is left over from the choice before.
    """
    regions = scope_of(actor).regions_with(Capability.READ_PARTIES)
    if subdistrict == UNPLACED:
        return ListPlaces(regions, regency, asks_unplaced=True)
    return ListPlaces(regions, subdistrict if subdistrict.startswith(regency) and subdistrict else regency)
