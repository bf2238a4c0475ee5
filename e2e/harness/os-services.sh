#!/bin/bash
# Inside fresh mount and pid namespaces, as root: a system bus, polkitd, a user and her session with a key ring, until stdin ends.
# Each line of stdin is a state the key ring is brought into; each answer is one line, "ready". Nothing of it is seen outside but $PLACE.
# Given in the environment: PLACE (a folder with actions/, rules/ and home/), PLACE_USER, PLACE_UID, PLACE_HASH (of the password),
# PLACE_PROJECT, PLACE_NODE, PLACE_ELECTRON (a folder, or nothing), PLACE_DISPLAY, PLACE_KEYRING (the first state), PLACE_KEYRING_PASSWORD.
set -euo pipefail
exec 8>&1 >>"$PLACE/log" 2>&1

# a /run of our own: no login manager, no bus and no agent of this computer
mount -t tmpfs -o mode=755 tmpfs /run
here=/run/keyferry-test runtime=/run/user/$PLACE_UID
mkdir -p /run/dbus /run/lock "$here/project" "$here/electron" "$runtime"
touch "$here/node"
mount --bind "$PLACE_PROJECT" "$here/project"
mount --bind "$PLACE_NODE" "$here/node"
[ -z "$PLACE_ELECTRON" ] || mount --bind "$PLACE_ELECTRON" "$here/electron"
mount -o remount,bind,ro "$here/project"

# a user nobody outside knows
for file in passwd shadow group; do cp -p "/etc/$file" "$here/$file"; done
echo "$PLACE_USER:x:$PLACE_UID:$PLACE_UID::$PLACE/home:/bin/sh" >>"$here/passwd"
echo "$PLACE_USER:$PLACE_HASH:19000:0:99999:7:::" >>"$here/shadow"
echo "$PLACE_USER:x:$PLACE_UID:" >>"$here/group"
for file in passwd shadow group; do mount --bind "$here/$file" "/etc/$file"; done
chown -R "$PLACE_UID:$PLACE_UID" "$runtime" "$PLACE/home"
chmod 700 "$runtime" "$PLACE/home"

mount --bind "$PLACE/actions" /usr/share/polkit-1/actions
mount --bind "$PLACE/rules" /etc/polkit-1/rules.d
# the bus writes its address when it can be reached
exec 3< <(exec dbus-daemon --config-file=/usr/share/dbus-1/system.conf --nofork --nopidfile --print-address)
read -r _ <&3
/usr/lib/polkit-1/polkitd --no-debug &
gdbus wait --system --timeout 60 org.freedesktop.PolicyKit1

as_user=(setpriv --reuid="$PLACE_USER" --regid="$PLACE_USER" --init-groups env -i PATH="$PATH" HOME="$PLACE/home" USER="$PLACE_USER"
  LOGNAME="$PLACE_USER" LANG=C.UTF-8 XDG_RUNTIME_DIR="$runtime" XDG_CURRENT_DESKTOP=GNOME DISPLAY="$PLACE_DISPLAY"
  NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/bus")
services=()

session_down() {
  for pid in "${services[@]}"; do kill -KILL "$pid" && wait "$pid" || true; done
  services=()
  rm -f "$runtime/bus"
}

bus_up() {
  exec 4< <(exec "${as_user[@]}" dbus-daemon --config-file="$1" --address="unix:path=$runtime/bus" --nofork --nopidfile --print-address)
  services+=($!)
  read -r _ <&4
}

ring_up() {
  "${as_user[@]}" gnome-keyring-daemon "$@" --components=secrets --foreground < <(printf %s "$PLACE_KEYRING_PASSWORD") &
  services+=($!)
  "${as_user[@]}" gdbus wait --session --timeout 60 org.freedesktop.secrets
}

lock() {
  "${as_user[@]}" gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets \
    -m org.freedesktop.Secret.Service.Lock '["/org/freedesktop/secrets/collection/login"]'
}

become() {
  session_down
  case $1 in
    # `login` is the key ring that a desktop's login makes and opens
    unlocked | locked)
      bus_up /usr/share/dbus-1/session.conf
      ring_up --unlock
      [ "$1" = unlocked ] || lock
      ;;
    no-collection)
      rm -rf "$PLACE/home/.local/share/keyrings"
      bus_up /usr/share/dbus-1/session.conf
      ring_up --start
      ;;
    absent) bus_up "$PLACE/no-services.conf" ;;
    no-bus) ;;
    *) return 2 ;;
  esac
}

become "$PLACE_KEYRING"
echo ready >&8
while read -r state; do
  become "$state"
  echo ready >&8
done
