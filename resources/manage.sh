#!/bin/sh
# The CLI of Vrooli Redis Desktop, for a source checkout and for an installed app:
#   resources/manage.sh --action status
# It only finds the program and its runtime; the program does everything else.

set -u

# The real folder of this file: it may have been called through symbolic links, from any folder.
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

# Prints why nothing can be done, and if JSON was requested, also as the document on stdout.
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

# A source checkout: Node runs it, and builds it first if its sources have changed.
if [ -f "$here/launch/manage.mjs" ]; then
  command -v node >/dev/null 2>&1 ||
    refuse 'Node.js is not installed or not on the PATH: install version 20.19 or newer from https://nodejs.org and try again.' "$@"
  root=$here/..
  cli=$root/out/main/cli.cjs
  # If nothing is newer than the last build, the program starts immediately. Without `find`, and for the web server, which
  # also needs the built view, launch/staleness.mjs decides.
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

# An installed app: its Electron program also runs as Node.js and reads the archive that contains the app.
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
