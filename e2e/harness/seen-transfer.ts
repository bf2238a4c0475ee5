// What a window showed of a transfer from its beginning to its end, read from the page itself as it changed.

import { vi } from "vitest";
import { ENGLISH } from "../../src-renderer/text/messages.ts";
import type { Side } from "./app-transfer.ts";

export type SeenTransfer = {
  /** The badges of the links that carried it, one after the other; that it was being reached again is left out. */
  readonly links: readonly string[];
  /** The steps the program was at, one after the other. */
  readonly steps: readonly string[];
  /** Where a bar went back within a stage: from and to, 0 to 1. */
  readonly backwards: readonly (readonly [number, number])[];
};

/** Milliseconds until a bar counts as standing still for good. */
const PATIENCE = 120_000;
const BADGES = (["lan", "ble"] as const).map((link) => ENGLISH[`links.${link}`]);

/** On the page; `seen` is there until another one begins. */
const WATCH = (view: string) => `{
  const seen = { links: [], steps: [], backwards: [] };
  const put = (list, value) => { if (list.at(-1) !== value) list.push(value); };
  let bar = { label: "", share: 0 };
  const look = () => {
    const shown = document.querySelector("main [role=progressbar]");
    if (shown === null) return;
    const badge = [...document.querySelectorAll("main h1 ~ p span")].find((one) => ${JSON.stringify(BADGES)}.includes(one.textContent));
    if (badge !== undefined) put(seen.links, badge.textContent);
    const next = { label: shown.getAttribute("aria-label"), share: Number(shown.getAttribute("aria-valuenow") ?? 0) };
    if (next.label === bar.label && next.share < bar.share) seen.backwards.push([bar.share, next.share]);
    bar = next;
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  const forget = window.api.onChanged((name, { step }) => { if (name === ${JSON.stringify(view)}) put(seen.steps, step); });
  window.endOfTransfer = () => { observer.disconnect(); forget(); return seen; };
}`;

/** Call the answer when it is over. */
export async function watchTransfer({ page }: Side, view: "send" | "receive"): Promise<() => Promise<SeenTransfer>> {
  await page.evaluate(WATCH(view));
  return () => page.evaluate<SeenTransfer>("window.endOfTransfer()");
}

/** Resolves when what is being sent has the badge `badge` and goes on from there. */
export async function goesOn({ page }: Side, badge: string): Promise<void> {
  const bar = page.getByRole("progressbar", { name: ENGLISH["transfer.stage.sending"] });
  await bar.waitFor();
  await page.locator("main h1 ~ p").getByText(badge, { exact: true }).waitFor();
  const share = async () => Number(await bar.getAttribute("aria-valuenow"));
  const now = await share();
  await vi.waitUntil(async () => (await share()) > now, { timeout: PATIENCE });
}
