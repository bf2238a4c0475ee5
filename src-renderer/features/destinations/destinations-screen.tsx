// The computers this one has been paired with: their names here, when they were last used, forgetting them.

import { Laptop } from "lucide-react";
import { useState } from "react";
import type { DeviceRow } from "../../../src-shared/ipc/views-transfer.ts";
import { LoadFailure } from "../../load-failure.tsx";
import { useLoaded } from "../../loaded.ts";
import { goTo } from "../../navigation.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Screen } from "../../ui/screen.tsx";
import { keepFocus } from "../../ui/title-focus.ts";
import { devices } from "./actions.ts";
import styles from "./destinations.module.css";
import { Device } from "./device.tsx";
import { ForgetDialog } from "./forget-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";

type Asked = { readonly what: "rename" | "forget"; readonly device: DeviceRow };

export function DestinationsScreen() {
  const text = useText();
  const { value, code, reload } = useLoaded("devices", devices);
  const [asked, setAsked] = useState<Asked>();
  const close = () => {
    setAsked(undefined);
    keepFocus();
  };
  const about = (what: Asked["what"]) => (asked?.what === what ? asked.device : undefined);
  return (
    <Screen title={text("destinations.title")} lead={text("destinations.lead")}>
      <div className={styles.content} aria-busy={value === undefined && code === undefined}>
        <LoadFailure title={text("destinations.failed")} code={code} onAgain={reload} />
        {value !== undefined && value.length > 0 && (
          <Card>
            <ul>
              {value.map((device) => (
                <Device
                  key={device.key}
                  device={device}
                  onRename={() => setAsked({ what: "rename", device })}
                  onForget={() => setAsked({ what: "forget", device })}
                />
              ))}
            </ul>
          </Card>
        )}
        {value?.length === 0 && <NoDevices />}
      </div>
      <RenameDialog device={about("rename")} onClose={close} onDone={reload} />
      <ForgetDialog device={about("forget")} onClose={close} onDone={reload} />
    </Screen>
  );
}

function NoDevices() {
  const text = useText();
  return (
    <Empty
      icon={<Laptop size={26} strokeWidth={1.5} aria-hidden="true" />}
      title={text("destinations.empty.title")}
      text={text("destinations.empty.text")}
      actions={
        <>
          <Button onPress={() => goTo({ name: "receive" })}>{text("destinations.empty.receive")}</Button>
          <Button look="primary" onPress={() => goTo({ name: "send" })}>
            {text("destinations.empty.send")}
          </Button>
        </>
      }
    />
  );
}
