// The Debian package as it is: installed, started by a normal user in Chromium's own sandbox, used for a transfer, and removed. Nothing may look
// into the installed app, so it is used as a person with a screen reader uses it. The other computer is the command line of the checkout.

import { chownSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electronPath, freshFolder, type OnEnd } from "../harness/app.ts";
import { differencesOf, makeVaults, PASSPHRASE, type Vaults } from "../harness/app-transfer.ts";
import { startCli } from "../harness/cli.ts";
import { INSIDE, openPlace, type Place, placeMissing } from "../harness/os-services.ts";
import { appProcesses, asRoot, changesIn, filesInAsar, letInstall, makeTestBuild, type TestBuild } from "../harness/package.ts";
import { ACCESSIBLE, readerMissing, ScreenReader } from "../harness/screen-reader.ts";

const MINUTE = 60_000;
const KEYFERRY = "/usr/bin/keyferry";
const PACKAGE = "keyferry-test-build";
const missing = placeMissing ?? readerMissing ?? (electronPath === undefined ? "not run: there is no Electron here" : undefined);
const title = `the Debian package${missing ? ` (${missing})` : ""}`;

/** By number, as Electron counts them; 48 is off, 49 is on, as written in the binary. */
const FUSES = { 0: 48, 1: 49, 2: 48, 3: 48, 4: 49, 5: 49, 6: 48, 7: 48 };

const SHIPPED = [
  /^package\.json$/,
  /^dist\/app\/(main(-[\w-]+)?\.js|preload\.cjs)$/,
  /^dist\/app\/page\/(index\.html|assets\/[\w-]+\.(js|css|woff2|svg|png))$/,
  /^assets\/icons\/(keyferry-256|tray(Template)?(@2x)?)\.png$/,
  /^node_modules\/keytar\/(package\.json|lib\/keytar\.js|build\/Release\/keytar\.node) \(unpacked\)$/,
  /^node_modules\/@node-rs\/argon2\/(package\.json|index\.js)$/,
  /^node_modules\/@node-rs\/argon2-linux-(x64|arm64)-gnu\/(package\.json|argon2\.[\w-]+\.node) \(unpacked\)$/,
  /^node_modules\/@keyferry\/native\/(package\.json|index\.cjs)$/,
  /^node_modules\/@keyferry\/native\/build\/Release\/keyferry_native\.node \(unpacked\)$/,
];

