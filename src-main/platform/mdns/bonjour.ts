// Discovery by DNS-SD (RFC 6763) over multicast DNS (RFC 6762) with bonjour-service: Linux and Windows.

import Bonjour, { type Service, type ServiceConfig } from "bonjour-service";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { type Advertisement, type Discovery, NearbyList, SERVICE_NAME, SERVICE_VERSION } from "../../../src-shared/exchange/discovery.ts";
import { systemClock } from "../system-clock.ts";
import { readAnnouncement } from "./announcement.ts";
import { type Link, MDNS_PORT, openLinks } from "./links.ts";

/** Seconds others may remember us: short, because an id lives no longer than Receive stays open. */
const REMEMBER = 120;
/** Milliseconds from asking for the name (three probes, a quarter second apart) to being visible, at most. */
const VISIBLE_WITHIN = 5000;
/** Milliseconds of listening after each question; the last repeats. */
const ROUNDS = [1000, 2000, 5000];
/** Announcements listened to per round and network; a flood is not worth more. */
const HEARD_PER_ROUND = 256;

export function bonjourDiscovery(clock: Clock = systemClock()): Discovery {
  return {
    async advertise(offer) {
      return publish(await openLinks(), offer, clock);
    },

    browse(onFound, onLost, onTrouble = () => {}) {
      const browsing = new Browsing(new NearbyList(onFound, onLost), onTrouble, clock);
      browsing.start();
      return browsing;
    },
  };
}

function responder({ socket }: Link): Bonjour {
  const options = { port: MDNS_PORT, socket, bind: false, multicast: false };
  return new Bonjour(options, () => {
    // A send that failed on this network: the next question or announcement tries again.
  });
}

async function publish(links: readonly Link[], { id, port }: { readonly id: string; readonly port: number }, clock: Clock): Promise<Advertisement> {
  const responders = links.map(responder);
  const stop = async () => {
    await Promise.all(responders.map((one) => new Promise<void>((resolve) => one.unpublishAll(() => one.destroy(resolve)))));
  };
  const offer: ServiceConfig = { name: id, type: SERVICE_NAME, port, host: `${id}.local`, txt: { v: SERVICE_VERSION } };
  try {
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(VISIBLE_WITHIN, () => reject(new ExchangeError("transport.unreachable", { detail: "multicast" })));
      for (const [i, one] of responders.entries()) {
        const service = one.publish(offer);
        service.records = () => recordsOf(service, links[i]?.address ?? "");
        service.once("up", () => {
          cancel();
          resolve();
        });
      }
    });
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { stop };
}

/** Only what a counterpart needs, on the network it is on; the library's own would name every address of this computer, for hours. */
function recordsOf({ type, fqdn, host, port }: Service, address: string): ReturnType<Service["records"]> {
  return [
    { name: `${type}.local`, type: "PTR", ttl: REMEMBER, data: fqdn },
    { name: fqdn, type: "SRV", ttl: REMEMBER, data: { port, target: host } },
    { name: fqdn, type: "TXT", ttl: REMEMBER, data: [Buffer.from(`v=${SERVICE_VERSION}`)] },
    { name: host, type: "A", ttl: REMEMBER, data: address },
  ];
}

/** Asks in rounds with fresh sockets, so that a network joined meanwhile is asked too and nothing heard piles up. */
class Browsing {
  readonly #list: NearbyList;
  readonly #onTrouble: (error: ExchangeError) => void;
  readonly #clock: Clock;
  #round = 0;
  #stopped = false;
  #listeners: (() => void)[] = [];
  #cancelTimer: () => void = () => {};

  constructor(list: NearbyList, onTrouble: (error: ExchangeError) => void, clock: Clock) {
    this.#list = list;
    this.#onTrouble = onTrouble;
    this.#clock = clock;
  }

  start(): void {
    this.#ask().catch((thrown: unknown) => this.#onTrouble(toExchangeError(thrown)));
    const length = ROUNDS[Math.min(this.#round++, ROUNDS.length - 1)] ?? 0;
    this.#cancelTimer = this.#clock.after(length, () => {
      this.#list.endRound();
      this.start();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#close();
  }

  async #ask(): Promise<void> {
    const links = await openLinks();
    this.#close();
    this.#listeners = links.map((link) => this.#listen(responder(link)));
    if (this.#stopped) this.#close();
  }

  #close(): void {
    for (const close of this.#listeners.splice(0)) close();
  }

  #listen(one: Bonjour): () => void {
    let heard = 0;
    const browser = one.find({ type: SERVICE_NAME }, (service) => {
      const nearby = readAnnouncement({ name: service.name, port: service.port, addresses: addressesOf(service), version: service.txt?.v });
      if (nearby) this.#list.heard(nearby);
      if (++heard >= HEARD_PER_ROUND) browser.stop();
    });
    browser.on("down", (service) => this.#list.gone(service.name));
    return () => {
      browser.stop();
      one.destroy();
    };
  }
}

/** Where the announcement came from is the address most likely to answer; then those it names. */
function addressesOf({ referer, addresses = [] }: Service): string[] {
  return referer ? [referer.address, ...addresses] : addresses;
}
