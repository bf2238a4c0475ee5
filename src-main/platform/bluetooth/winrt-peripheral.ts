// Being found by others on Windows, through the addon (native/src/bluetooth): the service, its advertisement, and one link at a time.
// Nothing but the service's UUID is put on air. It stays there while a link is up: to Windows a service that is not advertised is not served.

import type { BlePeripheral, BluetoothProblem, BluetoothState, GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { CHARACTERISTICS, infoValue, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { type GattEvent, type NativeBluetooth, type NativeGattServer, nativeFailure } from "../native.ts";
import { inTime } from "./in-time.ts";
import { PeripheralLink } from "./peripheral-link.ts";

type Ports = { readonly clock: Clock; readonly native: NativeBluetooth };

/** Milliseconds until advertising that stopped by itself, as when Bluetooth goes off, is tried again. */
const AGAIN = 5_000;

const PROBLEMS: { readonly [code: string]: BluetoothProblem | undefined } = {
  off: "bluetooth.off",
  denied: "bluetooth.denied",
  busy: "bluetooth.busy",
  "no-adapter": "bluetooth.no-adapter",
  "no-peripheral-role": "bluetooth.no-peripheral-role",
};

export function winrtPeripheral(ports: Ports): BlePeripheral {
  let open = false;
  return {
    state: () => stateOf(ports),
    async advertise(id, onLink) {
      if (open) throw new ExchangeError("bluetooth.busy");
      open = true;
      const free = () => {
        open = false;
      };
      return Opening.begin(ports, id, { onLink, free });
    },
  };
}

async function stateOf({ clock, native }: Ports): Promise<BluetoothState> {
  try {
    const said = await inTime("state", () => native.peripheralState(), { clock });
    return said === "ready" ? said : (PROBLEMS[said] ?? "bluetooth.unavailable");
  } catch (thrown) {
    return problemOf(thrown);
  }
}

function problemOf(thrown: unknown): BluetoothProblem {
  return PROBLEMS[nativeFailure(thrown) ?? ""] ?? "bluetooth.unavailable";
}

type Reports = {
  onLink(link: GattLink): void;
  /** Another may open. */
  free(): void;
};

/** One opening of Receive. */
class Opening {
  readonly #clock: Clock;
  readonly #server: NativeGattServer;
  readonly #reports: Reports;
  /** `client`: Windows' name for the other computer. */
  #open: { readonly client: string; readonly link: PeripheralLink } | undefined;
  #stopped = false;
  #cancelAgain = () => {};
  /** Windows is asked one thing after the other, so that the last one counts. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Rejects with a BluetoothProblem. */
  static async begin(ports: Ports, id: string, reports: Reports): Promise<{ stop(): Promise<void> }> {
    const opening = new Opening(ports, id, reports);
    try {
      await opening.#ask("discover", (server) => server.open());
      await opening.#ask("scan", (server) => server.advertise());
    } catch (cause) {
      await opening.#end();
      throw toExchangeError(cause).code === "transport.timed-out"
        ? new ExchangeError("bluetooth.unavailable", { cause })
        : new ExchangeError(problemOf(cause), { cause });
    }
    return { stop: () => opening.#stop() };
  }

  private constructor({ clock, native }: Ports, id: string, reports: Reports) {
    this.#clock = clock;
    this.#reports = reports;
    const uuids = new Uint8Array(Buffer.from(serviceUuid(id) + CHARACTERISTICS.rx + CHARACTERISTICS.tx + CHARACTERISTICS.info, "hex"));
    this.#server = new native.GattServer(uuids, infoValue(), (what, client, value) => this.#heard(what, client, value));
  }

  /** Off the air when it resolves, but for a link that is up, which stays until one of its sides closes it. Nobody else is let in. */
  async #stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelAgain();
    if (this.#open === undefined) await this.#end();
  }

  #heard(what: GattEvent, client: string, value: Uint8Array): void {
    switch (what) {
      case "subscribed":
        // one connection at a time: whoever comes second is not heard
        if (this.#open === undefined && !this.#stopped) this.#linked(client);
        return;
      case "written":
        if (this.#open?.client === client) this.#open.link.came(value);
        return;
      case "unsubscribed":
        if (this.#open?.client === client) this.#open.link.gone();
        return;
      case "stopped":
        this.#later();
        return;
    }
  }

  #linked(client: string): void {
    const link = new PeripheralLink((value) => this.#notify(client, value));
    this.#open = { client, link };
    void link.closed.then(() => this.#closed());
    this.#reports.onLink(link);
  }

  #closed(): void {
    this.#open = undefined;
    if (this.#stopped) void this.#end();
  }

  #advertise(): void {
    this.#ask("scan", (server) => server.advertise()).catch(() => this.#later()); // `state` says why it does not work
  }

  #later(): void {
    this.#cancelAgain();
    if (!this.#stopped) this.#cancelAgain = this.#clock.after(AGAIN, () => this.#advertise());
  }

  async #end(): Promise<void> {
    this.#stopped = true;
    await this.#ask("write", (server) => server.close()).catch(() => undefined); // nothing is heard after it, whatever Windows says
    this.#reports.free();
  }

  #notify(client: string, value: Uint8Array): Promise<void> {
    return inTime("write", () => this.#server.notify(client, value), { clock: this.#clock });
  }

  #ask(step: "discover" | "scan" | "write", work: (server: NativeGattServer) => Promise<void>): Promise<void> {
    const asked = this.#turn.then(() => inTime(step, () => work(this.#server), { clock: this.#clock }));
    this.#turn = asked.catch(() => undefined); // whoever asked hears of it
    return asked;
  }
}
