// A vendor's program for tests: sends or receives one login over a local socket by the public API, and says in JSON lines how it goes.
// It ends with its input. node local-program.ts send|receive FOLDER [accept only this executable] [run as this uid]

import { createInterface } from "node:readline";
import {
  type Channel,
  connectLocal,
  type ExportOwner,
  exportCredentials,
  type ImportOwner,
  importCredentials,
  type LocalProgram,
  listenLocal,
  MemoryVault,
  nodeCredentialKeys,
  nodePrimitives,
  softwareIdentity,
  systemClock,
  toExchangeError,
  utf8,
} from "../../src-main/api/index.ts";
import { nativeAddon } from "../../src-main/platform/native.ts";

const [, , role, directory = "", only = "", uid = ""] = process.argv;
nativeAddon(); // while its file can still be read
if (uid !== "") {
  process.setgroups?.([]);
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}

const say = (event: string, members: object = {}) => process.stdout.write(`${JSON.stringify({ event, ...members })}\n`);
const lines = createInterface({ input: process.stdin });
lines.once("close", () => process.exit());
const typed = new Promise<string>((resolve) => lines.once("line", resolve));

function accept(program: LocalProgram): boolean {
  const accepted = only === "" || program?.executable === only;
  say("program", { ...program, accepted });
  return accepted;
}

const head = { version: { major: 1, minor: 0 }, exporterRpId: "vendor.example", exporterDisplayName: "Vendor", timestamp: 1_773_014_400 };
const login = { type: "basic-auth", username: { fieldType: "string", value: "anna" }, password: { fieldType: "concealed-string", value: "hunter2" } } as const;
const items = [{ id: utf8("mail"), title: "Mail", credentials: [login] }];
const document = { ...head, accounts: [{ id: utf8("anna"), username: "anna", email: "anna@example.com", collections: [], items }] };

const exporting: ExportOwner = {
  enterCode: () => typed,
  approveExport: async () => true,
};
const importing: ImportOwner = {
  showCode: (digits) => void say("code", { digits }),
  confirmCodesMatch: async () => true,
  approveImport: async () => true,
  reviewMerge: async () => () => "keep-both",
};

function ports(channel: Channel) {
  const identity = softwareIdentity("vendor", nodePrimitives.generateSigningKey());
  return { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock: systemClock(), channel, identity };
}

async function send(): Promise<void> {
  const channel = await connectLocal({ name: "vendor", directory, accept });
  try {
    const { proven } = await exportCredentials({ ...ports(channel), owner: exporting, source: new MemoryVault({ document, files: [] }).source() });
    say("receipt", { proven });
  } finally {
    channel.close();
  }
}

async function receive(): Promise<void> {
  const listener = await listenLocal({ name: "vendor", directory, accept });
  say("listening", { path: listener.path });
  const vault = new MemoryVault();
  const channel = await listener.next();
  try {
    const { proven } = await importCredentials({ ...ports(channel), owner: importing, target: vault.target() });
    say("receipt", { proven, titles: vault.document.accounts.flatMap((account) => account.items.map(({ title }) => title)) });
  } finally {
    channel.close();
    listener.close();
  }
}

try {
  await (role === "send" ? send() : receive());
} catch (thrown) {
  const { code, detail } = toExchangeError(thrown);
  say("failed", { code, detail });
}
