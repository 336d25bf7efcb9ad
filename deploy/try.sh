#!/usr/bin/env bash
# Start the units of this folder under a systemd of their own: a small Debian in a folder, booted as a container, into
# which this commit is installed as the unit asks. It is served, killed, copied and booted again; each must hold.
#
#   apt install debootstrap systemd-container     then, as root:  deploy/try.sh
#
# About five minutes and 1.5 GB in the temporary folder, which are given back. Port 8501 of this machine is taken.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(mktemp -d)
# Services that are not root read it too.
chmod 755 "$root"
port=8501
booted=

within() { nsenter --target "$(pgrep -P "$booted")" --mount --uts --ipc --pid --cgroup env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
boot() {
    systemd-nspawn --quiet --directory "$root" --register=no --keep-unit --boot >"$root.log" 2>&1 &
    booted=$!
    for _ in $(seq 120); do within systemctl is-active --quiet multi-user.target 2>/dev/null && return; sleep 1; done
    echo "systemd did not start: $root.log" >&2
    exit 1
}
halt() { within systemctl poweroff || true; wait "$booted" || true; booted=; }
trap '[ -z "$booted" ] || halt; rm -rf "$root" "$root.log"' EXIT
ready() {
    for _ in $(seq 120); do curl --silent --fail --max-time 2 "http://127.0.0.1:$port/pret" && echo && return; sleep 1; done
    within journalctl --unit en-regard --no-pager --lines 40 >&2
    exit 1
}

if curl --silent --max-time 2 "http://127.0.0.1:$port/" >/dev/null; then echo "port $port is taken" >&2; exit 1; fi
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,python3,python3-venv,ca-certificates bookworm "$root" >/dev/null
mkdir -p "$root/opt/en-regard"
git -C "$here" archive HEAD | tar --extract --directory "$root/opt/en-regard"
# What this machine says of its package index, if it says anything.
for file in /etc/pip.conf /etc/resolv.conf /etc/hosts; do [ ! -e "$file" ] || cp --dereference "$file" "$root$file"; done
cp --dereference --remove-destination /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
chroot "$root" sh -c 'cd /opt/en-regard && python3 -m venv .venv && .venv/bin/python -m pip --disable-pip-version-check \
    install --quiet --quiet --quiet --no-cache-dir --require-hashes --no-deps --only-binary :all: -r requirements.lock'
cp "$here"/deploy/*.service "$here"/deploy/*.timer "$root/etc/systemd/system/"

boot
within systemctl enable --quiet --now en-regard en-regard-backup.timer
echo "served:" && ready
within systemctl kill --signal SIGKILL --kill-whom main en-regard
sleep 3
[ "$(within systemctl show --property NRestarts --value en-regard)" = 1 ]
echo "killed, and served again:" && ready
within systemctl start en-regard-backup
within sh -c 'ls /var/lib/private/en-regard-backups/*/en-regard.duckdb'
halt
boot
echo "booted again:" && ready
[ -z "$(within systemctl --failed --quiet --no-legend)" ]
within systemd-analyze security --no-pager en-regard | tail -1
