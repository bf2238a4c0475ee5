import fc from "fast-check";
import { expect, it } from "vitest";
import { hex, sameBytes, utf8 } from "../bytes.ts";
import type { Credential, Item } from "../cxf/document.ts";
import { documentOf, importDocument, memoryVault } from "../testing/vault-fixture.ts";
import type { ListQuery, Ref, Vault, VaultItemView, VaultTotals } from "./model.ts";

const CREDENTIALS: readonly Credential[] = [
  { type: "basic-auth", username: { fieldType: "string", value: "Ann@Example.com" } },
  { type: "basic-auth", username: { fieldType: "string", value: "Ωlga" } },
  { type: "totp", secret: "ABCD", period: 30, digits: 6, algorithm: "sha1" },
  { type: "note", content: { fieldType: "string", value: "hidden" } },
];
const words = fc.oneof(
  fc.constantFrom("Mail 2", "mail 10", "MAIL 010", "Éclair", "eclair", "ΟΔΟΣ", "İstanbul", "line\nfeed", "a", ""),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const tag = fc.constantFrom("work", "Work", "WORK", "Épée", "épée", "x");

type Nameless = Omit<Item, "id" | "title" | "credentials"> & Pick<Item, "title" | "credentials">;

const anItem = fc.record(
  {
    title: words,
    subtitle: words,
    favorite: fc.boolean(),
    modifiedAt: fc.oneof(fc.constantFrom(1_773_014_400, 5_000_000_000, Number.MAX_SAFE_INTEGER), fc.nat(20)),
    scope: fc.record({ urls: fc.array(words, { minLength: 1, maxLength: 2 }), androidApps: fc.constant([]) }),
    credentials: fc.array(fc.constantFrom(...CREDENTIALS), { maxLength: 3 }),
    tags: fc.array(tag, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["title", "credentials"], noNullPrototype: true },
) as fc.Arbitrary<Nameless>;

const aQuery = fc.record(
  {
    state: fc.constantFrom<ListQuery["state"]>("active", "active", "trashed"),
    order: fc.constantFrom<ListQuery["order"]>("title", "added", "modified"),
    text: fc.oneof(fc.constantFrom("MAIL", "é", "σ", "ς", "i", "example", "wor", "\n", "a\n"), fc.string({ maxLength: 2 })),
    kind: fc.constantFrom("totp", "note", "basic-auth", "passkey"),
    tag,
    favorite: fc.constant(true as const),
    within: fc.array(fc.nat(30), { maxLength: 8 }),
  },
  { requiredKeys: ["state", "order"], noNullPrototype: true },
);
type Query = Omit<ListQuery, "within"> & { readonly within?: readonly number[] };

const aStep = fc.oneof(
  fc.record({ do: fc.constant("add" as const), item: anItem }),
  fc.record({ do: fc.constant("replace" as const), at: fc.nat(30), item: anItem }),
  fc.record({ do: fc.constantFrom("trash" as const, "restore" as const, "purge" as const, "wait" as const), at: fc.nat(30) }),
  fc.record({ do: fc.constant("import" as const), items: fc.array(anItem, { maxLength: 40 }) }),
);
type Step = typeof aStep extends fc.Arbitrary<infer S> ? S : never;

/** A vault and, apart from it, which items it must have, in the order they came. */
class Rehearsal {
  readonly vault: Vault;
  refs: readonly Ref[] = [];
  readonly #wait: () => void;
  #count = 0;

  constructor(vault: Vault, wait: () => void) {
    this.vault = vault;
    this.#wait = wait;
  }

  take(step: Step): void {
    if (step.do === "add") this.refs = [...this.refs, this.vault.add(this.#named(step.item))];
    else if (step.do === "import") this.#import(step.items.map((item) => this.#named(item)));
    else if (step.do === "wait") this.#wait();
    else this.#change(step);
  }

  views(): readonly VaultItemView[] {
    return this.refs.map((ref) => this.vault.view(ref));
  }

  query({ within, ...rest }: Query): ListQuery {
    const refs = within?.flatMap((at) => this.refs[at] ?? { account: utf8("account"), item: utf8("nowhere") });
    return refs === undefined ? rest : { ...rest, within: refs };
  }

  #named(item: Nameless): Item {
    return { ...item, id: utf8(`item ${this.#count++}`) };
  }

  #import(items: readonly Item[]): void {
    const account = `account ${this.#count}`;
    importDocument(this.vault, documentOf(items, account));
    this.refs = [...this.refs, ...items.map(({ id }) => ({ account: utf8(account), item: id }))];
  }

  #change(step: Extract<Step, { readonly at: number }>): void {
    const ref = this.refs[step.at];
    if (ref === undefined) return;
    if (step.do === "replace") this.vault.replace(ref, { ...step.item, id: ref.item });
    else if (step.do === "trash") this.vault.trash(ref);
    else if (step.do === "restore") this.vault.restore(ref);
    else if (this.vault.view(ref).state === "trashed") {
      this.vault.purge(ref);
      this.refs = this.refs.filter((one) => one !== ref);
    }
  }
}

async function rehearsal(): Promise<Rehearsal> {
  const { vault, clock } = await memoryVault();
  return new Rehearsal(vault, () => clock.advance(1000));
}

const steps = fc.array(aStep, { minLength: 1, maxLength: 12 });

it("a list has what a slow search finds, whatever was changed before", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(aQuery, { minLength: 3, maxLength: 3 }), async (taken, queries) => {
      const both = { got: [] as unknown[], expected: [] as unknown[] };
      const one = await rehearsal();
      for (const [i, step] of taken.entries()) {
        one.take(step);
        const query = one.query(queries[i % queries.length] as Query);
        const list = one.vault.list(query);
        both.got.push(Array.from({ length: list.length }, (_, place) => list.row(place)));
        both.expected.push(slowList(one.views(), query));
      }
      expect(both.got).toEqual(both.expected);
    }),
    { numRuns: 150 },
  );
});

