# Shell function that .ci/run uses. Sourced from the project's root after .venv is prepared.

postgresql_url() {
    # The URL of a PostgreSQL for tests: WADAH_TEST_POSTGRESQL, one on this machine, else one from a package.
    if [ -n "${WADAH_TEST_POSTGRESQL:-}" ]; then
        echo "$WADAH_TEST_POSTGRESQL"
        return
    fi
    .venv/bin/python scripts/test_postgresql.py
}
