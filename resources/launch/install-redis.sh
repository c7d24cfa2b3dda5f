#!/bin/sh
# Installs Debian's redis-server package, as root, without its service, which would use port 6379 and start with the
# machine. The app needs only the program.

set -eu
export DEBIAN_FRONTEND=noninteractive

# Debian's packages ask this file before they start a service. Ours refuses this service only, so it does no harm if it
# stays behind. An existing file is not changed.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '%s\n' '#!/bin/sh' 'case $1 in redis-server | redis-server.service) exit 101 ;; esac' >"$policy"
  chmod 755 "$policy"
fi

# Fails soon if no mirror can be reached.
get() {
  apt-get --quiet --yes -o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15 \
    -o DPkg::Lock::Timeout=60 "$@"
}

# A new machine has no package lists yet, and old lists name files that no longer exist.
get install --no-install-recommends redis-server || {
  get update
  get install --no-install-recommends redis-server
}

# Stopped now, and not started with the machine.
if [ -d /run/systemd/system ]; then
  systemctl disable --now redis-server.service
else
  deb-systemd-helper disable redis-server.service || true
fi
update-rc.d redis-server disable >/dev/null 2>&1 || true
