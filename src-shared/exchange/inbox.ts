// What a session still has to look at, in order: frames with the link they came on, answers, deadlines.

import type { Carrier } from "./carrier.ts";

/** `from`: the link it came on; `taken` is called when it has been looked at. */
export type Post<T> = { readonly input: T; readonly from: Carrier | undefined; readonly taken: () => void };

export class Inbox<T> {
  readonly #waiting: Post<T>[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  put(input: T, from?: Carrier): void {
    this.#add({ input, from, taken: () => {} });
  }

  putAndWait(input: T, from: Carrier): Promise<void> {
    return new Promise((taken) => this.#add({ input, from, taken }));
  }

  async take(): Promise<Post<T>> {
    while (this.#waiting.length === 0) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#waiting.shift() as Post<T>;
  }

  /** What nobody will look at any more. */
  close(): readonly Post<T>[] {
    this.#closed = true;
    const left = this.#waiting.splice(0);
    for (const { taken } of left) taken();
    return left;
  }

  #add(post: Post<T>): void {
    if (this.#closed) {
      post.taken();
      return;
    }
    this.#waiting.push(post);
    this.#wake?.();
  }
}