it("a list stays as it was", async () => {
  await fc.assert(
    fc.asyncProperty(steps, aQuery, steps, async (before, query, after) => {
      const one = await rehearsal();
      for (const step of before) one.take(step);
      const asked = one.query(query);
      const expected = slowList(one.views(), asked);
      const list = one.vault.list(asked);
      for (const step of after) {
        one.take(step);
        one.vault.list({ state: "active", order: "title", text: "a" });
      }
      expect(Array.from({ length: list.length }, (_, place) => list.row(list.length - 1 - place)).reverse()).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

it("a list finds the place of each of its items, and no other's", async () => {
  await fc.assert(
    fc.asyncProperty(steps, aQuery, async (taken, query) => {
      const one = await rehearsal();
      for (const step of taken) one.take(step);
      const asked = one.query(query);
      const listed = slowList(one.views(), asked).map(({ ref }) => nameOf(ref));
      const list = one.vault.list(asked);
      expect(one.refs.map((ref) => list.indexOf(ref))).toEqual(one.refs.map((ref) => listed.indexOf(nameOf(ref))));
    }),
    { numRuns: 50 },
  );
});

it("the totals are what counting gives, whatever was changed before", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const both = { got: [] as unknown[], expected: [] as unknown[] };
      const one = await rehearsal();
      for (const step of taken) {
        one.take(step);
        both.got.push(one.vault.totals());
        both.expected.push(slowTotals(one.views()));
      }
      expect(both.got).toEqual(both.expected);
    }),
    { numRuns: 50 },
  );
});

function nameOf({ account, item }: Ref): string {
  return `${hex(account)}/${hex(item)}`;
}

function slowList(views: readonly VaultItemView[], query: ListQuery): readonly VaultItemView[] {
  const { text, kind, tag: wanted, within } = query;
  const words = ({ title, subtitle, username, urls, tags }: VaultItemView) =>
    [title, subtitle ?? "", username ?? "", ...urls, ...tags].join("\n").toLowerCase();
  const found = views.filter(
    (view) =>
      view.state === query.state &&
      (text === undefined || words(view).includes(text.toLowerCase())) &&
      (kind === undefined || view.kinds.includes(kind)) &&
      (wanted === undefined || view.tags.some((one) => one.toLowerCase() === wanted.toLowerCase())) &&
      (query.favorite === undefined || view.favorite) &&
      (within === undefined || within.some(({ account, item }) => sameBytes(account, view.ref.account) && sameBytes(item, view.ref.item))),
  );
  const time = (view: VaultItemView) => view.modifiedAt ?? view.addedAt;
  if (query.order === "title") return found.toSorted((a, b) => compareTitles(a.title, b.title));
  return query.order === "added" ? found : found.toSorted((a, b) => time(b) - time(a));
}

function compareTitles(a: string, b: string): number {
  const [left, right] = [a, b].map(tokensOf) as [readonly string[], readonly string[]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    const difference = isNumber(x) && isNumber(y) ? Number(BigInt(x) - BigInt(y)) : codeOf(x) - codeOf(y);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function tokensOf(title: string): readonly string[] {
  return (
    title
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[0-9]+|[^0-9]/gu) ?? []
  );
}

function isNumber(token: string): boolean {
  return /^[0-9]/.test(token);
}

function codeOf(token: string): number {
  return isNumber(token) ? 0x30 : Math.max(1, token.codePointAt(0) ?? 0);
}

function slowTotals(views: readonly VaultItemView[]): VaultTotals {
  const active = views.filter(({ state }) => state === "active");
  const kinds = new Set(active.flatMap((view) => view.kinds));
  const spellings = new Map(active.flatMap(({ tags }) => tags.map((one) => [one.toLowerCase(), one] as const)).reverse());
  const tags = Array.from(spellings, ([lower, one]) => ({
    tag: one,
    count: active.filter((view) => view.tags.some((other) => other.toLowerCase() === lower)).length,
  }));
  return {
    items: active.length,
    trashed: views.length - active.length,
    favorites: active.filter(({ favorite }) => favorite).length,
    kinds: Object.fromEntries(Array.from(kinds, (kind) => [kind, active.filter((view) => view.kinds.includes(kind)).length])),
    tags: tags.sort((a, b) => compareTitles(a.tag, b.tag)),
  };
}
