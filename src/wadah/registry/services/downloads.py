"""Files that leave wadah. They hold numbers of persons in full, so every one that is handed out is in the trail."""

from uuid import UUID

from django.db import transaction

from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotFound
from wadah.registry.models import Intake
from wadah.registry.queries.intakes import get_intake_for


@transaction.atomic
def hand_out_returned_file(*, actor: Actor, public_id: UUID) -> Intake:
    """The file whose returned copy the actor takes. Raises NotFound, also while there is no copy yet."""
    intake = get_intake_for(actor, public_id)
    if not intake.returned_path:
        raise NotFound()
    audit.record(actor, "registry.returned_downloaded", intake, region=intake.institution.region_id)
    return intake
