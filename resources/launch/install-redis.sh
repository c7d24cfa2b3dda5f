#!/bin/sh
# Installs Debian's redis-server package, as root, and leaves its own service off: that one would take port 6379 and
# start with the machine, and what the app needs is the program alone.

set -eu
export DEBIAN_FRONTEND=noninteractive

# Debian's packages ask this file before they start a service. Ours says no to this one only, so that it would harm
# nothing should it stay behind; one that is there already is left as it is.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
  printf '%s\n' '#!/bin/sh' 'case $1 in redis-server | redis-server.service) exit 101 ;; esac' >"$policy"
  chmod 755 "$policy"
fi

# A machine that reaches no mirror must know soon.
get() {
  apt-get --quiet --yes -o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15 \
    -o DPkg::Lock::Timeout=60 "$@"
}

# A fresh machine has no lists of packages yet, and old lists name files that are gone.
get install --no-install-recommends redis-server || {
  get update
  get install --no-install-recommends redis-server
}

# Off now, and at the next start of the machine.
if [ -d /run/systemd/system ]; then
  systemctl disable --now redis-server.service
else
  deb-systemd-helper disable redis-server.service || true
fi
update-rc.d redis-server disable >/dev/null 2>&1 || true
