"""Why an import stopped, in words: from the code and params that the intake keeps."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.core.errors import DomainError
from wadah.core.tabular import errors as tabular
from wadah.registry import errors
from wadah.registry.models import Intake
from wadah.registry.states import IntakeState

# The code of a fault that is ours.
UNEXPECTED = "unexpected"
_TABULAR = {
    kind.code: kind
    for kind in vars(tabular).values()
    if isinstance(kind, type) and issubclass(kind, tabular.TabularError)
}
_REGISTRY = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, DomainError)
}


def would_fail_again(intake: Intake) -> bool:
    """Whether another try cannot help: the file itself is no list of businesses, or cannot be read."""
    is_read_fault = intake.state == IntakeState.FAILED and intake.failed_in == IntakeState.READING
    return is_read_fault and intake.error_code != UNEXPECTED


def failure_words(code: str, params: Mapping[str, Any]) -> str:
    """The cause and the cure in the reader's language; a fault of ours says what to do."""
    try:
        if code in _TABULAR:
            return _TABULAR[code](**params).message(get_language() or "id")
        if code in _REGISTRY:
            return str(_REGISTRY[code](**params))
    except KeyError:
        # Params of another version of the message.
        pass
    return _(
        "Terjadi kesalahan di pihak kami (%(code)s). Berkas dan data Anda aman. Coba lagi; bila tetap "
        "gagal, sebutkan kode itu kepada pengelola."
    ) % {"code": code}
