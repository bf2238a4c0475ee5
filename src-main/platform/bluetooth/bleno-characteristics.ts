// The three characteristics as bleno serves them: whoever subscribes TX first has the link, nobody else is heard.

import type { EventEmitter } from "node:events";
import { LARGEST_VALUE } from "../../../src-shared/bluetooth/ports.ts";
import { CHARACTERISTICS, infoValue } from "../../../src-shared/bluetooth/service.ts";
import { PeripheralLink } from "./peripheral-link.ts";

/** A connection as bleno names it. */
export type Connection = number | string;

export type CharacteristicOptions = {
  readonly uuid: string;
  readonly properties: readonly ("read" | "write" | "writeWithoutResponse" | "notify")[];
  readonly value?: Buffer;
  readonly onWriteRequest?: (connection: Connection, value: Buffer, offset: number, withoutResponse: boolean, answer: (result: number) => void) => void;
  readonly onSubscribe?: (connection: Connection, largest: number, notify: (value: Buffer) => void) => void;
  readonly onUnsubscribe?: (connection: Connection) => void;
};

export type BlenoCharacteristic = EventEmitter;

type Ports = {
  readonly bleno: { readonly Characteristic: new (options: CharacteristicOptions) => BlenoCharacteristic; disconnect(connection: Connection): void };
  /** Whether somebody has the link already. */
  taken(): boolean;
  linked(link: PeripheralLink): void;
};

/** As ATT numbers them. */
const [SUCCESS, WRONG_OFFSET, WRONG_LENGTH, REFUSED] = [0x00, 0x07, 0x0d, 0x0e];

export function characteristicsFor({ bleno, taken, linked }: Ports): readonly BlenoCharacteristic[] {
  let open: { readonly connection: Connection; readonly link: PeripheralLink } | undefined;
  const end = (connection: Connection) => {
    if (open?.connection !== connection) return;
    open.link.gone();
    open = undefined;
  };
  const subscribe = (connection: Connection, notify: (value: Buffer) => void) => {
    end(connection);
    if (taken()) return bleno.disconnect(connection);
    const link = new PeripheralLink(
      // its queue has no end and says nothing: who sends has to wait for answers
      (value) => notify(Buffer.from(value)),
      () => bleno.disconnect(connection),
    );
    open = { connection, link };
    linked(link);
  };
  const write = (connection: Connection, value: Buffer, offset: number): number => {
    if (open?.connection !== connection) return REFUSED;
    if (offset !== 0) return WRONG_OFFSET;
    if (value.length > LARGEST_VALUE) return WRONG_LENGTH;
    open.link.came(value);
    return SUCCESS;
  };
  const make = (options: CharacteristicOptions) => new bleno.Characteristic(options);
  return [
    make({
      uuid: CHARACTERISTICS.rx,
      properties: ["write", "writeWithoutResponse"],
      onWriteRequest: (connection, value, offset, _, answer) => answer(write(connection, value, offset)),
    }),
    make({
      uuid: CHARACTERISTICS.tx,
      properties: ["notify"],
      onSubscribe: (connection, _, notify) => subscribe(connection, notify),
      onUnsubscribe: end,
    }),
    make({ uuid: CHARACTERISTICS.info, properties: ["read"], value: Buffer.from(infoValue()) }),
  ];
}
