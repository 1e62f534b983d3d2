#!/usr/bin/env bash
# Installs what Beistand needs into .venv, and with "test" also what its tests need. Runs again in a moment when
# nothing has changed. On Debian, missing system packages are installed when we are root, and named when we aren't.
set -euo pipefail
cd "$(dirname "$0")/.."
what="${1:-run}"

say() { printf '%s\n' "$*" >&2; }

need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing ${missing[*]} …"
        apt-get install -y -qq "${missing[@]}" >/dev/null 2>&1 || {
            apt-get update -qq >/dev/null
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
        }
    else
        say "Please install: sudo apt-get install ${missing[*]}"
        exit 1
    fi
}

python="${PYTHON:-python3}"
if ! command -v "$python" >/dev/null; then
    need_packages python3 python3-venv
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "Beistand needs Python 3.11 or newer; $("$python" --version) is too old."
    exit 1
}
"$python" -c 'import ensurepip' 2>/dev/null || need_packages python3-venv
[ "$what" = test ] && need_packages chromium dovecot-imapd postgresql-15 git

lock=requirements.lock
[ "$what" = test ] && lock=requirements-dev.lock
mark="$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)"
if [ -f .venv/.installed ] && grep -qx "$mark" .venv/.installed; then
    exit 0
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
say "Installing the Python packages of $lock …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
echo "$mark" >>.venv/.installed
