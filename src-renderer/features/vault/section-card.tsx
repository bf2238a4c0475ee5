// One credential of an item as a card: what kind it is, then its fields, or what that kind has instead.

import { type ReactNode, useContext } from "react";
import type { SectionView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { goTo } from "../../navigation.ts";
import { kindWord } from "../../text/kind-words.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { KindIcon } from "../../ui/kind-icon.tsx";
import { AroundItem } from "./copy-button.tsx";
import styles from "./detail.module.css";
import { FieldRow, PlainRow } from "./field-row.tsx";
import { OneTimeCode } from "./one-time-code.tsx";
import { PasskeyBody } from "./passkey-body.tsx";
import { revealed } from "./revealing.ts";
import { passFocusToDetail, sayDone } from "./store.ts";

export function SectionCard({ section }: { readonly section: SectionView }) {
  const text = useText();
  const { type, label } = section;
  const kind = kindWord(text, type);
  return (
    <PartCard icon={<KindIcon kind={type} size={15} />} title={label ?? kind}>
      <Body section={section} />
    </PartCard>
  );
}

export function PartCard({ icon, title, children }: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.partTitle}>
        {icon}
        <span>{title}</span>
      </h2>
      <Card>{children}</Card>
    </section>
  );
}

function Body({ section }: { readonly section: SectionView }) {
  const text = useText();
  const { passkey, file, totp, reference, known, type, index } = section;
  if (passkey !== undefined) return <PasskeyBody section={section} passkey={passkey} />;
  if (file !== undefined) return <FileBody index={index} name={file.name} size={file.size} />;
  const filled = section.fields.filter((field) => field.filled && !(reference !== undefined && field.member === "reference"));
  return (
    <>
      {!known && (
        <div className={styles.note}>
          <strong>{text("vault.unknown.title", { type })}</strong>
          <span>{text("vault.unknown.text")}</span>
        </div>
      )}
      {totp !== undefined && <OneTimeCode index={index} period={totp.period} digits={totp.digits} />}
      {reference !== undefined && <ReferenceBody reference={reference} />}
      {filled.map((field) => (
        <FieldRow key={field.path} field={field} type={type} />
      ))}
      {known && filled.length === 0 && totp === undefined && reference === undefined && <div className={styles.note}>{text("vault.section.empty")}</div>}
    </>
  );
}

function FileBody({ index, name, size }: { readonly index: number; readonly name: string; readonly size: number }) {
  const text = useText();
  const formats = useFormats();
  const { ref, fail } = useContext(AroundItem);
  const save = async () => {
    try {
      if (await revealed((secret) => call("vault.saveFile", { ref, index, secret }))) sayDone(text("vault.file.saved"));
    } catch (thrown) {
      fail(thrown);
    }
  };
  return (
    <PlainRow
      label={formats.size(size)}
      end={
        <Button small onPress={save}>
          {text("vault.file.save")}
        </Button>
      }
    >
      {name}
    </PlainRow>
  );
}

function ReferenceBody({ reference }: { readonly reference: NonNullable<SectionView["reference"]> }) {
  const text = useText();
  const { ref, title } = reference;
  if (title === undefined)
    return (
      <PlainRow label={text("items.field.reference")}>
        <span className={styles.quiet}>{text("vault.reference.unknown")}</span>
      </PlainRow>
    );
  const go = () => {
    passFocusToDetail();
    goTo({ name: "vault", scope: { by: "all" }, item: ref });
  };
  return (
    <PlainRow
      label={text("items.field.reference")}
      end={
        <Button small onPress={go}>
          {text("vault.reference.go")}
        </Button>
      }
    >
      {title}
    </PlainRow>
  );
}
