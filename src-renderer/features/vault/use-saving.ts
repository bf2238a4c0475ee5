// Saving what was typed: what is missing is said first, what the vault refuses is said where it was typed.

import { useState } from "react";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import type { ItemRef, Scope } from "../../../src-shared/ipc/views-vault.ts";
import { call, toCallError } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { type Form, malformedFields, toDraft } from "./draft.ts";
import { passFocusToDetail, sayDone } from "./store.ts";

export type Refusal = {
  readonly code: ErrorCode | undefined;
  /** `title`, or the member of a credential. */
  readonly member: string | undefined;
  readonly malformed: number;
};

const NONE: Refusal = { code: undefined, member: undefined, malformed: 0 };

export function useSaving(form: Form, itemRef: ItemRef | undefined, scope: Scope, settle: () => void) {
  const text = useText();
  const [refusal, setRefusal] = useState<Refusal>(NONE);
  const [saving, setSaving] = useState(false);
  const save = async (then?: () => void): Promise<boolean> => {
    const malformed = malformedFields(form);
    if (form.title.trim() === "" || malformed.length > 0) {
      const unlinked = malformed.some(({ member }) => member === "reference") ? "reference" : undefined;
      setRefusal({ code: undefined, member: form.title.trim() === "" ? "title" : unlinked, malformed: malformed.length });
      return false;
    }
    setRefusal(NONE);
    setSaving(true);
    try {
      const ref = await call("vault.save", { ...(itemRef && { ref: itemRef }), draft: toDraft(form) });
      settle();
      passFocusToDetail();
      if (then === undefined) goTo({ name: "vault", scope: itemRef === undefined ? scopeOfNew(scope, form) : scope, item: ref });
      else then();
      sayDone(text("vault.form.saved", { title: form.title.trim() }));
      return true;
    } catch (thrown) {
      const { code, detail } = toCallError(thrown);
      setRefusal({ code, member: code === "usage.invalid" ? detail : undefined, malformed: 0 });
      return false;
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, refusal };
}

/** Where a new item is sure to be seen. */
function scopeOfNew(scope: Scope, form: Form): Scope {
  return scope.by === "kind" && form.sections.some(({ type }) => type === scope.kind) ? scope : { by: "all" };
}
