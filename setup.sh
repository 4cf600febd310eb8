#!/bin/sh
# Sets Attaché up on this machine and starts what is asked for. What is there already is left alone, so that a second run starts at once.
#
#   sh setup.sh demo [--out DIR]    the program with a sample office
#   sh setup.sh run [ARGUMENTS]     the program: `attache ARGUMENTS`
#   sh setup.sh test [ARGUMENTS]    all tests
#   sh setup.sh check               format, lint, types, tests: what must be in order before a commit
#   sh setup.sh bench [ARGUMENTS]   the figures
#   sh setup.sh bundle              a program that needs no Python, in dist/attache
#   sh setup.sh pin                 the requirements files anew (needs uv)
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
venv=$home/.venv
python=$venv/bin/python

say() { printf 'attache: %s\n' "$*" >&2; }
give_up() { say "$*"; exit 3; }
usage() { sed -n '4,10s/^#   //p' "$home/setup.sh" >&2; exit 2; }

# ---- What the machine itself must have ------------------------------------------------------------------------------------------

# What Qt draws with, one font, and Python's own parts that Debian packs apart.
offscreen="libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 fonts-dejavu-core"
display="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

installed() {
    for name in "$1" "${1}t64"; do # Ubuntu 24.04 renamed some
        case $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) in *" installed") return 0 ;; esac
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Install those of the named packages that are missing; without the right to do so, say which, and go on.
install_packages() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 0
    missing=
    for package in "$@"; do installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        say "if something fails to start, install this first: sudo apt-get install --no-install-recommends$missing"
        return 0
    fi
    say "installing$missing"
    # shellcheck disable=SC2086 # a list of names
    { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing; } \
        </dev/null >/dev/null || say "apt-get could not install all of it; going on with what is there"
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if command -v "$name" >/dev/null && is_new_enough "$name"; then command -v "$name"; return 0; fi
    done
    return 1
}

need_python() {
    found=$(find_python) && return 0
    if command -v python3 >/dev/null; then package=python3.11; else package=python3; fi
    install_packages "$package"
    found=$(find_python) || give_up "Python 3.11 or newer is needed; this machine has $(python3 --version 2>/dev/null || echo none)"
}

# Debian packs the part of Python that makes environments apart, under the name of the interpreter it belongs to.
need_venv() {
    "$found" -c 'import ensurepip, venv' 2>/dev/null && return 0
    install_packages "$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    "$found" -c 'import ensurepip, venv' 2>/dev/null || give_up "Python's module venv is needed (on Debian the package python3-venv)"
}

# ---- The environment ------------------------------------------------------------------------------------------------------------

# What an environment was made from; one that was made from something else is brought up to date.
stamp_of() {
    { echo "$home"; readlink -f "$python" || :; cat "$home/$1" "$home/pyproject.toml" "$home/setup.sh"; } | cksum
}

pip() { "$python" -m pip --disable-pip-version-check "$@"; }

# set_up FILE: an environment with the program and exactly what FILE pins. What pins more for the tests serves to run as well.
set_up() {
    for made in "$venv/made-from-$1" "$venv/made-from-requirements-dev.txt"; do
        [ -x "$python" ] && [ "$(cat "$made" 2>/dev/null)" = "$(stamp_of "${made##*/made-from-}")" ] && return 0
    done
    # shellcheck disable=SC2086 # lists of names
    install_packages $offscreen $display
    need_python
    need_venv
    if ! [ -x "$python" ] || ! is_new_enough "$python" || ! "$python" -m pip --version >/dev/null 2>&1; then
        say "making an environment in $venv"
        "$found" -m venv --clear "$venv" || give_up "the environment could not be made in $venv"
    fi
    say "installing what $1 pins"
    pip install --quiet --require-hashes -r "$home/$1" || give_up "what $1 pins could not be installed; is there a network?"
    gather
    pip install --quiet --no-deps --no-build-isolation --config-settings editable_mode=compat --editable "$home"
    stamp_of "$1" >"$venv/made-from-$1"
}

# Catalogues compiled, flags fetched: by npm, or where there is none by the wheel that brings it.
gather() {
    if command -v npm >/dev/null || [ -f "$home/resources/flags/VERSION" ]; then
        "$python" "$home/resources/gather.py"
        return
    fi
    brought=$(mktemp -d)
    pip install --quiet --require-hashes --target "$brought" -r "$home/requirements-npm.txt" || say "npm could not be had either"
    PYTHONPATH=$brought "$python" "$home/resources/gather.py"
    rm -rf "$brought"
}

# Qt wants a private folder for its sockets and warns where the session has made none.
without_display() {
    export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
    [ -n "${XDG_RUNTIME_DIR:-}" ] && [ -d "$XDG_RUNTIME_DIR" ] && return
    XDG_RUNTIME_DIR=$(mktemp -d)
    export XDG_RUNTIME_DIR
    trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
}

# ---- The tasks ------------------------------------------------------------------------------------------------------------------

program() {
    set_up requirements.txt
    "$python" "$home/resources/gather.py" --catalogues
    exec "$venv/bin/attache" "$@"
}

tests() {
    set_up requirements-dev.txt
    "$python" "$home/resources/gather.py" --catalogues
    without_display
    cd "$home"
    "$python" -m pytest -n "${ATTACHE_TEST_PROCESSES:-2}" "$@"
}

check() {
    set_up requirements-dev.txt
    cd "$home"
    "$venv/bin/ruff" format --check .
    "$venv/bin/ruff" check .
    "$venv/bin/pyright" --pythonpath "$python"
    tests
}

bench() {
    set_up requirements-dev.txt
    "$python" "$home/resources/gather.py" --catalogues
    without_display
    cd "$home"
    "$python" -m tests.benchmarks "$@"
}

# A program is not made before it has started where nothing of ours is near: another folder, an empty home, no Python.
try_out() {
    place=$(mktemp -d)
    (
        cd "$place"
        unset PYTHONPATH DISPLAY WAYLAND_DISPLAY
        export HOME="$place" PATH=/usr/bin:/bin
        "$1" --version && "$1" demo --out sample
    ) </dev/null >&2 || give_up "the program was made, but does not start: $1"
    rm -rf "$place"
}

bundle() {
    set_up requirements-dev.txt
    # shellcheck disable=SC2046 # none or one name: the library that Debian packs apart from its own Python
    install_packages binutils $("$python" -c 'import sys; sys.base_prefix == "/usr" and print("libpython%d.%d" % sys.version_info[:2])')
    "$python" "$home/resources/gather.py"
    without_display
    cd "$home"
    "$python" -m PyInstaller --noconfirm --log-level ERROR build.spec
    try_out "$home/dist/attache/attache"
    say "the program is in $home/dist/attache"
}

pin() {
    command -v uv >/dev/null || give_up "uv is needed to pin"
    cd "$home"
    set -- --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 "$@"
    uv pip compile "$@" pyproject.toml --group dev --output-file requirements-dev.txt
    uv pip compile "$@" pyproject.toml --group build --constraint requirements-dev.txt --output-file requirements.txt
    uv pip compile "$@" --group npm --output-file requirements-npm.txt
}

[ $# -gt 0 ] || usage
task=$1
shift
case $task in
    demo) program demo "$@" ;;
    run) program "$@" ;;
    test) tests "$@" ;;
    check) check ;;
    bench) bench "$@" ;;
    bundle) bundle ;;
    pin) pin "$@" ;;
    *) usage ;;
esac
