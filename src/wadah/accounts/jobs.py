"""Jobs of accounts: letters leave after the commit, so no request waits for a mail server."""

from wadah.accounts.letters import Letter, deliver, open_letter, seal_letter
from wadah.core.jobs import enqueue, job


@job
def send_letter(sealed: str) -> None:
    """Sends one letter. Run twice after a crash it may arrive twice, which harms nobody."""
    deliver(open_letter(sealed))


def post(letter: Letter) -> None:
    """Queues the letter in the caller's transaction."""
    enqueue(send_letter, seal_letter(letter))
