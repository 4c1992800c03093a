"""Institutions: added once, by the province or by the operator."""

from uuid import UUID

from django.db import IntegrityError, transaction

from wadah.accounts.errors import CodeTaken
from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution
from wadah.accounts.policies import OPERATOR, can_register_institution
from wadah.core import audit
from wadah.core.actors import Actor
from wadah.core.errors import NotAllowed
from wadah.core.idempotency import once
from wadah.regions.models import Region


def register_institution(
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: InstitutionKind,
    region: Region,
    idempotency_key: str = "",
) -> Institution:
    """Adds an institution. Raises NotAllowed outside of the actor's region, and CodeTaken."""
    if actor != OPERATOR and not can_register_institution(actor, region.pk):
        raise NotAllowed()
    columns = {"code": code.strip().upper(), "name": name.strip(), "kind": kind, "region_id": region.pk}

    def add() -> str:
        institution = _insert(columns)
        audit.record(
            actor, "institution_registered", institution, region=region.pk, details={"code": institution.code}
        )
        return str(institution.public_id)

    with transaction.atomic():
        public_id = once(actor, idempotency_key, "register_institution", add, content=columns)
    return Institution.objects.select_related("region").get(public_id=UUID(public_id))


def _insert(columns: dict[str, str]) -> Institution:
    try:
        with transaction.atomic():
            return Institution.objects.create(**columns)
    except IntegrityError:
        if Institution.objects.filter(code=columns["code"]).exists():
            raise CodeTaken(code=columns["code"]) from None
        raise
