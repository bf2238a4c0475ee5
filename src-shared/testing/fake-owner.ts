// People who answer at once: an importing one who shows the code, and an exporting one who types what was shown.

import type { Conflict, Counterpart, Decision, ExportOwner, ExportReview, ImportOwner, ImportPlan, PairingMode } from "../exchange/ports.ts";

/** What they are like; absent members are willing and type correctly. */
export type Temper = {
  readonly types?: (shown: string) => string;
  readonly approvesExport?: boolean;
  readonly confirmsCodes?: boolean;
  readonly approvesImport?: boolean;
  readonly decides?: Decision;
};

/** Two people in one room, and what they were shown and asked. */
export class FakeOwners implements ExportOwner, ImportOwner {
  readonly asked: string[] = [];
  code = "";
  review: ExportReview | undefined;
  plan: ImportPlan | undefined;
  counterpart: Counterpart | undefined;
  readonly #temper: Temper;
  readonly #shown: Promise<string>;
  #show: (code: string) => void = () => {};

  constructor(temper: Temper = {}) {
    this.#temper = temper;
    this.#shown = new Promise((resolve) => {
      this.#show = resolve;
    });
  }

  showCode(code: string, mode: PairingMode): void {
    this.asked.push(`code by ${mode}`);
    this.code = code;
    this.#show(code);
  }

  async enterCode(): Promise<string> {
    const shown = await this.#shown;
    this.asked.push("enter code");
    return this.#temper.types?.(shown) ?? shown;
  }

  async confirmCodesMatch(counterpart: Counterpart): Promise<boolean> {
    this.asked.push("codes match");
    this.counterpart = counterpart;
    return this.#temper.confirmsCodes ?? true;
  }

  async approveExport(review: ExportReview): Promise<boolean> {
    this.asked.push("approve export");
    this.review = review;
    return this.#temper.approvesExport ?? true;
  }

  async approveImport(counterpart: Counterpart): Promise<boolean> {
    this.asked.push("approve import");
    this.counterpart = counterpart;
    return this.#temper.approvesImport ?? true;
  }

  async reviewMerge(plan: ImportPlan): Promise<(conflict: Conflict) => Decision> {
    this.asked.push("review merge");
    this.plan = plan;
    return () => this.#temper.decides ?? "keep-both";
  }
}
