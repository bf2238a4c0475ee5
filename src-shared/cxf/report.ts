// What a tolerant reader changed or refused, with its path: shown before an import, kept with it, never holding a value.

/** `repaired`: kept, in the form the specification asks for. `refused`: this element is left out, its neighbours stay. `noted`: kept as it is, worth knowing. */
export type FindingKind = "repaired" | "refused" | "noted";

export type Finding = {
  readonly kind: FindingKind;
  /** RFC 6901 pointer into the source, such as /accounts/0/items/3/credentials/1/key. */
  readonly path: string;
  /** One of a closed set per reader, kebab-case, such as "negative-time". */
  readonly reason: string;
  /** The element's public name for the person (an item's title), cut to 80 characters. */
  readonly about?: string;
};

export type Report = { readonly findings: readonly Finding[] };

const FINDINGS_A_KIND = 10_000;

export class ReportBuilder {
  readonly #findings: Finding[] = [];
  readonly #kept: Record<FindingKind, number> = { repaired: 0, refused: 0, noted: 0 };
  #dropped = 0;

  /** Keeps the first 10,000 findings of each kind and counts the rest: a hostile file cannot fill memory, and notes cannot crowd out a refusal. */
  add(kind: FindingKind, path: string, reason: string, about?: string): void {
    if (this.#kept[kind] >= FINDINGS_A_KIND) {
      this.#dropped++;
      return;
    }
    this.#kept[kind]++;
    this.#findings.push(about === undefined ? { kind, path, reason } : { kind, path, reason, about: about.slice(0, 80) });
  }

  finish(): Report {
    if (this.#dropped > 0) return { findings: [...this.#findings, { kind: "noted", path: "", reason: "more-findings", about: String(this.#dropped) }] };
    return { findings: this.#findings };
  }
}
