"""Users, institutions, memberships and invitations: what is stored of them and can never be false."""

import uuid
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.roles import Role
from wadah.accounts.scope import KeptScope
from wadah.accounts.states import InvitationState
from wadah.regions.models import Region

HASH_BYTES = 16
TOKEN_HASH_LENGTH = 64


class Language(models.TextChoices):
    """Languages of the pages."""

    INDONESIAN = "id", _("Bahasa Indonesia")
    ENGLISH = "en", _("Inggris")


class User(AbstractBaseUser):
    """Somebody who signs in, by e-mail or by phone. What they may do comes from memberships alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    # Null, not empty: a person without e-mail must not collide with the next one.
    email = models.EmailField(unique=True, null=True)  # noqa: DJ001
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.BinaryField(max_length=HASH_BYTES, unique=True, null=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.INDONESIAN)
    is_active = models.BooleanField(default=True)
    # Which privacy notice the person saw when they registered themselves; empty for who was invited.
    notice_version = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # What policies.scope_of has read for the request in hand; no column.
    kept_scope: KeptScope | None = None

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "public_id"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        constraints = [
            models.CheckConstraint(
                name="user_has_email_or_phone", condition=Q(email__isnull=False) | Q(phone_hash__isnull=False)
            ),
            models.CheckConstraint(
                name="user_email_lower_case", condition=Q(email__isnull=True) | Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="user_phone_sealed_with_hash",
                condition=Q(phone_hash__isnull=True, phone_sealed__isnull=True)
                | Q(phone_hash__isnull=False, phone_sealed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The first word of the name, for the head of a page."""
        return self.name.split(" ")[0]


class Institution(models.Model):
    """An office, bank, buyer, association or the like that people act for."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=InstitutionKind)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("lembaga")
        verbose_name_plural = _("lembaga")
        constraints = [
            models.CheckConstraint(name="institution_code_upper_case", condition=Q(code=Upper("code"))),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A user holds a role for an institution inside a region, from `starts_on` until before `ends_on`.

    `ends_on` is the first day without it, so a membership ended today gives no access today.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="membership_one_running",
                fields=["user", "institution", "role"],
                condition=Q(ends_on__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.starts_on}"

    def runs_on(self, day: date) -> bool:
        """Whether it gives access on that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class Invitation(models.Model):
    """A role offered to whoever holds an e-mail address or a phone number; the link is kept as a hash only.

    `invited_by` is empty for the operator at the command line, who lets the first person in.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=24, choices=Role)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(null=True)  # noqa: DJ001
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.BinaryField(max_length=HASH_BYTES, null=True)
    token_hash = models.CharField(max_length=TOKEN_HASH_LENGTH, unique=True)
    state = models.CharField(max_length=12, choices=InvitationState, default=InvitationState.OPEN)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_to_email_or_phone",
                condition=Q(email__isnull=False, phone_hash__isnull=True, phone_sealed__isnull=True)
                | Q(email__isnull=True, phone_hash__isnull=False, phone_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_email_lower_case", condition=Q(email__isnull=True) | Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_someone",
                condition=Q(state="accepted", accepted_by__isnull=False, accepted_at__isnull=False)
                | (~Q(state="accepted") & Q(accepted_by__isnull=True, accepted_at__isnull=True)),
            ),
            models.UniqueConstraint(
                name="invitation_one_open_by_email",
                fields=["institution", "role", "email"],
                condition=Q(state="open", email__isnull=False),
            ),
            models.UniqueConstraint(
                name="invitation_one_open_by_phone",
                fields=["institution", "role", "phone_hash"],
                condition=Q(state="open", phone_hash__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.state}"
