// Which collections an item is in, to change; and a new one.

import { type FormEvent, useState } from "react";
import type { CollectionRow, DetailView, VaultView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choices.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextInput } from "../../ui/field.tsx";
import styles from "./detail.module.css";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

type CollectionsProps = { readonly detail: DetailView; readonly vault: VaultView; readonly onClose: () => void };

export function CollectionsDialog({ detail, vault, onClose }: CollectionsProps) {
  const text = useText();
  const { code, attempt } = useProblem();
  const [name, setName] = useState("");
  const holds = (row: CollectionRow) => detail.collections.some(({ account, collection }) => account === row.account && collection === row.collection);
  const put = ({ account, collection }: CollectionRow, on: boolean) => attempt(() => call("vault.collect", { ref: detail.ref, account, collection, on }));
  const add = (event: FormEvent) => {
    event.preventDefault();
    const title = name.trim();
    if (title === "") return;
    void attempt(async () => {
      await call("vault.newCollection", { title });
      setName("");
    });
  };
  return (
    <Dialog
      title={text("vault.collections.title")}
      open
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          {text("app.done")}
        </Button>
      }
    >
      <p>{vault.collections.length === 0 ? text("vault.collections.none") : text("vault.collections.text", { title: detail.title })}</p>
      <div className={styles.collections}>
        {vault.collections.map((row) => (
          <div key={`${row.account}/${row.collection}`} style={{ marginInlineStart: row.depth * 24 }}>
            <Checkbox label={row.title} isSelected={holds(row)} onChange={(on) => put(row, on)} />
          </div>
        ))}
      </div>
      <form className={styles.newCollection} onSubmit={add}>
        <TextInput label={text("vault.collections.new")} value={name} onChange={setName} maxLength={256} />
        <Button type="submit" isDisabled={name.trim() === ""}>
          {text("vault.collections.add")}
        </Button>
      </form>
      <ProblemNotice code={code} />
    </Dialog>
  );
}
