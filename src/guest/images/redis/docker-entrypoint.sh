#!/bin/sh
# As in the official image: options alone mean redis-server, and the server does not run as root.
set -e

if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
  set -- redis-server "$@"
fi

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis:redis {} +
  exec setpriv --reuid=redis --regid=redis --clear-groups -- "$0" "$@"
fi

# Debian's server asks for a password from other hosts than its own; that of the official image does not.
if [ "$*" = redis-server ]; then
  set -- redis-server --protected-mode no
fi

exec "$@"
