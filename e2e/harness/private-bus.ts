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

export type BusOptions = {
  /** A name nobody may send anything to, as where this computer's policy says so. */
  readonly forbidden?: string;
};

/** Otherwise everybody may do everything on it; it starts no services. */
export async function openPrivateBus({ forbidden }: BusOptions = {}): Promise<PrivateBus> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bus-"));
  const rules = [
    `<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/>`,
    ...(forbidden === undefined ? [] : [`<deny send_destination="${forbidden}"/>`]),
  ];
  const policy = `<policy context="default">${rules.join("")}</policy>`;
  const config = join(folder, "bus.conf");
  writeFileSync(config, `<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:tmpdir=/tmp</listen>${policy}</busconfig>`);
  const address = `unix:path=${join(folder, "system_bus_socket")}`;
  const daemon = spawn("dbus-daemon", [`--config-file=${config}`, `--address=${address}`, "--nofork", "--nopidfile", "--print-address"]);
  let said = "";
  daemon.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(daemon, "close");
  // it writes its address when it can be reached
  await Promise.race([once(createInterface({ input: daemon.stdout }), "line"), ended.then(() => Promise.reject(new Error(`dbus-daemon: ${said}`)))]);
  const close = async () => {
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, address, close };
}
