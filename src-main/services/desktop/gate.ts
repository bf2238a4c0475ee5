// A gate that transfers pass: while it is shut (the vault is locked) nothing goes in or out, and it goes on where it was.

export class Gate {
  #opened: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  get shut(): boolean {
    return this.#opened !== undefined;
  }

  close(): void {
    this.#opened ??= Promise.withResolvers<void>();
  }

  open(): void {
    this.#opened?.resolve();
    this.#opened = undefined;
  }

  /** Resolves at once while it is open. */
  async passed(): Promise<void> {
    while (this.#opened !== undefined) await this.#opened.promise;
  }
}
