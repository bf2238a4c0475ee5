// The list of nearby computers: what untrusted announcements can and cannot do to it.

import { expect, test } from "vitest";
import { seededRandom } from "../testing/random.ts";
import { isNearbyId, MAXIMUM_ADDRESSES, MAXIMUM_NEARBY, type Nearby, NearbyList, newNearbyId } from "./discovery.ts";

const nearby = (over: Partial<Nearby> = {}): Nearby => ({ id: "00112233aabbccdd", addresses: ["192.0.2.7"], port: 4000, ...over });

function listening() {
  const found: Nearby[] = [];
  const lost: string[] = [];
  const list = new NearbyList(
    (destination) => found.push(destination),
    (id) => lost.push(id),
  );
  return { found, lost, list };
}

test("a computer is found once, however often it is heard", () => {
  const { found, list } = listening();
  for (let i = 0; i < 3; i++) list.heard(nearby());
  expect(found).toEqual([nearby()]);
});

test("further addresses are added and told", () => {
  const { found, list } = listening();
  list.heard(nearby());
  list.heard(nearby({ addresses: ["192.0.2.8"] }));
  expect(found.at(-1)).toEqual(nearby({ addresses: ["192.0.2.7", "192.0.2.8"] }));
});

test("a second port for a known id is ignored", () => {
  const { found, list } = listening();
  list.heard(nearby());
  list.heard(nearby({ port: 4001, addresses: ["192.0.2.66"] }));
  expect(found).toEqual([nearby()]);
});

test("addresses are capped", () => {
  const { found, list } = listening();
  for (let i = 0; i < 50; i++) list.heard(nearby({ addresses: [`192.0.2.${i}`] }));
  expect(found.at(-1)?.addresses.length).toBe(MAXIMUM_ADDRESSES);
});

test("a flood of ids fills the list and no more", () => {
  const { found, list } = listening();
  for (let i = 0; i < 1000; i++) list.heard(nearby({ id: i.toString(16).padStart(16, "0") }));
  expect(found.length).toBe(MAXIMUM_NEARBY);
});

test("a goodbye is told once", () => {
  const { lost, list } = listening();
  list.heard(nearby());
  list.gone(nearby().id);
  list.gone(nearby().id);
  expect(lost).toEqual([nearby().id]);
});

test("a computer that answers every other round stays", () => {
  const { lost, list } = listening();
  for (let i = 0; i < 6; i++) {
    if (i % 2 === 0) list.heard(nearby());
    list.endRound();
  }
  expect(lost).toEqual([]);
});

test("a computer that stops answering is lost after three rounds", () => {
  const { lost, list } = listening();
  list.heard(nearby());
  for (let i = 0; i < 3; i++) list.endRound();
  expect(lost).toEqual([nearby().id]);
});

test.each(["00112233AABBCCDD", "00112233aabbccd", "00112233aabbccdd0", "--help", "", undefined])("%s is not an id", (id) => {
  expect(isNearbyId(id)).toBe(false);
});

test("ids are fresh", () => {
  const random = seededRandom("ids");
  const ids = [newNearbyId({ random }), newNearbyId({ random })];
  expect([ids.every(isNearbyId), new Set(ids).size]).toEqual([true, 2]);
});
