// The other computer of a rehearsal, drawn: its screen shows the code to type.

import { useText } from "../../text/text.tsx";
import { Boat } from "../../ui/brand.tsx";
import styles from "./practice-computer.module.css";

export function PracticeComputer({ digits }: { readonly digits: string | undefined }) {
  const text = useText();
  const groups = digits?.match(/.{1,4}/gu) ?? [];
  return (
    <figure className={styles.computer} aria-label={text("send.practice.screen")}>
      <div className={styles.screen}>
        <div className={styles.brand}>
          <Boat size={14} /> {text("send.practice.name")}
        </div>
        <p className={styles.say}>{text(digits === undefined ? "send.practice.wait" : "send.practice.type")}</p>
        <div className={styles.digits}>
          {groups.map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
            <span key={place}>{group}</span>
          ))}
        </div>
      </div>
      <div className={styles.foot} aria-hidden="true" />
      <figcaption>{text("send.practice.agrees")}</figcaption>
    </figure>
  );
}
