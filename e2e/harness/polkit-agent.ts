// A polkit agent for tests: answers for one process of its own user, through the real polkit-agent-helper-1 and the real PAM.
//
//   node polkit-agent.ts <process number>
//
// stdin: first a line with the user's password, then, whenever it changes, how to answer: "password", "wrong", "cancel" or "hang".
// stdout, in JSON lines: {"event":"ready"}, {"event":"mode"} after each change, and {"event":"asked"}, {"event":"cancelled"} as they happen.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import { createClient, Variant } from "dbus-native";

const HELPER = "/usr/lib/polkit-1/polkit-agent-helper-1";
const POLKIT = "org.freedesktop.PolicyKit1";
const AGENT = { name: `${POLKIT}.AuthenticationAgent`, path: "/org/keyferry/TestAgent" };
/** Of a wrong password, as desktops give. */
const TRIES = 3;

const self = userInfo();
const pid = Number(process.argv[2]);
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const password = await line();
let mode = await line();
/** By cookie: what a question that nobody answers ends with when polkit takes it back. */
const hanging = new Map<string, () => void>();

const bus = createClient({ busAddress: "unix:path=/run/dbus/system_bus_socket" });
const agent = { BeginAuthentication: begin, CancelAuthentication: cancel };
const methods = { BeginAuthentication: ["sssa{ss}sa(sa{sv})", ""], CancelAuthentication: ["s", ""] };
bus.exportInterface(agent, AGENT.path, { name: AGENT.name, methods } as never);
const subject = ["unix-process", { pid: new Variant("u", pid), "start-time": new Variant("t", startTime()), uid: new Variant("i", self.uid) }];
await bus.invoke({
  destination: POLKIT,
  path: "/org/freedesktop/PolicyKit1/Authority",
  interface: `${POLKIT}.Authority`,
  member: "RegisterAuthenticationAgent",
  signature: "(sa{sv})ss",
  body: [subject, "en_US.UTF-8", AGENT.path],
});
say({ event: "ready" });
for (;;) {
  mode = await line();
  say({ event: "mode", mode });
}

async function begin(action: string, message: string, _icon: string, _details: unknown, cookie: string): Promise<void> {
  say({ event: "asked", action, message, mode });
  if (mode === "cancel") throw cancelled();
  if (mode === "hang") return new Promise((_, refuse) => hanging.set(cookie, () => refuse(cancelled())));
  const typed = mode === "wrong" ? `not ${password}` : password;
  for (let tries = 0; tries < (mode === "wrong" ? TRIES : 1); tries++) if (await prove(cookie, typed)) return;
}

function cancel(cookie: string): void {
  say({ event: "cancelled" });
  hanging.get(cookie)?.();
  hanging.delete(cookie);
}

/** The helper tells polkit itself when PAM is content. */
function prove(cookie: string, typed: string): Promise<boolean> {
  const helper = spawn(HELPER, [self.username], { stdio: ["pipe", "pipe", "inherit"] });
  helper.stdin.write(`${cookie}\n`);
  let proven = false;
  createInterface({ input: helper.stdout }).on("line", (said) => {
    if (said.startsWith("PAM_PROMPT_ECHO_")) helper.stdin.write(`${typed}\n`);
    proven ||= said === "SUCCESS";
  });
  return new Promise((done) => helper.once("close", () => done(proven)));
}

function cancelled(): Error {
  return Object.assign(new Error("cancelled"), { dbusName: `${POLKIT}.Error.Cancelled` });
}

function startTime(): bigint {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return BigInt(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0");
}

async function line(): Promise<string> {
  const { value, done } = await input.next();
  if (done === true) process.exit();
  return value;
}

function say(what: { readonly event: string; readonly [member: string]: unknown }): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
