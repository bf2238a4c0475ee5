// The strings of a KDBX entry: readers of known names take theirs, what is left becomes custom fields.

import type { EditableField } from "../cxf/document.ts";
import { childOf, childrenOf, childText, type XmlElement } from "./xml-reader.ts";

export type KdbxFields = {
  /** Undefined when it is not there or empty; leaves it. */
  peek(name: string): string | undefined;
  /** Like `peek`, and it is used up. */
  take(name: string): string | undefined;
  drop(names: readonly string[]): void;
  conceal(names: readonly string[]): void;
  names(): readonly string[];
  /** What nobody took, concealed where the source protects it. */
  rest(): readonly EditableField[];
};

export function kdbxFields(entry: XmlElement): KdbxFields {
  const held = new Map<string, { readonly value: string; concealed: boolean }>();
  for (const string of childrenOf(entry, "String")) {
    const value = childOf(string, "Value");
    const concealed = ["Protected", "ProtectInMemory"].some((name) => value?.attributes.get(name)?.toLowerCase() === "true");
    held.set(childText(string, "Key") ?? "", { value: value?.text ?? "", concealed });
  }
  const peek = (name: string) => held.get(name)?.value || undefined;
  return {
    peek,
    take(name) {
      const value = peek(name);
      held.delete(name);
      return value;
    },
    drop(names) {
      for (const name of names) held.delete(name);
    },
    conceal(names) {
      for (const name of names) {
        const one = held.get(name);
        if (one !== undefined) one.concealed = true;
      }
    },
    names: () => [...held.keys()],
    rest: () => [...held].map(([label, { value, concealed }]) => ({ fieldType: concealed ? "concealed-string" : "string", value, label })),
  };
}
