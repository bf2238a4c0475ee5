// The calls of the window that move credentials: sending, receiving, bringing files in, their receipts, and what keeps computers apart.

import { CAMERA_LIMIT, cameraSeconds } from "../../../src-shared/camera/estimate.ts";
import type { Receipt } from "../../../src-shared/exchange/receipt.ts";
import type { Finding } from "../../../src-shared/ipc/views-app.ts";
import type { ReceiptView } from "../../../src-shared/ipc/views-transfer.ts";
import { Grants } from "../../../src-shared/presence/approval.ts";
import { examine } from "../doctor.ts";
import { parseCounterpart } from "../doctor-counterpart.ts";
import { ExchangeService } from "../exchange.ts";
import { findingBy } from "../links/computers.ts";
import { chosenLinks } from "../links/ports.ts";
import type { AppState } from "./app-view.ts";
import { BringIn } from "./bring-in.ts";
import type { Calls } from "./calls.ts";
import { Cameras } from "./cameras.ts";
import { chosenBy } from "./chosen.ts";
import { countsView, staysRows } from "./contents-view.ts";
import { NearbyWatch } from "./nearby.ts";
import { OneTransfer } from "./one-transfer.ts";
import type { DesktopPorts } from "./ports.ts";
import { promptWords } from "./prompt-words.ts";
import { receiptPlain } from "./receipt-plain.ts";
import { NOT_UNDOABLE, receiptView } from "./receipt-view.ts";
import { importFate, Receiving } from "./receiving.ts";
import { Sending } from "./sending.ts";
import type { Session } from "./session.ts";
import { shownText } from "./shown-text.ts";
import { storedReceipt } from "./stored-receipt.ts";
import type { TransferParts } from "./transfer-parts.ts";
import type { ViewBoard } from "./view-board.ts";

type Area = "send" | "receive" | "camera" | "bringIn" | "doctor";
type TransferCalls = Pick<Calls, Extract<keyof Calls, `${Area}.${string}`> | "log.receipt" | "log.copy">;

export type TransferCallsParts = {
  readonly ports: DesktopPorts;
  readonly session: Session;
  readonly app: AppState;
  readonly board: ViewBoard;
  /** The vault's content changed. */
  readonly changed: () => void;
};

export type TransferHalf = {
  readonly calls: TransferCalls;
  /** A transfer runs: the vault is held, and closing would stop it. */
  readonly running: () => boolean;
  /** Whatever runs or listens is stopped; resolves when it has let go of the vault. */
  stopAll(): Promise<void>;
  /** That transfer was taken back: what is shown of it says so. */
  undone(transferId: string): void;
};

const DETAIL_LENGTH = 200;

export function transferCalls({ ports, session, app, board, changed }: TransferCallsParts): TransferHalf {
  const { primitives, clock } = ports.exchange;
  const grants = new Grants(primitives, clock);
  const links = () => chosenLinks(ports, app.view.preferences.useBluetooth ? "any" : "lan");
  const finding = () => findingBy(links(), ports.discovery, clock);
  const words = () => promptWords(app.view);
  const parts: TransferParts = { ports, session, board, changed, grants, one: new OneTransfer(session, app), words, links, finding };
  const nearby = new NearbyWatch(finding, board);
  const cameras = new Cameras(ports, board);
  const sending = new Sending(parts, nearby, cameras);
  const receiving = new Receiving(parts, cameras);
  const bringIn = new BringIn(parts);
  const letGo = () => {
    nearby.stop();
    bringIn.cancel();
    sending.locked();
    receiving.locked();
    void cameras.use(false);
  };
  const stop = () => {
    letGo();
    sending.stop();
    receiving.stop();
    cameras.stop();
  };
  session.listen({ locked: letGo, closing: stop });
  return {
    calls: {
      ...sendCalls(parts, sending, nearby),
      ...receiveCalls(receiving),
      ...cameraCalls(cameras),
      ...bringInCalls(bringIn),
      ...receiptCalls(parts),
      "doctor.examine": ({ to }) => findings(ports, to),
    },
    running: () => parts.one.running,
    async stopAll() {
      stop();
      await Promise.all([sending.stopped(), receiving.stopped()]);
    },
    undone: (transferId) => markUndone(board, transferId),
  };
}

