"""A link that is shown once, on the page after the form that made it. It waits sealed in the session."""

from base64 import b64decode, b64encode

from django.http import HttpRequest

from wadah.core.secrets import open_, seal

CONTEXT = "accounts.shown_once"


def keep_link(request: HttpRequest, link: str) -> None:
    """Sealed, because the session lies in the database and the link opens an account."""
    request.session[CONTEXT] = b64encode(seal(link, CONTEXT)).decode()


def take_link(request: HttpRequest) -> str:
    """The link, the first time; afterwards an empty text."""
    sealed = request.session.pop(CONTEXT, "")
    return open_(b64decode(sealed), CONTEXT) if sealed else ""
