"""What history rows speak of: a model's label and the object's id, without a foreign key to every table."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Subject:
    """`what` is `app.model`; `object_id` is the public id, or the primary key of what has none."""

    what: str
    object_id: str


NOTHING = Subject("", "")


def subject_of(obj: Model | None) -> Subject:
    """The subject of one object; `NOTHING` for None."""
    if obj is None:
        return NOTHING
    return Subject(obj._meta.label_lower, str(getattr(obj, "public_id", obj.pk)))
