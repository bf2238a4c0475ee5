// A passkey: for which site and user, what it can do besides, and whether it works.

import { CircleAlert, CircleCheck } from "lucide-react";
import { useContext, useState } from "react";
import type { FieldView, PasskeyDetail, SectionView } from "../../../src-shared/ipc/views-vault.ts";
import { call } from "../../api.ts";
import { useFormats, useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/button.tsx";
import { AroundItem } from "./copy-button.tsx";
import styles from "./detail.module.css";
import { FieldRow, PlainRow } from "./field-row.tsx";

/** Those a person knows; the others are numbers for programs. */
const SHOWN = ["rpId", "username", "userDisplayName"];

export function PasskeyBody({ section, passkey }: { readonly section: SectionView; readonly passkey: PasskeyDetail }) {
  const text = useText();
  return (
    <>
      {shownFields(section.fields).map((field) => (
        <FieldRow key={field.path} field={field} type="passkey" />
      ))}
      {passkey.algorithm !== undefined && <PlainRow label={text("items.field.algorithm")}>{passkey.algorithm}</PlainRow>}
      {passkey.extensions.length > 0 && (
        <PlainRow label={text("vault.passkey.extras")}>{passkey.extensions.map((one) => text(`items.extension.${one}`)).join("\n")}</PlainRow>
      )}
      <PlainRow label={text("vault.passkey.key")}>
        <span className={styles.quiet}>{text("vault.passkey.keyText")}</span>
      </PlainRow>
      <TestRow index={section.index} passkey={passkey} />
    </>
  );
}

/** The name shown is left out when it is the user name once more. */
function shownFields(fields: readonly FieldView[]): readonly FieldView[] {
  const username = fields.find(({ member }) => member === "username")?.value;
  const telling = fields.filter(({ member, filled, path }) => filled && (SHOWN.includes(member) || path.includes("/unknown/")));
  return telling.filter(({ member, value }) => member !== "userDisplayName" || value !== username);
}

function TestRow({ index, passkey }: { readonly index: number; readonly passkey: PasskeyDetail }) {
  const text = useText();
  const { moment } = useFormats();
  const { ref, fail, again } = useContext(AroundItem);
  const [running, setRunning] = useState(false);
  const { lastTest, algorithm } = passkey;
  const test = async () => {
    setRunning(true);
    try {
      const works = await call("vault.testPasskey", { ref, index });
      announce(text(works ? "vault.passkey.works" : "vault.passkey.fails", { moment: moment(Date.now() / 1000) }));
      again();
    } catch (thrown) {
      fail(thrown);
    } finally {
      setRunning(false);
    }
  };
  const button = (
    <Button small onPress={test} isDisabled={running}>
      {text("vault.passkey.test")}
    </Button>
  );
  return (
    <PlainRow label={text("vault.passkey.state")} end={algorithm === undefined ? undefined : button}>
      {algorithm === undefined ? (
        <span className={styles.quiet}>{text("vault.passkey.untestable")}</span>
      ) : lastTest === undefined ? (
        <span className={styles.quiet}>{text("vault.passkey.untested")}</span>
      ) : (
        <span className={lastTest.working ? styles.works : styles.fails}>
          {lastTest.working ? <CircleCheck size={15} aria-hidden="true" /> : <CircleAlert size={15} aria-hidden="true" />}
          <span>{text(lastTest.working ? "vault.passkey.works" : "vault.passkey.fails", { moment: moment(lastTest.at) })}</span>
        </span>
      )}
    </PlainRow>
  );
}
