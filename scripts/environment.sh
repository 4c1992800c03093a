# Shell functions that ./run, ./test and .ci/run share. Sourced from the project's root.

find_python() {
    for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    echo "wadah needs Python 3.11 or newer (Debian, Ubuntu: apt-get install python3 python3-venv)." >&2
    return 1
}

apt_install() {
    # Installs Debian packages when this may be done, otherwise names them.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        { DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" ||
            { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@"; }; } >/dev/null 2>&1 &&
            return 0
    fi
    echo "Missing on this system: $*. Install with: sudo apt-get install $*" >&2
    return 1
}

prepare_venv() {
    # prepare_venv LOCK...: .venv with exactly these locks; does nothing when they have not changed.
    python=$(find_python)
    wanted=$(cat "$@" pyproject.toml | sha256sum)
    if [ -x .venv/bin/wadah ] && [ "$(cat ".venv/.locks-$#" 2>/dev/null || true)" = "$wanted" ]; then
        return 0
    fi
    if [ ! -x .venv/bin/python ]; then
        "$python" -m venv .venv 2>/dev/null || { rm -rf .venv; apt_install python3-venv && "$python" -m venv .venv; }
    fi
    # uv makes this a matter of seconds; pip does the same without it.
    if .venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9 2>/dev/null ||
        [ -x .venv/bin/uv ]; then
        install=".venv/bin/uv pip install --quiet --python .venv/bin/python"
    else
        install=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
    fi
    for lock in "$@"; do
        $install --require-hashes -r "$lock"
    done
    $install --no-deps -e .
    echo "$wanted" > ".venv/.locks-$#"
}

write_env() {
    # write_env ADDRESS: a .env for a machine of one's own, with fresh keys; of an existing one only the address changes.
    .venv/bin/python scripts/write_env.py "$1"
}

need_browser() {
    command -v chromium >/dev/null 2>&1 || apt_install chromium
}
