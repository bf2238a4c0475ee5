// The findings of the connection doctor that its pictures show: well, in trouble, and unsure.

import type { Finding } from "../../src-shared/ipc/views-app.ts";

export const FINDINGS: readonly Finding[] = [
  { check: "network", kind: "fine", detail: "wlan0 192.168.1.20" },
  { check: "vpn", kind: "trouble", detail: "wg0-mullvad" },
  { check: "listening", kind: "fine" },
  { check: "firewall", kind: "unknown", detail: "unseen" },
  { check: "multicast-port", kind: "trouble", detail: "EADDRINUSE" },
  { check: "multicast", kind: "fine" },
  { check: "bluetooth", kind: "fine", detail: "ready" },
  { check: "key-store", kind: "trouble", detail: "locked" },
];
export const BLOCKED: readonly Finding[] = [
  { check: "network", kind: "fine", detail: "wlan0 192.168.1.20" },
  { check: "vpn", kind: "fine" },
  { check: "listening", kind: "fine" },
  { check: "firewall", kind: "trouble", detail: "nftables" },
  { check: "multicast-port", kind: "fine" },
  { check: "multicast", kind: "trouble", detail: "wlan0" },
  { check: "counterpart", kind: "trouble", detail: "isolated" },
  { check: "bluetooth", kind: "trouble", detail: "off" },
  { check: "key-store", kind: "fine" },
];
export const UNSURE: readonly Finding[] = [
  { check: "network", kind: "fine", detail: "en0 192.168.1.20" },
  { check: "vpn", kind: "fine" },
  { check: "listening", kind: "fine" },
  { check: "firewall", kind: "unknown", detail: "macOS" },
  { check: "multicast-port", kind: "fine" },
  { check: "local-network", kind: "unknown", detail: "en0" },
  { check: "counterpart", kind: "unknown", detail: "unanswered" },
  { check: "bluetooth", kind: "note", detail: "denied" },
  { check: "key-store", kind: "fine" },
];
export const NO_ADDRESS: readonly Finding[] = [
  { check: "network", kind: "trouble", detail: "eth0" },
  { check: "bluetooth", kind: "trouble", detail: "hidden" },
];
export const FINE: readonly Finding[] = FINDINGS.map(({ check }) => ({ check, kind: "fine", detail: "wlan0 192.168.1.20" }));
