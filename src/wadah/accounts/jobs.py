"""Jobs of accounts: letters leave after the commit, so no request waits for a mail server."""

from wadah.accounts.letters import Letter, deliver, open_letter, seal_letter
from wadah.accounts.password_letters import Asked, open_asked, password_letter, seal_asked
from wadah.core.jobs import enqueue, job


@job
def send_letter(sealed: str) -> None:
    """Sends one letter. Run twice after a crash it may arrive twice, which harms nobody."""
    deliver(open_letter(sealed))


@job
def send_password_letter(sealed: str) -> None:
    """Sends the letter for a new password, when the address has an account."""
    letter = password_letter(open_asked(sealed))
    if letter is not None:
        deliver(letter)


def post(letter: Letter) -> None:
    """Queues the letter in the caller's transaction."""
    enqueue(send_letter, seal_letter(letter))


def post_password_letter(asked: Asked) -> None:
    """Queues the look for the account: the request does the same work whether there is one or not."""
    enqueue(send_password_letter, seal_asked(asked))
