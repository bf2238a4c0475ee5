// The place that os-services.sh holds up is what the tests of this folder take it for, and leaves nothing behind.

import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { atTestEnd, electronPath } from "../harness/app.ts";
import { Air } from "../harness/bluez-air.ts";
import { BluezStandIn } from "../harness/bluez-stand-in.ts";
import { temporaryDirectory } from "../harness/cli.ts";
import { computersMissing, openComputers } from "../harness/net-computers.ts";
import { INSIDE, type KeyringState, openPlace, type Place, placeMissing } from "../harness/os-services.ts";
import type { AgentMode } from "../harness/place-agent.ts";

const title = `a place with the services of a desktop${placeMissing ? ` (${placeMissing})` : ""}`;

const ASK_ALWAYS = "polkit.addRule(function () { return polkit.Result.AUTH_SELF; });";
const DEFAULTS = "<defaults><allow_any>no</allow_any><allow_inactive>no</allow_inactive><allow_active>auth_self</allow_active></defaults>";
const POLICY = `<policyconfig><action id="org.example.given"><message>Given</message>${DEFAULTS}</action></policyconfig>`;
/** The shell asks for itself; 0: authorized, 3: the person said no. */
const CHECK = "pkcheck --action-id org.freedesktop.policykit.exec --process $$ --allow-user-interaction; exit $?";

/** What the session bus and the Secret Service say of themselves. */
async function secretService(place: Place): Promise<string> {
  const env = { DISPLAY: "" }; // with a screen it would start a bus where there is none
  const ask = (...words: readonly string[]) =>
    place.run("gdbus", ["call", "--session", "-d", "org.freedesktop.secrets", "-o", "/org/freedesktop/secrets", "-m", ...words], { env });
  const alias = await ask("org.freedesktop.Secret.Service.ReadAlias", "default");
  if (alias.code !== 0) return /ServiceUnknown/.test(alias.stderr) ? "no service" : "no bus";
  const [, collection = ""] = /'(.*)'/.exec(alias.stdout) ?? [];
  if (collection === "/") return "no collection";
  const locked = await place.run("gdbus", [
    ...["call", "--session", "-d", "org.freedesktop.secrets", "-o", collection, "-m", "org.freedesktop.DBus.Properties.Get"],
    ...["org.freedesktop.Secret.Collection", "Locked"],
  ]);
  return locked.stdout.trim();
}

/** The processes of a pid namespace, by their numbers outside. */
function inNamespace(namespace: string): readonly string[] {
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/ns/pid`) === namespace;
    } catch {
      return false; // it ended meanwhile
    }
  });
}

describe.skipIf(placeMissing !== undefined)(title, () => {
  test.each([
    ["unlocked", "(<false>,)"],
    ["locked", "(<true>,)"],
    ["no-collection", "no collection"],
    ["absent", "no service"],
    ["no-bus", "no bus"],
  ] satisfies [KeyringState, string][])("its key ring begins %s", async (keyring, said) => {
    const place = await openPlace({ keyring });
    expect(await secretService(place)).toBe(said);
  });

  test("its key ring goes from one state to another and keeps what is in it", async () => {
    const place = await openPlace({ keyring: "unlocked" });
    await place.run("secret-tool", ["store", "--label=kept", "about", "it"], { input: "kept" });
    await place.keyring("absent");
    await place.keyring("unlocked");
    expect((await place.run("secret-tool", ["lookup", "about", "it"])).stdout).toBe("kept");
  });

  test("polkit answers there and knows the policies that were given", async () => {
    const policy = join(temporaryDirectory(), "org.example.policy");
    writeFileSync(policy, POLICY);
    const place = await openPlace({ keyring: "no-bus", policies: [policy] });
    expect((await place.run("pkaction")).stdout.split("\n")).toContain("org.example.given");
  });

  test.each([
    ["password", 0],
    ["cancel", 3],
  ] satisfies [AgentMode, number][])("an agent that answers with %s is asked by polkit in its own words", async (mode, code) => {
    const place = await openPlace({ keyring: "no-bus", rules: ASK_ALWAYS });
    const asking = place.spawn("sh", ["-c", CHECK], { held: true });
    const agent = await place.agent(asking, mode);
    const ended = once(asking, "exit");
    asking.stdin.write("now\n");
    const [exit] = await ended;
    expect([exit, agent.asked]).toEqual([code, [{ action: "org.freedesktop.policykit.exec", message: expect.stringContaining("Authentication") }]]);
  });

  test("BlueZ can be put on its system bus, and her programs use it", async () => {
    const place = await openPlace({ keyring: "no-bus" });
    const air = new Air();
    const bluez = await BluezStandIn.open({ busAddress: place.systemBus, air });
    const { stdout } = await place.run(INSIDE.node, [`${INSIDE.project}/src-main/cli/main.ts`, "doctor", "--json"]);
    await bluez.close();
    air.close();
    expect(stdout).toContain("Bluetooth is ready, to find other computers and to be found.");
  });

  test("its user is one that the outside does not know", async () => {
    const place = await openPlace({ keyring: "no-bus" });
    const outside = readFileSync("/etc/passwd", "utf8").includes(place.user);
    expect([(await place.run("id", ["-un"])).stdout, outside]).toEqual([`${place.user}\n`, false]);
  });

  test("when it is closed no process, mount or file of it is left", async () => {
    const place = await openPlace();
    const { outside } = await place.process(place.spawn("sleep", ["infinity"]).pid ?? 0);
    const namespace = readlinkSync(`/proc/${outside}/ns/pid`);
    const before = inNamespace(namespace).length;
    await place.close();
    const mounts = readFileSync("/proc/self/mounts", "utf8").includes("keyferry");
    expect([before > 4, inNamespace(namespace), mounts, existsSync("/run/keyferry-test")]).toEqual([true, [], false, false]);
  });

  test.skipIf(electronPath === undefined || computersMissing !== undefined)("the app can be driven there on a network of its own", async () => {
    const { computers } = await openComputers("place", 1, atTestEnd);
    const [computer] = computers;
    const place = await openPlace({ ...(computer && { network: computer.namespace }) });
    const { app } = await place.openApp();
    const addresses = await app.evaluate(() =>
      Object.values(process.getBuiltinModule("node:os").networkInterfaces()).flatMap((all) => all?.map(({ address }) => address)),
    );
    expect(addresses).toContain(computer?.address);
  });

  test.skipIf(electronPath === undefined)("the app runs there as its user, with its window in Chromium's own sandbox", async () => {
    const place = await openPlace();
    const { app } = await place.openApp();
    const main = await place.process(app.process().pid ?? 0);
    const inside = await app.evaluate(({ app: program }) => program.getAppMetrics().find(({ type }) => type === "Tab")?.pid ?? 0);
    const renderer = await place.runAsRoot("cat", [`/proc/${inside}/status`]);
    const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${main.outside}/status`, "utf8"))?.[1];
    const words = readFileSync(`/proc/${main.outside}/cmdline`, "utf8").split("\0");
    expect([uid, /^Seccomp:\s+2$/m.test(renderer.stdout), words.includes("--no-sandbox")]).toEqual([String(place.uid), true, false]);
  });
});
