// A program with a system bus and Bluetooth hardware of a test's own: the words before it. They take root.

export type OwnSystem = {
  /** The folder with the bus's socket (private-bus.ts); without, there is no bus. */
  readonly bus?: string;
  /** Whether the kernel has an adapter. */
  readonly hardware: boolean;
};

const SCRIPT = `mount -t tmpfs tmpfs /run && mkdir /run/dbus && { [ -z "$0" ] || mount --bind "$0" /run/dbus; } &&
mount -t tmpfs tmpfs /sys/class && mkdir -p "/sys/class/bluetooth/$1" && shift && exec "$@"`;

export function ownSystem({ bus = "", hardware }: OwnSystem): readonly string[] {
  return ["unshare", "--mount", "sh", "-c", SCRIPT, bus, hardware ? "hci0" : ""];
}
