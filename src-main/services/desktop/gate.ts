// A gate that transfers pass: while it is shut (the vault is locked) nothing goes in or out, and it goes on where it was.

export class Gate {
  readonly #watching = new Set<(shut: boolean) => void>();
  #opened: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  get shut(): boolean {
    return this.#opened !== undefined;
  }

  close(): void {
    if (this.#opened !== undefined) return;
    this.#opened = Promise.withResolvers<void>();
    for (const heard of this.#watching) heard(true);
  }

  open(): void {
    if (this.#opened === undefined) return;
    this.#opened.resolve();
    this.#opened = undefined;
    for (const heard of this.#watching) heard(false);
  }

  /** Hears when it was shut or opened, until the answer is called. */
  watch(heard: (shut: boolean) => void): () => void {
    this.#watching.add(heard);
    return () => this.#watching.delete(heard);
  }

  /** Resolves at once while it is open. */
  async passed(): Promise<void> {
    while (this.#opened !== undefined) await this.#opened.promise;
  }
}
