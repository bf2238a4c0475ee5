import { describe, expect, it } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { type ApprovalRequest, GRANT_LIFE, type Grant, Grants } from "./approval.ts";

const primitives = noblePrimitives((length) => new Uint8Array(length));
const request: ApprovalRequest = { action: "export", about: ["Mara's laptop", Uint8Array.of(1, 2, 3), { login: 12, passkey: 3 }] };
const yes = async () => ({ approved: true }) as const;

function grants(clock = new FakeClock()) {
  return new Grants(primitives, clock);
}

async function given(by: Grants, about: ApprovalRequest = request): Promise<Grant> {
  const asked = await by.ask(about, yes);
  if (!asked.approved) throw new Error(asked.refusal);
  return asked.grant;
}

const refuses = (code: string, detail: string) => expect.objectContaining({ code, detail });

describe("an approval", () => {
  it("starts what was shown", async () => {
    const by = grants();
    const grant = await given(by);
    expect(by.redeem(grant, { ...request, about: [...request.about] })).toBeUndefined();
  });

  it("is not there without the owner's yes", async () => {
    const asked = await grants().ask(request, async () => ({ approved: false, refusal: "presence.cancelled" }));
    expect(asked).toEqual({ approved: false, refusal: "presence.cancelled" });
  });

  it("is not there when the prompt breaks", async () => {
    const asked = grants().ask(request, () => Promise.reject(new Error("broken")));
    await expect(asked).rejects.toThrow("broken");
  });

  it("starts it once", async () => {
    const by = grants();
    const grant = await given(by);
    by.redeem(grant, request);
    expect(() => by.redeem(grant, request)).toThrow(refuses("internal.bug", "no such approval"));
  });

  it("of one host is nothing to another", async () => {
    const grant = await given(grants());
    expect(() => grants().redeem(grant, request)).toThrow(refuses("internal.bug", "no such approval"));
  });

  it("does not start the same for another action", async () => {
    const by = grants();
    const grant = await given(by);
    expect(() => by.redeem(grant, { ...request, action: "import" })).toThrow(refuses("internal.bug", "another thing was approved"));
  });

  it("is used up by the try to start another thing", async () => {
    const by = grants();
    const grant = await given(by);
    expect(() => by.redeem(grant, { ...request, about: [] })).toThrow();
    expect(() => by.redeem(grant, request)).toThrow(refuses("internal.bug", "no such approval"));
  });

  it("is bound to what was shown before the prompt, whatever became of it meanwhile", async () => {
    const by = grants();
    const fingerprint = Uint8Array.of(1, 2, 3);
    const shown: ApprovalRequest = { action: "export", about: [fingerprint] };
    const asked = await by.ask(shown, async () => {
      fingerprint[0] = 9;
      return { approved: true };
    });
    expect(() => asked.approved && by.redeem(asked.grant, shown)).toThrow(refuses("internal.bug", "another thing was approved"));
  });

  it("is good until its last second", async () => {
    const clock = new FakeClock();
    const by = grants(clock);
    const grant = await given(by);
    clock.advance(GRANT_LIFE * 1000);
    expect(by.redeem(grant, request)).toBeUndefined();
  });

  it("is not good after that", async () => {
    const clock = new FakeClock();
    const by = grants(clock);
    const grant = await given(by);
    clock.advance(GRANT_LIFE * 1000 + 1);
    expect(() => by.redeem(grant, request)).toThrow(refuses("presence.timed-out", "approval not used in time"));
  });

  it("is not good after a night of sleep, in which the running clock stands still", async () => {
    const clock = new FakeClock();
    const asleep = { elapsed: () => 0, now: () => clock.now(), after: clock.after.bind(clock) };
    const by = new Grants(primitives, asleep);
    const grant = await given(by);
    clock.advance(8 * 3600 * 1000);
    expect(() => by.redeem(grant, request)).toThrow(refuses("presence.timed-out", "approval not used in time"));
  });

  it("has its minute from the yes, not from the question", async () => {
    const clock = new FakeClock();
    const by = grants(clock);
    const asked = await by.ask(request, async () => {
      clock.advance(GRANT_LIFE * 2000);
      return { approved: true };
    });
    expect(asked.approved && by.redeem(asked.grant, request)).toBeUndefined();
  });

  it("is let go of", async () => {
    const by = grants();
    const grant = await given(by);
    by.forget();
    expect(() => by.redeem(grant, request)).toThrow(refuses("internal.bug", "no such approval"));
  });
});
