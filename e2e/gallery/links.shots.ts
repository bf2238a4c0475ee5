// States of: the links between two computers, on the screens that show them.

import type { ErrorCode } from "../../src-shared/errors.ts";
import type { NearbyView, ProgressView, ReceiveView, SendView } from "../../src-shared/ipc/views-transfer.ts";
import { APP, type Shot } from "../harness/gallery.ts";
import { LISTENING, openReceive } from "./receive.shots.ts";
import { answers, destinations, openSend, REVIEW, SENDING, THINKPAD } from "./send.shots.ts";

const PROBLEMS: readonly ErrorCode[] = [
  "bluetooth.off",
  "bluetooth.denied",
  "bluetooth.busy",
  "bluetooth.no-adapter",
  "bluetooth.no-peripheral-role",
  "bluetooth.unavailable",
];
const UNUSED = { app: { ...APP, preferences: { ...APP.preferences, useBluetooth: false } } };
const NEARBY: NearbyView = {
  looking: true,
  computers: [
    { id: "09c1", label: "09·C1", links: ["ble"], closeness: "far" },
    { id: "4fa2", label: "4F·A2", links: ["lan", "ble"], closeness: "near" },
    { id: "77e0", label: "77·E0", links: ["lan"] },
  ],
};
const NOBODY: NearbyView = { looking: true, computers: [] };
const NO_NETWORK: ReceiveView = { ...LISTENING, addresses: [], qr: "keyferry:", network: false, bluetooth: "visible" };
/** A link has just taken over: nothing is measured yet. */
const { rate: _, secondsLeft: __, ...UNMEASURED } = SENDING;

function destination(name: string, nearby: NearbyView, more: Shot["views"] = {}): Shot {
  return { name: `links-destination-${name}`, views: { nearby, ...more }, answers, act: destinations };
}

function listening(name: string, receive: ReceiveView, more: Shot["views"] = {}): Shot {
  return { name: `links-receive-${name}`, views: { receive, ...more }, act: openReceive };
}

function review(name: string, estimate: Extract<SendView, { step: "review" }>["estimate"]): Shot {
  return { name: `links-review-${name}`, views: { send: { ...REVIEW, estimate } as SendView }, answers, act: openSend };
}

function progress(name: string, part: ProgressView): Shot {
  return { name: `links-progress-${name}`, views: { send: { step: "progress", counterpart: THINKPAD, progress: part } }, answers, act: openSend };
}

export const linksShots: readonly Shot[] = [
  destination("both", NEARBY),
  destination("none", NOBODY),
  destination("unused", { ...NEARBY, computers: NEARBY.computers.slice(2) }, UNUSED),
  ...PROBLEMS.map((bluetooth) => destination(bluetooth.replace("bluetooth.", ""), { ...NOBODY, bluetooth })),
  listening("both", { ...LISTENING, bluetooth: "visible" }),
  listening("near", NO_NETWORK),
  listening("near-mac", NO_NETWORK, { app: { ...APP, platform: "macos" } }),
  listening("unused", LISTENING, UNUSED),
  ...PROBLEMS.map((bluetooth) => listening(bluetooth.replace("bluetooth.", ""), { ...LISTENING, bluetooth })),
  review("bluetooth", { link: "ble", seconds: 300, itemSeconds: 40 }),
  review("network", { link: "lan", seconds: 2 }),
  progress("network", { ...SENDING, link: "lan" }),
  progress("bluetooth", { ...SENDING, link: "ble", rate: 31_000, secondsLeft: 1220 }),
  progress("changed", { ...UNMEASURED, link: "ble" }),
  {
    ...progress("none", { ...UNMEASURED, link: "none" }),
    act: async (page) => {
      await openSend(page);
      await page.getByText(/^(The connection is lost|Die Verbindung ist weg)/).waitFor();
    },
  },
  {
    name: "links-settings",
    act: async (page) => {
      await page
        .getByRole("navigation")
        .getByRole("button", { name: /^(Settings|Einstellungen)/ })
        .click();
      await page.getByText(/^(Use Bluetooth|Bluetooth benutzen)$/).scrollIntoViewIfNeeded();
    },
  },
];
