// A secret in the form: what the vault holds stays there until it is typed over or asked for; what will become of it is said.

import { Pencil, Undo2, WandSparkles } from "lucide-react";
import type { ReactNode } from "react";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { SecretInput, TextLines } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { changeField } from "./draft.ts";
import styles from "./edit.module.css";
import type { FormFieldProps } from "./form-field.tsx";
import { Generator } from "./generator.tsx";
import { revealed } from "./revealing.ts";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

const GENERATED = ["password", "passphrase", "pin", "fields"];

export function ConcealedField({ field, label, change, itemRef, refused, kind, set }: FormFieldProps & { readonly set: (value: string) => void }) {
  const text = useText();
  const { code, attempt } = useProblem();
  const { path, member, value, was, filled, key } = field;
  const load = () =>
    attempt(async () => {
      if (itemRef === undefined || path === undefined) return;
      const value = await revealed((secret) => call("vault.reveal", { ref: itemRef, path, secret }));
      change((before) => changeField(before, key, { value, was: value }));
    });
  const canLoad = filled && value === null && itemRef !== undefined && path !== undefined;
  const props = {
    label,
    value: value ?? "",
    onChange: set,
    placeholder: canLoad ? `•••••••• ${text("vault.form.unchanged")}` : "",
    error: refused ? text(kind === "totp" ? "items.hint.secret" : "error.usage.invalid") : undefined,
  };
  const lines = field.type === "text";
  return (
    <div className={styles.secret}>
      {lines ? (
        <TextLines {...props} rows={kind === "note" ? 8 : 5} spellCheck="false" />
      ) : (
        <SecretInput
          {...props}
          show={text("vault.showField", { field: label })}
          hide={text("vault.hideField", { field: label })}
          hint={kind === "totp" && member === "secret" && !filled ? text("items.hint.secret") : undefined}
          end={
            <>
              {canLoad && <IconButton label={text("vault.form.load", { field: label })} icon={<Pencil size={15} />} onPress={load} />}
              {GENERATED.includes(member) && <GeneratorButton pin={member === "pin"} onUse={set} />}
            </>
          }
        />
      )}
      {lines && canLoad && (
        <Button look="quiet" small icon={<Pencil size={14} aria-hidden="true" />} onPress={load}>
          {text("vault.form.load", { field: label })}
        </Button>
      )}
      {filled && value !== was && <Fate removed={value === ""} onKeep={() => change((before) => changeField(before, key, { value: was }))} />}
      <ProblemNotice code={code} />
    </div>
  );
}

function Fate({ removed, onKeep }: { readonly removed: boolean; readonly onKeep: () => void }): ReactNode {
  const text = useText();
  return (
    <div className={styles.fate}>
      <span>{text(removed ? "vault.form.removes" : "vault.form.replaces")}</span>
      <Button look="quiet" small icon={<Undo2 size={14} aria-hidden="true" />} onPress={onKeep}>
        {text("vault.form.keep")}
      </Button>
    </div>
  );
}

function GeneratorButton({ pin, onUse }: { readonly pin: boolean; readonly onUse: (made: string) => void }) {
  const text = useText();
  return (
    <Popover
      label={text("vault.generator")}
      content={(close) => (
        <Generator
          first={pin ? "pin" : "letters"}
          onUse={(made) => {
            onUse(made);
            close();
          }}
        />
      )}
    >
      <IconButton label={text("vault.generator")} icon={<WandSparkles size={16} />} />
    </Popover>
  );
}