type Of<A extends string> = Pick<Calls, Extract<keyof Calls, `${A}.${string}`>>;

function sendCalls({ ports, session }: TransferParts, sending: Sending, nearby: NearbyWatch): Of<"send"> {
  return {
    "send.preview": async ({ selection }) => {
      const { counts, stays, length } = await new ExchangeService(ports.exchange, session.vault).preview(chosenBy(selection));
      const small = length <= CAMERA_LIMIT && { cameraSeconds: cameraSeconds(length) };
      return { counts: countsView(counts), stays: staysRows(stays), ...small };
    },
    "send.look": ({ on }) => nearby.look(on),
    "send.start": (args) => sending.start(args),
    "send.code": ({ digits }) => sending.code(digits),
    "send.approve": ({ secret }) => sending.approve(secret),
    "send.decline": () => sending.decline(),
    "send.stop": () => sending.stop(),
    "send.done": () => sending.done(),
  };
}

function receiveCalls(receiving: Receiving): Of<"receive"> {
  return {
    "receive.open": (args) => receiving.open(args),
    "receive.confirm": ({ match }) => receiving.confirm(match),
    "receive.approve": ({ secret }) => receiving.approve(secret),
    "receive.decline": () => receiving.decline(),
    "receive.decide": ({ decisions }) => receiving.decide(decisions),
    "receive.stop": () => receiving.stop(),
    "receive.done": () => receiving.done(),
  };
}

function cameraCalls(cameras: Cameras): Of<"camera"> {
  return {
    "camera.use": ({ on }) => cameras.use(on),
    "camera.saw": ({ content }) => cameras.saw(content),
  };
}

function bringInCalls(bringIn: BringIn): Of<"bringIn"> {
  return {
    "bringIn.choose": () => bringIn.choose(),
    "bringIn.open": ({ path }) => bringIn.open(path),
    "bringIn.passphrase": ({ secret }) => bringIn.passphrase(secret),
    "bringIn.commit": ({ decisions }) => bringIn.commit(decisions),
    "bringIn.cancel": () => bringIn.cancel(),
  };
}

function receiptCalls({ ports, session }: TransferParts): Pick<Calls, "log.receipt" | "log.copy"> {
  const shown = (receipt: Receipt): ReceiptView => {
    const fate = receipt.role === "importer" ? importFate(session.vault, receipt.transferId) : { ...NOT_UNDOABLE, rehearsal: false };
    return receiptView(ports.exchange.primitives, receipt, fate);
  };
  return {
    "log.receipt": ({ transferId }) => shown(storedReceipt(session.vault, transferId)),
    "log.copy": ({ transferId }) => ports.clipboard.write(receiptPlain(storedReceipt(session.vault, transferId))),
  };
}

async function findings({ probes }: DesktopPorts, to: string): Promise<readonly Finding[]> {
  const found = await examine(probes, to === "" ? undefined : parseCounterpart(to));
  return found.map(({ check, kind, detail }) => ({ check, kind, ...(detail !== undefined && { detail: shownText(detail, DETAIL_LENGTH) }) }));
}

function markUndone(board: ViewBoard, transferId: string): void {
  const receive = board.get("receive");
  if (receive.step === "receipt" && receive.receipt.transferId === transferId)
    board.put("receive", { ...receive, receipt: { ...receive.receipt, undoable: false, undone: true } });
  const bringIn = board.get("bringIn");
  if (bringIn.step === "done" && bringIn.transferId === transferId) board.put("bringIn", { ...bringIn, undone: true });
}
