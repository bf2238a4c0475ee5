// What screens show and cameras read of it, as pixels, three of ten pictures lost: the data of a pairing, and whole transfers over nothing else.

import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { pairingText, parseScanned } from "../../src-main/services/pairing-picture.ts";
import { readQr } from "../../src-renderer/camera/read-qr.ts";
import { fromUtf8 } from "../../src-shared/bytes.ts";
import { CameraLink } from "../../src-shared/camera/camera-link.ts";
import type { CameraRole } from "../../src-shared/camera/picture.ts";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import { exportCredentials } from "../../src-shared/exchange/export-credentials.ts";
import { importCredentials } from "../../src-shared/exchange/import-credentials.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { FakeOwners } from "../../src-shared/testing/fake-owner.ts";
import { MemoryVault } from "../../src-shared/testing/memory-vault.ts";
import { seededRandom } from "../../src-shared/testing/random.ts";
import { fakeDevice } from "../../src-shared/testing/two-computers.ts";
import { photographed } from "../harness/screen-and-camera.ts";

const LOST = 0.3 * 256;

test("a pairing is read from any picture that is not lost", () => {
  const picture = { addresses: ["192.168.1.20", "fd7a:115c:a1e0::9b2"], port: 51_820, id: "4fa2b90c11d83e07", code: "7KQ4-M2XD" };
  const random = seededRandom("pairing");
  const read = Array.from({ length: 20 }, () => photographed(pairingText(picture), random))
    .filter(() => (random(1)[0] as number) >= LOST)
    .map(readQr)
    .filter((content) => content !== undefined);
  const said = new Set(read.map(fromUtf8));
  expect([read.length > 8, [...said].map(parseScanned)]).toEqual([true, [{ picture }]]);
});

/** Two computers, one screen and one camera each; what goes between them is pixels. */
function faceToFace(seed: string) {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const links: { [role in CameraRole]?: CameraLink } = {};
  const pictures = { shown: 0, lost: 0, unread: 0 };
  const over: CameraRole[] = [];
  const open = (role: CameraRole, other: CameraRole) => {
    const show = (picture: Uint8Array) => {
      pictures.shown++;
      if ((random(1)[0] as number) < LOST) {
        pictures.lost++;
        return;
      }
      const content = readQr(photographed(picture, random));
      if (content === undefined) pictures.unread++;
      else links[other]?.saw(content);
    };
    return new CameraLink({ primitives: nodePrimitives, clock, role, show, over: () => over.push(role) });
  };
  const exporter = open("exporter", "importer");
  const importer = open("importer", "exporter");
  Object.assign(links, { exporter, importer });
  exporter.start();
  importer.start();
  return { clock, exporter, importer, pictures, over };
}

/** Ten items, a passkey among them. */
function tenItems() {
  const content = rehearsalDocument();
  const items = content.document.accounts.flatMap((account) => account.items);
  const passkey = items.find(({ credentials }) => credentials.some(({ type }) => type === "passkey"));
  const chosen = new Set([passkey, ...items.filter((item) => item !== passkey)].slice(0, 10));
  return { content, chosen };
}

describe("two screens and two cameras", () => {
  test("carry a whole transfer of ten items", async () => {
    const { content, chosen } = tenItems();
    const { clock, exporter, importer, pictures, over } = faceToFace("session");
    const source = new MemoryVault(content);
    const target = new MemoryVault();
    const owner = new FakeOwners();
    const common = { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock, owner };
    const device = (name: string) => ({ identity: fakeDevice(nodePrimitives, name) });
    const importing = importer.met.then((channel) => importCredentials({ ...common, ...device("New laptop"), channel, target: target.target() }));
    const exporting = exporter.met.then((channel) =>
      exportCredentials({ ...common, ...device("Old laptop"), channel, source: source.source((item) => chosen.has(item)) }),
    );
    let ended = false;
    const both = Promise.all([exporting, importing]).finally(() => {
      ended = true;
    });
    both.catch(() => {});
    while (!ended || over.length < 2) {
      clock.advance(20);
      await setImmediate();
    }
    const [sent, received] = await both;
    expect({
      proven: [sent.proven, received.proven],
      passkeys: sent.passkeys.working > 0,
      acknowledged: received.acknowledged,
      items: target.document.accounts.flatMap((account) => account.items).length,
      lossy: pictures.lost / pictures.shown > 0.2,
      over: over.toSorted(),
      pending: clock.pending,
    }).toEqual({ proven: [10, 10], passkeys: true, acknowledged: true, items: 10, lossy: true, over: ["exporter", "importer"], pending: 0 });
  });
});
