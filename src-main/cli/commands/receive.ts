// `receive`: shows this computer to others, pairs with one of them by code, and takes one transfer into the vault.

import { type Command, Option } from "commander";
import { ExchangeError, REMEDY } from "../../../src-shared/errors.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import { addressText } from "../../services/address.ts";
import type { ExchangeService } from "../../services/exchange.ts";
import { Accepting } from "../../services/links/accepting.ts";
import type { Visibility } from "../../services/links/bluetooth-offer.ts";
import { wasNobody } from "../../services/links/nobody.ts";
import type { LinkChoice } from "../../services/links/ports.ts";
import { type Approve, approvalOf } from "../approver.ts";
import type { Context, Runner } from "../context.ts";
import { carrierTeller, linkOption, linksOf } from "../links.ts";
import { CONFLICT_POLICIES, type ConflictPolicy } from "../merge-review.ts";
import { bold, dim, type Output, yellow } from "../output.ts";
import { importOwner } from "../owners.ts";
import { portOf } from "../port.ts";
import { checkBackOff, exchangeOf, observerOf, showReceipt } from "../transfer.ts";
import { withVault } from "../unlock.ts";

type Options = {
  readonly port: number;
  readonly host?: string;
  readonly link: LinkChoice;
  readonly byPhone?: boolean;
  readonly onConflict: ConflictPolicy;
  readonly discovery: boolean;
};

export function addReceive(parent: Command, run: Runner): void {
  parent
    .command("receive")
    .description("receive into this vault from another computer")
    .addOption(new Option("--port <number>", "listen on this port").argParser(portOf).default(0, "a free one"))
    .option("--host <address>", "listen on this address only")
    .addOption(linkOption())
    .option("--by-phone", "the screens cannot be seen together: the code is read out")
    .addOption(new Option("--on-conflict <what>", "where the two vaults differ").choices(CONFLICT_POLICIES).default("ask"))
    .option("--no-discovery", "do not let other computers find this one by themselves")
    .action(run(receive));
}

function receive(context: Context, options: Options): Promise<void> {
  if (!options.discovery && options.link === "bluetooth")
    throw new ExchangeError("usage.invalid", { detail: "by Bluetooth alone, other computers have to find this one" });
  return withVault(context, async (vault, proof) => {
    const exchange = exchangeOf(context, vault);
    checkBackOff(exchange);
    const accepting = await accept(context, options);
    try {
      showReceipt(context.output, await takeOne(context, exchange, accepting, options, approvalOf(context, vault, proof)));
    } finally {
      accepting.close();
    }
  });
}

/** Throws a BluetoothProblem when Bluetooth is the only link and cannot be had; otherwise the network is enough. */
async function accept(context: Context, { port, host, link, discovery }: Options): Promise<Accepting> {
  const { output } = context;
  const { clock, primitives } = context.host.exchange;
  const ports = { ...linksOf(context, discovery ? link : "lan"), ...(discovery && { discovery: context.host.discovery }), clock, primitives };
  let announced = false;
  const onVisibility = (visibility: Visibility) => {
    if (announced) tellVisibility(output, visibility);
  };
  const accepting = await Accepting.open(ports, { listen: { port, ...(host && { host }) }, onVisibility, onCarrier: carrierTeller(output) });
  if (link === "bluetooth") await mustBeVisible(accepting);
  announce(output, accepting, discovery);
  announced = true;
  tellVisibility(output, accepting.visibility);
  return accepting;
}

/** Throws a BluetoothProblem. */
async function mustBeVisible(accepting: Accepting): Promise<void> {
  await accepting.offered();
  const { visibility } = accepting;
  if (visibility === "visible") return;
  accepting.close();
  throw new ExchangeError(visibility ?? "bluetooth.unavailable");
}

function announce(output: Output, { id, listener, announced, findable }: Accepting, discovery: boolean): void {
  const { host, port, addresses = [] } = listener ?? {};
  const address = host !== undefined && port !== undefined && { host, port };
  const typed = address ? [`keyferry send --to ${addressText(address.host, address.port)}`] : ["keyferry send"];
  output.emit({ event: "listening", ...address, addresses, ...(findable && { id }) }, [
    "Waiting for the other computer. There, run",
    "",
    ...typed.map((command) => `   ${bold(command)}`),
    "",
    ...addresses.slice(1).map((one) => dim(`   or ${addressText(one, port ?? 0)}`)),
    ...(findable ? [dim(address ? `   or just “keyferry send” and choose ${id}` : `   and choose ${id}`)] : []),
  ]);
  if (discovery && listener && !announced)
    output.note(yellow("Other computers cannot find this one by themselves on this network; they can still use the address."));
}

function tellVisibility(output: Output, state: Visibility): void {
  if (state === undefined) return;
  const text = state === "visible" ? "It can be found by Bluetooth too." : `It cannot be found by Bluetooth. ${REMEDY[state]}`;
  output.emit({ event: "bluetooth", state });
  output.note(dim(text));
}

/** A connection that says nothing is not a transfer: the next one is waited for. */
async function takeOne(
  context: Context,
  exchange: ExchangeService,
  accepting: Accepting,
  { byPhone, onConflict }: Options,
  approve: Approve,
): Promise<Receipt> {
  const { output, signal } = context;
  for (;;) {
    const channel = await accepting.next(signal);
    let greeted = false;
    const observer = observerOf(output, (state) => {
      if (!greeted && state !== "waiting-hello" && state !== "failed") {
        greeted = true;
        accepting.paired(channel.kind);
      }
      return greeted || state !== "failed";
    });
    const owner = importOwner(context, approve, onConflict);
    try {
      return await exchange.importFrom({ channel, links: accepting.links, owner, mode: byPhone ? "phone" : "screens", observer, signal });
    } catch (thrown) {
      if (greeted || !wasNobody(thrown)) throw thrown;
      output.note(dim("Somebody connected and said nothing; still waiting."));
    } finally {
      channel.close();
    }
  }
}