describe.skipIf(missing !== undefined)(title, () => {
  const ends: (() => unknown)[] = [];
  const onEnd: OnEnd = (work) => void ends.unshift(work);
  let built: TestBuild;
  let place: Place;
  let vaults: Vaults;

  beforeAll(async () => {
    [built, vaults] = await Promise.all([makeTestBuild(onEnd), makeVaults(onEnd)]);
    place = await openPlace({ policies: [], onEnd });
    await letInstall(place);
    await asRoot(place, "dpkg", ["--install", built.deb]);
  }, 10 * MINUTE);
  afterAll(async () => {
    for (const end of ends) await end();
  });

  /** A copy of the vault with everything in it, in the user's home. */
  function ownVault(name: string): string {
    const vault = join(place.home, name);
    cpSync(vaults.full, vault, { recursive: true });
    for (const path of ["", ...readdirSync(vault)]) chownSync(join(vault, path), place.uid, place.uid);
    return vault;
  }

  /** The installed app, started by the user, with an agent for the system's prompts; and her screen reader. */
  async function open(name: string, env: { readonly [name: string]: string } = {}, args: readonly string[] = []) {
    const vault = ownVault(`${name}-vault`);
    const words = ["--force-renderer-accessibility", `--vault=${vault}`, `--user-data-dir=${place.folder(`${name}-profile`)}`, ...args];
    const app = place.spawn(KEYFERRY, words, { env: { ...ACCESSIBLE, ...env }, held: true });
    const agent = await place.agent(app);
    const ended = new Promise<void>((done) => app.once("close", () => done()));
    app.stdin.write("\n");
    const reader = new ScreenReader(place);
    const close = async () => {
      await reader.close();
      app.kill("SIGKILL");
      await ended;
    };
    return { vault, agent, reader, close };
  }

  test("holds what the app loads and nothing else", () => {
    const unexpected = filesInAsar(join(built.folder, "resources/app.asar")).filter((path) => !SHIPPED.some((pattern) => pattern.test(path)));
    expect(unexpected).toEqual([]);
  });

  test("holds Electron's licences and those of what is bundled, and not its start page", () => {
    const has = (path: string) => existsSync(join(built.folder, path));
    expect(["LICENSE.electron.txt", "LICENSES.chromium.html", "LICENSES.npm.txt", "resources/default_app.asar", "resources/app-update.yml"].map(has)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test("has every fuse of the installed program as it is wanted", async () => {
    expect(await getCurrentFuseWire(join(built.folder, "keyferry"))).toMatchObject(FUSES);
  });

  test("brings the four actions that polkit asks about", async () => {
    const { stdout } = await place.run("pkaction");
    const own = stdout.split("\n").filter((name) => name.startsWith("app.keyferry."));
    expect(own).toEqual(["app.keyferry.export", "app.keyferry.import", "app.keyferry.reveal", "app.keyferry.unlock"]);
  });

  test("is installed as dpkg knows it, file by file", async () => {
    expect(await place.runAsRoot("dpkg", ["--verify", PACKAGE])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("says that it is a test build", async () => {
    const { stdout } = await place.run("dpkg-query", ["--status", PACKAGE]);
    const shown = readFileSync(join(built.folder, "resources/app.asar")).includes('-test-build",\n  "description"');
    expect([/^Version: .*test.build$/m.test(stdout), shown]).toEqual([true, true]);
  });

  test("does not let itself be used as a program that runs other programs", async () => {
    const mark = join(place.folder("marks"), "mark.cjs");
    writeFileSync(mark, 'require("node:fs").writeFileSync(__dirname + "/" + process.argv0.replaceAll("/", "-"), "");');
    const env = { ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: `--require ${mark}` };
    await place.run(join(INSIDE.electron, "electron"), ["-e", "0"], { env });
    const { reader, close } = await open("misused", env, ["-e", `require(${JSON.stringify(mark)})`]);
    await reader.finds("heading", /^Unlock your vault$/);
    await close();
    expect(readdirSync(join(place.home, "marks")).toSorted()).toEqual(["-run-keyferry-test-electron-electron", "mark.cjs"]);
  });

  test.each(["--inspect=0", "--inspect-brk=0", "--remote-debugging-port=0", "--renderer-cmd-prefix=/bin/false", "--no-sandbox"])(
    "does not start with %s, and says so",
    async (word) => {
      const { code, stderr } = await place.run(KEYFERRY, [word, `--user-data-dir=${place.folder("looked-into")}`]);
      expect([code, stderr.includes("Keyferry does not start with --"), /listening on/i.test(stderr)]).toEqual([2, true, false]);
    },
  );

  test("runs its window in Chromium's sandbox", async () => {
    const { reader, close } = await open("sandboxed");
    await reader.finds("heading", /^Unlock your vault$/);
    const processes = appProcesses();
    await close();
    const renderers = processes.filter(({ words }) => words.includes("--type=renderer"));
    const unconfined = processes.filter(({ words }) => words.includes("--no-sandbox"));
    expect([renderers.map(({ seccomp }) => seccomp), unconfined]).toEqual([["2"], []]);
  });

  test("puts no key of Chromium's into the key ring", async () => {
    const { reader, close } = await open("started");
    await reader.finds("heading", /^Unlock your vault$/);
    const about = ["org.freedesktop.secrets", "-o", "/org/freedesktop/secrets/collection/login", "-m", "org.freedesktop.DBus.Properties.Get"];
    const { stdout } = await place.run("gdbus", ["call", "--session", "-d", ...about, "org.freedesktop.Secret.Collection", "Items"]);
    await close();
    expect(stdout.trim()).toBe("(<@ao []>,)");
  });

  test("moves a whole vault, approved with the passphrase and the system's own prompt", async () => {
    const destination = freshFolder("vault");
    cpSync(vaults.empty, destination, { recursive: true });
    const yes = { passphrase: PASSPHRASE, "codes-match": true, "approve-import": true };
    const receiver = startCli(["receive", "--vault", destination, "--host", "127.0.0.1", "--no-discovery"], { answers: yes });
    const { host, port } = await receiver.waitFor("listening");
    const { vault, agent, reader, close } = await open("sent");
    await reader.types("password text", /^Passphrase$/, PASSPHRASE);
    await reader.key("Return");
    await reader.presses("push button", /^Send$/);
    await reader.presses("push button", /^Continue$/);
    await reader.presses("push button", /^Use an address/);
    await reader.types("entry", /^Address$/, `${host}:${port}`);
    await reader.presses("push button", /^Connect$/);
    await reader.types("entry", /^Eight digits/, String((await receiver.waitFor("code")).digits));
    await reader.types("password text", /^Your passphrase$/, PASSPHRASE);
    await reader.key("Return");
    const { code, events } = await receiver.exit;
    await reader.presses("push button", /^Done$/);
    await close();
    const receipt = events.find(({ event }) => event === "receipt")?.receipt;
    expect([code, receipt, await differencesOf(vault, destination), agent.asked.map(({ action }) => action)]).toMatchObject([
      0,
      { role: "importer", safeToCloseOldService: { answer: "yes" } },
      [],
      ["app.keyferry.export"],
    ]);
  });

  test("is removed to the last file; the vault stays", async () => {
    const vault = ownVault("kept");
    await asRoot(place, "dpkg", ["--purge", PACKAGE]);
    expect([await changesIn(place), existsSync(vault)]).toEqual([{ files: [], indexes: [] }, true]);
  });
});
