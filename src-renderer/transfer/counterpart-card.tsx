// Who the other computer is: the name this computer gave it, or what it says of itself as its claim, and its fingerprint.

import { Laptop } from "lucide-react";
import type { CounterpartView } from "../../src-shared/ipc/views-transfer.ts";
import { useText } from "../text/text.tsx";
import { IconChip } from "../ui/icon-chip.tsx";
import { Badge } from "../ui/tile.tsx";
import styles from "./counterpart-card.module.css";

/** What to call it in a title. */
export function nameOf({ claims, knownAs }: CounterpartView): string {
  return knownAs ?? claims;
}

export function CounterpartCard({ counterpart }: { readonly counterpart: CounterpartView }) {
  const text = useText();
  const { claims, knownAs, fingerprint } = counterpart;
  return (
    <div className={styles.card}>
      <IconChip large>
        <Laptop size={26} strokeWidth={1.5} aria-hidden="true" />
      </IconChip>
      <div className={styles.words}>
        <strong>{knownAs === undefined ? text("transfer.says", { name: claims }) : text("transfer.known", { name: knownAs })}</strong>
        <small>
          {knownAs !== undefined && knownAs !== claims && <>{text("transfer.says", { name: claims })} · </>}
          <span className={styles.fingerprint}>{text("transfer.fingerprint", { fingerprint })}</span>
        </small>
      </div>
      {knownAs === undefined && <Badge>{text("transfer.new")}</Badge>}
    </div>
  );
}
