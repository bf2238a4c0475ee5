// The form of an item. Nothing is saved but by its button or Ctrl+S; nothing that was typed is lost without a question.

import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { ItemRef, Scope } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { guardLeaving, leave } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { focusNext } from "../../ui/title-focus.ts";
import { views } from "../../views.ts";
import { addSection, type Form, isChanged } from "./draft.ts";
import styles from "./edit.module.css";
import { FormHead } from "./form-head.tsx";
import { FormSection } from "./form-section.tsx";
import { LeavingDialog } from "./leaving-dialog.tsx";
import { PartMenu } from "./part-menu.tsx";
import { edit, passFocusToDetail, sayLost, vaultStore } from "./store.ts";
import { ProblemNotice } from "./use-problem.tsx";
import { type Refusal, useSaving } from "./use-saving.ts";

export type EditFormProps = { readonly original: Form; readonly itemRef: ItemRef | undefined; readonly scope: Scope };
export type Change = (change: (form: Form) => Form) => void;

export function EditForm({ original, itemRef, scope }: EditFormProps) {
  const text = useText();
  const { lost } = useStore(vaultStore);
  const [form, change] = useState(original);
  const { pending, setPending, settle } = useLeavingGuard(form, original);
  const { save, saving, refusal } = useSaving(form, itemRef, scope, settle);
  const cancel = () =>
    leave(() => {
      passFocusToDetail();
      edit(undefined);
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.key !== "Escape") return;
    event.preventDefault();
    cancel();
  };
  useSaveKey(() => void save(), saving || pending !== undefined);
  const discard = () => {
    settle();
    pending?.();
  };
  const saveAndGo = async () => {
    const go = pending;
    setPending(undefined);
    if (go !== undefined) await save(go);
  };
  const { frame, onFocus, goOn } = useKeyboardPlace(refusal);
  const stay = () => {
    setPending(undefined);
    goOn();
  };
  const fromHere = { onKeyDown, onFocus };
  return (
    <form
      ref={frame}
      className={styles.pane}
      aria-label={text(itemRef === undefined ? "vault.form.new" : "vault.form.edit")}
      onSubmit={(event) => event.preventDefault()}
      {...fromHere}
    >
      <div className={styles.scroll}>
        {lost && <Notice tone="warn" live title={text("vault.form.lost")} />}
        <FormHead form={form} change={change} titleMissing={refusal.member === "title"} isNew={itemRef === undefined} />
        {form.sections.map((section) => (
          <FormSection key={section.key} section={section} change={change} itemRef={itemRef} refused={refusal.member} />
        ))}
        <PartMenu onAdd={(kind, fields) => change((before) => addSection(before, kind, fields))} />
        {itemRef === undefined && <p className={styles.later}>{text("vault.form.filesLater")}</p>}
      </div>
      <div className={styles.bar}>
        <Trouble refusal={refusal} />
        <Button onPress={cancel}>{text("app.cancel")}</Button>
        <Button look="primary" isDisabled={saving} onPress={() => save()}>
          {text("app.save")}
        </Button>
      </div>
      <LeavingDialog open={pending !== undefined} onStay={stay} onDiscard={discard} onSave={saveAndGo} />
    </form>
  );
}

function Trouble({ refusal: { code, malformed } }: { readonly refusal: Refusal }) {
  const text = useText();
  return (
    <div className={styles.trouble}>
      {malformed > 0 ? <Notice tone="bad" live title={text("vault.form.fix", { count: malformed })} /> : <ProblemNotice code={code} />}
    </div>
  );
}

/** Wherever the focus is while the form is open. */
function useSaveKey(save: () => void, off: boolean): void {
  useEffect(() => {
    if (off) return;
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      save();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [save, off]);
}

/** Where the keyboard goes on: in what has to be looked at again, or where it was before a question. */
function useKeyboardPlace(refusal: Refusal) {
  const frame = useRef<HTMLFormElement>(null);
  const typedIn = useRef<Element>(null);
  useEffect(() => {
    if (refusal.malformed === 0 || refusal.member === "title") return;
    frame.current?.querySelector<HTMLElement>("[aria-invalid=true], :has(> div > [data-refused]) > button")?.focus();
  }, [refusal]);
  const onFocus = ({ target }: FocusEvent) => {
    if (frame.current?.contains(target)) typedIn.current = target;
  };
  return { frame, onFocus, goOn: () => focusNext(typedIn.current) };
}

/** `settle`: what was typed is saved or given up, and holds nothing back any more. */
function useLeavingGuard(form: Form, original: Form) {
  const [pending, setPending] = useState<() => void>();
  const settled = useRef(false);
  const latest = useRef(form);
  latest.current = form;
  useEffect(
    () =>
      guardLeaving((go) => {
        if (settled.current || !isChanged(latest.current, original)) return go();
        setPending(() => go);
      }),
    [original],
  );
  useUnsaved(isChanged(form, original), settled);
  const settle = useCallback(() => {
    settled.current = true;
    setPending(undefined);
  }, []);
  return { pending, setPending, settle };
}

/** Tells the program, which then asks before the window closes. A lock does not wait for an answer: what it took is said when the vault opens. */
function useUnsaved(changed: boolean, settled: { readonly current: boolean }): void {
  useEffect(() => {
    if (!changed) return;
    void call("window.unsaved", { on: true }).catch(() => {});
    return () => void call("window.unsaved", { on: false }).catch(() => {});
  }, [changed]);
  useEffect(() => {
    if (!changed) return;
    return () => {
      if (!settled.current && isLocked()) sayLost();
    };
  }, [changed, settled]);
}

function isLocked(): boolean {
  const { app, vault } = views.getState();
  return vault === null || app?.phase.name !== "open";
}
