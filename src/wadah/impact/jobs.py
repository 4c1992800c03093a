"""Jobs of impact, and which jobs of the registry they follow: a file that was applied or taken back changes figures."""

from django.utils import timezone

from wadah.core.jobs import enqueue, job, when_done
from wadah.impact.services.publishing import publish_offices, publish_places
from wadah.registry.jobs import apply_intake, undo_intake
from wadah.registry.models import Intake


@job
def publish_after_intake(intake_id: int) -> None:
    """Publishes the places, and the office whose file it was."""
    office = Intake.objects.values_list("institution", flat=True).get(pk=intake_id)
    at = timezone.now()
    publish_places(at=at)
    publish_offices(at=at, institutions=[office])


def follow_intake(intake_id: int) -> None:
    """Queues the publication for after the registry's own work."""
    enqueue(publish_after_intake, intake_id)


for _work in (apply_intake, undo_intake):
    when_done(_work, follow_intake)
