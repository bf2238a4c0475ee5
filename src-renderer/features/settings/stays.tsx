// The owner's list of what no transfer can take along, and what this computer says of itself.

import { KeyRound, Laptop, type LucideIcon, Nfc, Pencil, Smartphone, Trash2, Usb } from "lucide-react";
import { useState } from "react";
import type { StaysEntry, StaysKind, StaysView } from "../../../src-shared/ipc/views-transfer.ts";
import { LoadFailure } from "../../load-failure.tsx";
import { useLoaded } from "../../loaded.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { IconChip } from "../../ui/icon-chip.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/screen.tsx";
import { putStays, removeStays, staysList } from "./actions.ts";
import styles from "./stays.module.css";
import { StaysDialog } from "./stays-dialog.tsx";

const ICONS: Record<StaysKind, LucideIcon> = { "security-key": Usb, "this-computer": Laptop, "phone-app": Smartphone, "smart-card": Nfc, other: KeyRound };

export function Stays() {
  const text = useText();
  const { value, code, reload } = useLoaded("stays", staysList);
  /** Undefined: no dialog. Without an id: a new line. */
  const [asked, setAsked] = useState<Partial<StaysEntry>>();
  const [removed, setRemoved] = useState<StaysEntry>();
  const remove = async (entry: StaysEntry) => {
    await removeStays(entry.id);
    setRemoved(entry);
    announce(text("stays.removed", { title: entry.title }));
    await reload();
  };
  const putBack = async (entry: StaysEntry) => {
    await putStays({ ...entry, site: entry.site ?? "" });
    setRemoved(undefined);
    announce(text("stays.added", { title: entry.title }));
    await reload();
  };
  const add = (
    <Button small onPress={() => setAsked({})}>
      {text("stays.add")}
    </Button>
  );
  return (
    <Section title={text("stays.title")} end={add}>
      <p className={styles.lead}>{text("stays.text")}</p>
      <LoadFailure title={text("stays.failed")} code={code} onAgain={reload} />
      {removed !== undefined && (
        <div className={styles.removed}>
          <Notice
            tone="plain"
            title={text("stays.removed", { title: removed.title })}
            actions={
              <Button small autoFocus onPress={() => void putBack(removed).catch(reload)}>
                {text("stays.undo")}
              </Button>
            }
          />
        </div>
      )}
      {value !== undefined && <Lists view={value} onEdit={setAsked} onRemove={(entry) => void remove(entry).catch(reload)} />}
      <StaysDialog
        entry={asked}
        onClose={() => setAsked(undefined)}
        onSaved={async () => {
          setRemoved(undefined);
          await reload();
        }}
      />
    </Section>
  );
}

type ListsProps = { readonly view: StaysView; readonly onEdit: (entry: StaysEntry) => void; readonly onRemove: (entry: StaysEntry) => void };

function Lists({ view: { own, ofSystem }, onEdit, onRemove }: ListsProps) {
  const text = useText();
  return (
    <>
      {own.length > 0 && (
        <Card>
          <ul>
            {own.map((entry) => (
              <Line key={entry.id} entry={entry} onEdit={() => onEdit(entry)} onRemove={() => onRemove(entry)} />
            ))}
          </ul>
        </Card>
      )}
      {ofSystem !== undefined && ofSystem.length > 0 && (
        <>
          <p className={styles.lead}>{text("stays.system")}</p>
          <Card>
            <ul>
              {ofSystem.map((entry) => (
                <Line key={entry.id} entry={entry} />
              ))}
            </ul>
          </Card>
        </>
      )}
      {ofSystem === undefined && <p className={styles.note}>{text("stays.unknown")}</p>}
    </>
  );
}

type LineProps = { readonly entry: StaysEntry; readonly onEdit?: () => void; readonly onRemove?: () => void };

function Line({ entry: { title, site, kind }, onEdit, onRemove }: LineProps) {
  const text = useText();
  const Icon = ICONS[kind];
  return (
    <li className={styles.line}>
      <IconChip>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </IconChip>
      <div className={styles.words}>
        <div>{title}</div>
        <small>{[text(`stays.held.${kind}`), site === title ? undefined : site].filter(Boolean).join(" · ")}</small>
      </div>
      {onEdit && <IconButton label={text("stays.edit", { title })} icon={<Pencil size={16} />} onPress={onEdit} />}
      {onRemove && <IconButton label={text("stays.remove", { title })} icon={<Trash2 size={16} />} onPress={onRemove} />}
    </li>
  );
}
