// `npm run bench`: every figure of docs that can be measured here, with bare TCP and TLS in the same run. goals.md. Add a goal's name to run only that one; `app` are P10 to P14 in the real app.

import { benchApp } from "./app.ts";
import { benchBluetooth } from "./bluetooth.ts";
import { benchHandshake } from "./handshake.ts";
import { printTable, type Row } from "./measure.ts";
import { benchAdaptivity, benchSlowLink } from "./slow-link.ts";
import { benchStream } from "./stream.ts";
import { benchMemory, benchTransfer } from "./transfer.ts";
import { benchVaultList } from "./vault-list.ts";

const BENCHES: { readonly [goal: string]: () => Promise<readonly Row[]> } = {
  P1: () => benchHandshake(21),
  P2: () => benchStream(7),
  P3: () => benchTransfer(7),
  P6: async () => [...(await benchSlowLink(5)), ...(await benchBluetooth(3))],
  P7: () => benchAdaptivity(7),
  P8: () => benchMemory(),
  P10: () => benchVaultList(),
  app: () => benchApp(),
};

const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [goal, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(goal)) rows.push(...(await bench()));
printTable(rows);
