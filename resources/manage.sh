#!/bin/sh
# The terminal face of Vrooli Redis Desktop, from a source checkout and from an installed app alike:
#   resources/manage.sh --action status
# It only finds the program and what runs it; everything else is done there.

set -u

# Where this file really is: it may have been called through symbolic links, from anywhere.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
case $self in
  /*) here=${self%/*} ;;
  */*) here=./${self%/*} ;;
  *) here=. ;;
esac

# Says why nothing can be done, and where JSON was asked for, as the document on stdout too.
refuse() {
  message=$1
  shift
  printf '%s\n' "$message" >&2
  for argument in "$@"; do
    if [ "$argument" = --json ]; then
      printf '{"error":{"code":"INTERNAL","message":"%s","data":{}}}\n' "$message"
      break
    fi
  done
  exit 1
}

# A source checkout: Node runs it, and builds it first where its sources have changed.
if [ -f "$here/launch/manage.mjs" ]; then
  command -v node >/dev/null 2>&1 ||
    refuse 'Node.js is not installed or not on the PATH: install version 20.19 or newer from https://nodejs.org and try again.' "$@"
  root=$here/..
  cli=$root/out/main/cli.cjs
  # Nothing newer than the last build: the program starts at once. Without `find`, and for the web server, which needs
  # the built view too, launch/staleness.mjs decides.
  case " $* " in
    *serve*) changed=unknown ;;
    *)
      changed=$(
        CDPATH='' cd -- "$root" 2>&1 && [ -f out/main/terminal.cjs ] &&
          find package.json package-lock.json electron.vite.config.ts resources/launch shared electron \
            -newer out/.built-main ! -name '*.test.ts' 2>&1
      ) || changed=unknown
      ;;
  esac
  [ -z "$changed" ] && exec node "$cli" "$@"
  exec node "$here/launch/manage.mjs" "$@"
fi

# An installed app: its own Electron program is a Node.js as well, and reads the archive that the app is packed in.
cli=
for place in app.asar app; do
  if [ -e "$here/$place" ]; then
    cli=$here/$place/out/main/cli.cjs
    break
  fi
done
[ -n "$cli" ] || refuse "This script does not stand beside the program it starts: call it where it was installed." "$@"
for program in "$here"/../vrooli-redis-desktop "$here/../MacOS/Vrooli Redis Desktop" "$here/../Vrooli Redis Desktop.exe"; do
  if [ -x "$program" ]; then
    export ELECTRON_RUN_AS_NODE=1
    exec "$program" "$cli" "$@"
  fi
done
[ -f "$cli" ] && command -v node >/dev/null 2>&1 && exec node "$cli" "$@"
refuse "The program of the installed app was not found beside this script: install the app again." "$@"
