#!/bin/sh
# Installed as /usr/local/bin/methodbot: a command of the program as the service runs it, with its user, settings, secrets and folder.
# A file that a command names is looked for in /var/lib/methodbot, and the user methodbot has to be able to read it.
set -eu
set -a
if [ -f /etc/methodbot/secrets ]; then . /etc/methodbot/secrets; fi
set +a
# What it writes (backups, tables) holds personal data.
umask 077
cd /var/lib/methodbot
exec /usr/sbin/runuser -u methodbot -- /opt/methodbot/methodbot "$@"
