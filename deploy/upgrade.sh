#!/bin/sh
# Brings an installation made as docs/operations.md says to the version in whose folder this script lies:
#   sh methodbot/deploy/upgrade.sh
# Dialog files that nobody changed become those of the new version, changed ones stay. When the new version finds a fault in the dialogs
# or the settings, everything is put back and the earlier version serves on.
set -eu
new=$(cd "$(dirname "$0")/.." && pwd)
program=/opt/methodbot
before=/opt/methodbot.before
dialogs=/var/lib/methodbot/dialogs
[ "$(id -u)" = 0 ] || { echo "Run this as root." >&2; exit 1; }
[ "$new" != "$program" ] || { echo "Run the script of the new version, from the folder that was brought here." >&2; exit 1; }

if ! methodbot check; then
  echo "The dialogs or settings have faults before the upgrade: mend them first. The bot goes on serving what it read before." >&2
  exit 1
fi
methodbot backup "data/backups/before-upgrade-$(date +%Y%m%d-%H%M%S).zip"
systemctl stop methodbot
rm -rf "$before" "$dialogs.before" "$program.new"
cp -a "$dialogs" "$dialogs.before"
cp -r "$new" "$program.new"
mv "$program" "$before"
mv "$program.new" "$program"

cd "$program/dialogs"
find . -type f | while read -r file; do
  if [ ! -e "$dialogs/$file" ] && [ -e "$before/dialogs/$file" ]; then
    echo "stays away, because it was removed here: dialogs/${file#./}"
  elif [ ! -e "$dialogs/$file" ] || cmp -s "$dialogs/$file" "$before/dialogs/$file"; then
    mkdir -p "$(dirname "$dialogs/$file")"
    cp "$file" "$dialogs/$file"
  elif ! cmp -s "$file" "$before/dialogs/$file" && ! cmp -s "$file" "$dialogs/$file"; then
    echo "stays as it was changed here; the new version has another: dialogs/${file#./}"
  fi
done
cd "$before/dialogs"
find . -type f | while read -r file; do
  if [ ! -e "$program/dialogs/$file" ] && cmp -s "$file" "$dialogs/$file"; then rm "$dialogs/$file"; fi
done
chown -R methodbot:methodbot "$dialogs"

if ! methodbot check; then
  echo "The new version does not start with these dialogs and settings: the earlier one is put back. Mend what stands above and try again." >&2
  rm -rf "$program" "$dialogs"
  mv "$before" "$program"
  mv "$dialogs.before" "$dialogs"
  systemctl start methodbot
  exit 1
fi

install -m 755 "$program/deploy/methodbot.sh" /usr/local/bin/methodbot
cp "$program/deploy/methodbot.service" /etc/systemd/system/methodbot.service
systemctl daemon-reload
systemctl start methodbot
echo "Upgraded. The earlier program is in $before, the earlier dialogs in $dialogs.before."
