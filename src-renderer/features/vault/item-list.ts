// Loads the list as it is looked at: each query asks at once, answers to an earlier one are dropped, and what comes into sight is fetched.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import type { ListOrder, ListView, Scope } from "../../../src-shared/ipc/views-vault.ts";
import { toCallError } from "../../api.ts";
import { NO_ROWS, neededPages, PAGE, type Rows, type Wanted, withPage } from "./row-pages.ts";

export type Query = { readonly scope: Scope; readonly text: string; readonly order: ListOrder };
type Ask = (query: Query, from: number, count: number) => Promise<ListView>;

/** Of one query at a time, so that dragging through a long list asks for where it stops, not for everything on the way. */
const AT_ONCE = 2;

export class ItemList {
  readonly store: StoreApi<{ readonly rows: Rows; readonly failure: ErrorCode | undefined }> = createStore(() => ({ rows: NO_ROWS, failure: undefined }));
  readonly #ask: Ask;
  #query: Query | undefined;
  #wanted: Wanted | undefined;
  #sight = { first: 0, last: 30 };
  /** Grows with each query; an answer that carries an earlier number is stale. */
  #sequence = 0;
  #asking = new Set<string>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  want(query: Query, generation: number): void {
    const key = keyOf(query);
    if (key !== this.#wanted?.key) {
      this.#sequence++;
      this.#asking = new Set();
      this.#sight = { first: 0, last: 30 };
    }
    this.#query = query;
    this.#wanted = { key, generation };
    this.#fetch();
  }

  see(first: number, last: number): void {
    this.#sight = { first, last };
    this.#fetch();
  }

  again(): void {
    this.store.setState({ failure: undefined });
    this.#fetch();
  }

  /** Titles are not kept when nobody looks at them. */
  clear(): void {
    this.#sequence++;
    this.#asking = new Set();
    this.#wanted = undefined;
    this.store.setState({ rows: NO_ROWS, failure: undefined });
  }

  #fetch(): void {
    const [query, wanted] = [this.#query, this.#wanted];
    if (query === undefined || wanted === undefined) return;
    const { first, last } = this.#sight;
    for (const page of neededPages(this.store.getState().rows, wanted, first, last)) {
      const mark = `${page}/${wanted.generation}`;
      if (this.#asking.has(mark) || this.#asking.size >= AT_ONCE) continue;
      this.#asking.add(mark);
      void this.#load(query, wanted, page, mark);
    }
  }

  async #load(query: Query, wanted: Wanted, page: number, mark: string): Promise<void> {
    const [sequence, asking] = [this.#sequence, this.#asking];
    try {
      const answer = await this.#ask(query, page * PAGE, PAGE);
      if (sequence !== this.#sequence) return;
      // what was read is at least as new as what was wanted when it was asked for
      const read = { ...answer, generation: Math.max(answer.generation, wanted.generation) };
      this.store.setState(({ rows }) => ({ rows: withPage(rows, wanted.key, page, read), failure: undefined }));
    } catch (thrown) {
      if (sequence === this.#sequence) this.store.setState({ failure: toCallError(thrown).code });
      return;
    } finally {
      asking.delete(mark);
    }
    this.#fetch();
  }
}

export function keyOf({ scope, text, order }: Query): string {
  return JSON.stringify([Object.entries(scope).sort(), text, order]);
}
