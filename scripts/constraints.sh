#!/usr/bin/env bash
# Makes constraints.txt anew: the newest versions that pyproject.toml allows, of everything that running,
# testing and developing Dateline installs. Run it, read the difference, run the tests, commit.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
# A clone, not this folder: what lies about untracked must not find its way into what is built.
git clone --quiet --no-hardlinks . "$work/clone"
cp pyproject.toml "$work/clone/pyproject.toml"
touch "$work/clone/README.md"
"$work/venv/bin/pip" install --quiet "$work/clone[dev,fuzz]"
"$work/venv/bin/pip" check

python_version=$("$work/venv/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
{
    echo "# Exact versions of everything that Dateline installs, tests and develops with."
    echo "# Made by scripts/constraints.sh (a fresh environment, then pip freeze) on Python $python_version, Linux;"
    echo "# not edited by hand. Used by the README's commands, the Dockerfile and .ci/run: pip install -c constraints.txt"
    # --local and the pattern keep out what is not a release with an exact version: addresses, editable installs.
    "$work/venv/bin/pip" freeze --local --exclude dateline | grep -E '^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$' | LC_ALL=C sort -f
} > "$work/constraints.txt"

# Whatever the pattern kept out would be missing silently: count both.
installed=$("$work/venv/bin/pip" freeze --local --exclude dateline | wc -l)
written=$(grep -c '==' "$work/constraints.txt")
if [ "$installed" -ne "$written" ]; then
    echo "constraints.sh: $installed packages installed, $written of them with a plain version:" >&2
    "$work/venv/bin/pip" freeze --local --exclude dateline | grep -vE '^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$' >&2
    exit 1
fi
mv "$work/constraints.txt" constraints.txt
chmod 644 constraints.txt
echo "constraints.txt: $written packages"
