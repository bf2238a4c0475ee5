#!/bin/bash
# The first program of the BlueZ guest, as root: this computer's files below a layer of memory, a system bus, two controllers, the real bluetoothd,
# and the job. The kernel ends when it is done. On its command line: guest=FOLDER, with settings.sh in it.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
folder=$(sed -n 's/.*guest=\([^ ]*\).*/\1/p' /proc/cmdline)

if [ "$1" != inside ]; then
  mount -t tmpfs tmpfs /mnt
  mkdir /mnt/upper /mnt/work /mnt/root
  mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root || echo "guest: no overlay"
  mount -t proc proc /mnt/root/proc
  mount -t sysfs sysfs /mnt/root/sys
  mount -t devtmpfs devtmpfs /mnt/root/dev
  mount -t tmpfs -o mode=755 tmpfs /mnt/root/run
  mount -t tmpfs -o mode=1777 tmpfs /mnt/root/tmp
  mount -t tmpfs -o mode=700 tmpfs /mnt/root/var/lib/bluetooth
  ln -s /proc/self/fd /mnt/root/dev/fd
  cp -r "$folder" /mnt/root/tmp/ # a folder of /tmp
  here=/mnt/root/run/keyferry-test
  . "$folder/settings.sh"
  mkdir -p "$here/project" /mnt/root/run/dbus
  touch "$here/node"
  mount --bind "$PROJECT" "$here/project"
  mount --bind "$NODE" "$here/node"
  chroot /mnt/root /bin/bash "/run/keyferry-test/project/e2e/harness/bluez-guest.sh" inside
  echo "guest: off"
  sync
  echo o >/mnt/root/proc/sysrq-trigger
  sleep 60
fi

. "$folder/settings.sh"
ip link set lo up 2>/dev/null
# the bus writes its address when it can be reached
exec 3< <(exec dbus-daemon --config-file=/usr/share/dbus-1/system.conf --nofork --nopidfile --print-address 2>/run/bus.log)
read -r _ <&3
# it crashes over some of what it prints
(for n in $(seq 1000); do btmon --write "/run/air.$n.btsnoop"; sleep 0.1; done >/dev/null 2>&1) &
btvirt -L -l2 >/run/btvirt.log 2>&1 &
/usr/libexec/bluetooth/bluetoothd --nodetach >/run/bluetoothd.log 2>&1 &
echo "guest: up"
cd /run/keyferry-test/project || exit 1
/run/keyferry-test/node "$JOB"
code=$?
[ "$code" = 0 ] || tail -n 40 /run/bluetoothd.log /run/btvirt.log /run/bus.log
echo "guest: job ended with $code"
