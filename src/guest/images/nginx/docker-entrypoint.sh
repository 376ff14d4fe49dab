#!/bin/sh
# Runs the scripts in /docker-entrypoint.d before the server, as the official image does.
set -e

if [ "$1" = nginx ]; then
  for script in /docker-entrypoint.d/*.sh; do
    [ -x "$script" ] || continue
    echo "$0: Launching $script"
    "$script"
  done
fi

exec "$@"
