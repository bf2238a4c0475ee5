// The items' views as they rest in their pages, a row each: only where they are is noted. Rows are added and struck out, never changed.

import { behind, isNull, MEMBER, memberAt } from "./encoded-view.ts";
import { eachView } from "./page.ts";
import { withRoom } from "./room.ts";

const ID = 16;

export const ROW = { active: 0, trashed: 1, gone: 2 } as const;

export class ViewRows {
  /** Of the vault, and behind them one for each row added since: identifier and view. */
  readonly #pages: Uint8Array[] = [];
  #page = new Uint32Array(0);
  #id = new Uint32Array(0);
  #view = new Uint32Array(0);
  #title = new Uint32Array(0);
  #state = new Uint8Array(0);
  #length = 0;
  #gone = 0;

  /** Keeps the decrypted pages. Throws `vault.corrupt`. */
  constructor(pages: Iterable<Uint8Array>) {
    for (const page of pages) {
      const number = this.#pages.push(page) - 1;
      eachView(page, (id, view) => this.#add(number, id, view));
    }
  }

  /** Rows there ever were. */
  get length(): number {
    return this.#length;
  }

  /** Of them, struck out. */
  get gone(): number {
    return this.#gone;
  }

  /** The bytes that hold the row's view. */
  pageOf(row: number): Uint8Array {
    return this.#pages[this.#page[row] as number] as Uint8Array;
  }

  /** Where in `pageOf` the view begins. */
  viewOf(row: number): number {
    return this.#view[row] as number;
  }

  /** Where its title is. */
  titleOf(row: number): number {
    return this.#title[row] as number;
  }

  /** One of `ROW`. */
  stateOf(row: number): number {
    return this.#state[row] as number;
  }

  /** `id`: the record's identifier. */
  add(id: Uint8Array, view: Uint8Array): void {
    const page = new Uint8Array(ID + view.length);
    page.set(id);
    page.set(view, ID);
    this.#add(this.#pages.push(page) - 1, 0, ID);
  }

  strikeOut(id: Uint8Array): void {
    for (let row = 0; row < this.#length; row++) {
      if (this.#state[row] === ROW.gone || !this.#isAt(id, row)) continue;
      this.#state[row] = ROW.gone;
      this.#gone++;
    }
  }

  #isAt(id: Uint8Array, row: number): boolean {
    const page = this.pageOf(row);
    const at = this.#id[row] as number;
    for (let i = 0; i < ID; i++) if (page[at + i] !== id[i]) return false;
    return true;
  }

  #add(page: number, id: number, view: number): void {
    const row = this.#length++;
    if (row >= this.#page.length) this.#grow(this.#length);
    this.#page[row] = page;
    this.#id[row] = id;
    this.#view[row] = view;
    const bytes = this.#pages[page] as Uint8Array;
    const trashedAt = memberAt(bytes, view, MEMBER.trashedAt);
    this.#state[row] = isNull(bytes, trashedAt) ? ROW.active : ROW.trashed;
    this.#title[row] = behind(bytes, trashedAt, MEMBER.title - MEMBER.trashedAt);
  }

  #grow(length: number): void {
    this.#page = withRoom(this.#page, length);
    this.#id = withRoom(this.#id, length);
    this.#view = withRoom(this.#view, length);
    this.#title = withRoom(this.#title, length);
    this.#state = withRoom(this.#state, length);
  }
}
