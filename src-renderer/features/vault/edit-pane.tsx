// The third zone while an item is made or changed: the form as soon as its templates are there.

import { useEffect, useState } from "react";
import type { ErrorCode } from "../../../src-shared/errors.ts";
import type { DetailView, Scope } from "../../../src-shared/ipc/views-vault.ts";
import { call, toCallError } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { addSection, addUrl, EMPTY_FORM, type Form, formOf } from "./draft.ts";
import styles from "./edit.module.css";
import { EditForm } from "./edit-form.tsx";
import { type Editing, edit } from "./store.ts";
import { ProblemNotice } from "./use-problem.tsx";

export type EditPaneProps = { readonly editing: Editing; readonly detail: DetailView | undefined; readonly scope: Scope };

export function EditPane({ editing, detail, scope }: EditPaneProps) {
  const text = useText();
  const [start, setStart] = useState<Form>();
  const [failure, setFailure] = useState<ErrorCode>();
  // a form begins with the item as it was when editing began; changes from elsewhere meanwhile do not take away what is typed
  useEffect(() => {
    if (start !== undefined || (editing.of === "item" && detail === undefined)) return;
    let current = true;
    firstForm(editing, detail).then(
      (form) => current && setStart(form),
      (thrown) => current && setFailure(toCallError(thrown).code),
    );
    return () => {
      current = false;
    };
  }, [editing, detail, start]);
  if (failure !== undefined)
    return (
      <div className={styles.failed}>
        <ProblemNotice code={failure} />
        <Button onPress={() => edit(undefined)}>{text("app.back")}</Button>
      </div>
    );
  if (start === undefined) return <div className={styles.pane} aria-busy="true" />;
  return <EditForm original={start} itemRef={editing.of === "item" ? editing.ref : undefined} scope={scope} />;
}

async function firstForm(editing: Editing, detail: DetailView | undefined): Promise<Form> {
  if (editing.of === "new") {
    const form = addSection(EMPTY_FORM, editing.kind, await call("vault.template", { type: editing.kind }));
    return editing.kind === "basic-auth" ? addUrl(form) : form;
  }
  if (detail === undefined) return EMPTY_FORM;
  const types = detail.sections.filter(({ known, passkey, file }) => known && passkey === undefined && file === undefined).map(({ type }) => type);
  const templates = await Promise.all([...new Set(types)].map(async (type) => [type, await call("vault.template", { type })] as const));
  return formOf(detail, Object.fromEntries(templates));
}
