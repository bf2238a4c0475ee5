// A D-Bus of a test's own, with nobody on it: for who believes it the system's.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type PrivateBus = {
  /** Holds `system_bus_socket`; to be seen as /run/dbus. */
  readonly folder: string;
  readonly address: string;
  close(): Promise<void>;
};

/** Everybody may do everything on it; it starts no services. */
const CONFIG = `<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/></policy></busconfig>`;

export async function openPrivateBus(): Promise<PrivateBus> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bus-"));
  writeFileSync(join(folder, "bus.conf"), CONFIG);
  const address = `unix:path=${join(folder, "system_bus_socket")}`;
  const words = [`--config-file=${join(folder, "bus.conf")}`, `--address=${address}`, "--nofork", "--nopidfile", "--print-address"];
  const daemon = spawn("dbus-daemon", words, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(daemon, "close");
  // it writes its address when it can be reached
  await Promise.race([once(createInterface({ input: daemon.stdout }), "line"), ended.then(() => Promise.reject(new Error("dbus-daemon did not start")))]);
  const close = async () => {
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, address, close };
}
