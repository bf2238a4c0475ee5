// Everything in an announcement is chosen by a stranger; each part is checked by itself.

import { expect, test } from "vitest";
import { type Announcement, readAnnouncement } from "./announcement.ts";

const announcement = (over: Partial<Announcement> = {}): Announcement => ({
  name: "0123456789abcdef",
  port: 4000,
  addresses: ["192.168.1.5"],
  version: "1",
  ...over,
});

test("one of ours is read", () => {
  expect(readAnnouncement(announcement())).toEqual({ id: "0123456789abcdef", addresses: ["192.168.1.5"], port: 4000 });
});

test.each<[string, Partial<Announcement>]>([
  ["a name with a person in it", { name: "Anna's MacBook" }],
  ["an option for a name", { name: "--help" }],
  ["no name", { name: undefined }],
  ["another version", { version: "2" }],
  ["no version", { version: undefined }],
  ["port 0", { port: 0 }],
  ["a port above 65535", { port: 65_536 }],
  ["a port in text", { port: "4000" }],
  ["no address", { addresses: [] }],
  ["only a multicast address", { addresses: ["224.0.0.251"] }],
  ["only a broadcast address", { addresses: ["255.255.255.255"] }],
  ["only the unspecified address", { addresses: ["0.0.0.0", "::"] }],
  ["only an IPv6 multicast address", { addresses: ["ff02::fb"] }],
  ["only an address with a zone", { addresses: ["fe80::1%eth0"] }],
  ["a host name for an address", { addresses: ["evil.example"] }],
])("%s is ignored", (_what, over) => {
  expect(readAnnouncement(announcement(over))).toBeUndefined();
});

test("bad addresses beside good ones are left out", () => {
  expect(readAnnouncement(announcement({ addresses: ["224.0.0.1", "10.0.0.9", 7, "2001:db8::1"] }))?.addresses).toEqual(["10.0.0.9", "2001:db8::1"]);
});
