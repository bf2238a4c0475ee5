// What this computer's firewall does with a connection from another computer, as far as it lets itself be read.

import { readFile } from "node:fs/promises";
import { runTool } from "../run-tool.ts";
import { type Judgement, judge } from "./nft-rules.ts";

/** "unclear": it is on and may or may not; "unseen": its rules may not be read. `by` names it: nftables, ufw, firewalld, iptables, macOS, Windows. */
export type FirewallSeen = { readonly state: Judgement | "unseen"; readonly by: string };

/** `interfaces`: those by which another computer comes in. */
export async function firewall(interfaces: readonly string[]): Promise<FirewallSeen> {
  switch (process.platform) {
    case "darwin":
      return macFirewall((await runTool("/usr/libexec/ApplicationFirewall/socketfilterfw", ["--getglobalstate"]))?.said ?? "");
    case "win32":
      return windowsFirewall(
        (
          await runTool(`${process.env.SystemRoot ?? "C:\\Windows"}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`, [
            "-NoProfile",
            "-NonInteractive",
            "-Command",
            WINDOWS_QUESTION,
          ])
        )?.said ?? "",
      );
    default:
      return linuxFirewall(interfaces);
  }
}

async function linuxFirewall(interfaces: readonly string[]): Promise<FirewallSeen> {
  const rules = await runTool("nft", ["--json", "list", "ruleset"]);
  if (!rules?.ok) return (await front()) ?? { state: "unseen", by: "nftables" };
  const judgements = (await portRange()).map((port) => judge(rules.said, { port, interfaces }));
  const [state = "unclear"] = judgements;
  if (judgements.some((one) => one !== state)) return { state: "unclear", by: nameOf(rules.said) };
  const older = await readFile("/proc/net/ip_tables_names", "utf8").catch(() => "");
  if (state === "open" && older.trim() !== "") return { state: "unclear", by: "iptables" };
  return { state, by: nameOf(rules.said) };
}

/** Programs that write the rules say without any right whether they are on, not what they let through. */
async function front(): Promise<FirewallSeen | undefined> {
  const ufw = await readFile("/etc/ufw/ufw.conf", "utf8").catch(() => "");
  if (/^ENABLED=yes/im.test(ufw)) return { state: "unclear", by: "ufw" };
  if ((await runTool("firewall-cmd", ["--state"]))?.ok) return { state: "unclear", by: "firewalld" };
  return undefined;
}

function nameOf(ruleset: string): string {
  if (ruleset.includes('"ufw-')) return "ufw";
  return ruleset.includes('"firewalld"') ? "firewalld" : "nftables";
}

/** First and last of the ports from which the kernel takes a free one for Receive. */
async function portRange(): Promise<readonly number[]> {
  const text = await readFile("/proc/sys/net/ipv4/ip_local_port_range", "utf8").catch(() => "32768 60999");
  return text.trim().split(/\s+/).map(Number);
}

/** Reads what macOS's `socketfilterfw --getglobalstate` says: 0 is off, 1 on, 2 keeps everything out. */
export function macFirewall(said: string): FirewallSeen {
  const states: Record<string, FirewallSeen["state"]> = { "0": "open", "1": "unclear", "2": "blocked" };
  return { state: states[/State = (\d)/.exec(said)?.[1] ?? ""] ?? "unseen", by: "macOS" };
}

/** A line per network with its category, then a line per profile: its name, whether it is on, and what it does with what comes in. */
const WINDOWS_QUESTION = [
  'Get-NetConnectionProfile | ForEach-Object { "network $($_.NetworkCategory)" }',
  'Get-NetFirewallProfile -PolicyStore ActiveStore | ForEach-Object { "profile $($_.Name) $($_.Enabled) $($_.DefaultInboundAction)" }',
].join("; ");

/** Windows asks the owner when a program first listens, so that a profile that keeps things out says nothing about Keyferry. */
export function windowsFirewall(said: string): FirewallSeen {
  const words = said.split(/\r?\n/).map((line) => line.trim().split(" "));
  const networks = words.filter(([what]) => what === "network").map(([, category = ""]) => category.replace("DomainAuthenticated", "Domain"));
  const profiles = words.filter(([what]) => what === "profile");
  const seen = networks.map((network) => profiles.find(([, name]) => name === network));
  if (networks.length === 0 || seen.includes(undefined)) return { state: "unseen", by: "Windows" };
  if (seen.every((profile) => profile?.[2] === "False" || profile?.[3] === "Allow")) return { state: "open", by: "Windows" };
  return { state: "unclear", by: networks.includes("Public") ? "Windows, public network" : "Windows" };
}
