"""A letter by e-mail, sealed while it waits: its text may hold a link that opens an account."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass

from django.core.mail import EmailMessage

from wadah.core.secrets import open_, seal

CONTEXT = "accounts.letter"


@dataclass(frozen=True)
class Letter:
    """One plain-text e-mail to one person."""

    to: str
    subject: str
    text: str


def seal_letter(letter: Letter) -> str:
    """The letter as it may lie in the queue."""
    return b64encode(seal(json.dumps(asdict(letter)), CONTEXT)).decode()


def open_letter(sealed: str) -> Letter:
    """The letter out of the queue. Raises CannotOpen when it was changed or its key is gone."""
    return Letter(**json.loads(open_(b64decode(sealed), CONTEXT)))


def deliver(letter: Letter) -> None:
    """Hands the letter to the mail server of the settings."""
    EmailMessage(subject=letter.subject, body=letter.text, to=[letter.to]).send()
