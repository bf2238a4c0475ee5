// Moves one passkey between two vaults in memory, over a link in memory, and prints the receipt. Run it: node docs/examples/move-a-passkey.ts

import { generateKeyPairSync } from "node:crypto";
import {
  type CxfDocument,
  type ExportOwner,
  exportCredentials,
  type ImportOwner,
  importCredentials,
  MemoryVault,
  memoryChannels,
  nodeCredentialKeys,
  nodePrimitives,
  softwareIdentity,
  systemClock,
  utf8,
} from "keyferry";

// A vault is a CXF 1.0 document; here one account with one passkey, as a browser or an authenticator would have made it.
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const document: CxfDocument = {
  version: { major: 1, minor: 0 },
  exporterRpId: "old.example",
  exporterDisplayName: "Old manager",
  timestamp: 1_773_014_400,
  accounts: [
    {
      id: utf8("anna"),
      username: "anna",
      email: "anna@example.com",
      collections: [],
      items: [
        {
          id: utf8("shop"),
          title: "Shop",
          scope: { urls: ["https://shop.example"], androidApps: [] },
          credentials: [
            {
              type: "passkey",
              credentialId: nodePrimitives.random(16),
              rpId: "shop.example",
              username: "anna",
              userDisplayName: "Anna",
              userHandle: nodePrimitives.random(32),
              key: new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" })),
            },
          ],
        },
      ],
    },
  ],
};
const oldVault = new MemoryVault({ document, files: [] });
const newVault = new MemoryVault();

// The two people. A real program asks: it shows the code, takes what is typed, and has the operating system confirm each approval.
const shown = Promise.withResolvers<string>();
const exporting: ExportOwner = {
  enterCode: () => shown.promise,
  approveExport: async ({ counterpart, counts }) => {
    process.stdout.write(`${counts.items} item for “${counterpart.name}”: approved\n`);
    return true;
  },
};
const importing: ImportOwner = {
  showCode: (code) => shown.resolve(code),
  confirmCodesMatch: async () => true,
  approveImport: async () => true,
  reviewMerge: async () => () => "keep-both",
};

// Both ends; on two computers each runs one of them, over connectTcp and listenTcp.
const [left, right] = memoryChannels();
const host = { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock: systemClock() };
const [receipt] = await Promise.all([
  exportCredentials({ ...host, channel: left, identity: softwareIdentity("Old laptop"), owner: exporting, source: oldVault.source() }),
  importCredentials({ ...host, channel: right, identity: softwareIdentity("New laptop"), owner: importing, target: newVault.target() }),
]);

process.stdout.write(`${JSON.stringify(receipt, null, 2)}\n`);
if (oldVault.document.accounts[0]?.items.length !== newVault.document.accounts[0]?.items.length) process.exitCode = 1;
