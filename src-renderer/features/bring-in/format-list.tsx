// The kinds of file that are understood, each with where its program hides the export.

import { useText } from "../../text/text.tsx";
import { Section } from "../../ui/screen.tsx";
import styles from "./format-list.module.css";

const FORMATS = ["bitwarden", "kdbx", "chromium", "firefox", "apple", "keepassxc", "cxf"] as const;

export function FormatList() {
  const text = useText();
  return (
    <Section title={text("bringIn.formats")}>
      <dl className={styles.formats}>
        {FORMATS.map((format) => (
          <div key={format}>
            <dt>{text(`bringIn.format.${format}`)}</dt>
            <dd>{text(`bringIn.format.${format}Text`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
