// The picture on the other computer's Receive screen, read by this computer's camera: it says where to, and the code.

import { useRef, useState } from "react";
import { toCallError } from "../../api.ts";
import { CameraView } from "../../camera/camera-view.tsx";
import type { MessageId } from "../../text/messages.ts";
import { useText } from "../../text/text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { startSending } from "./actions.ts";

const SCHEME = "keyferry:";
/** As the contract takes it. */
const LONGEST = 512;

export function ScanDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const text = useText();
  const [wrong, setWrong] = useState<MessageId>();
  const asking = useRef(false);
  const close = () => {
    setWrong(undefined);
    onClose();
  };
  const read = async (content: Uint8Array) => {
    if (asking.current) return;
    const scanned = new TextDecoder().decode(content);
    if (!scanned.startsWith(SCHEME) || scanned.length > LONGEST) return setWrong("camera.scan.other");
    asking.current = true;
    try {
      await startSending({ by: "scanned", text: scanned });
      close();
    } catch (thrown) {
      const { code } = toCallError(thrown);
      setWrong(code === "usage.invalid" ? "camera.scan.other" : `error.${code}`);
    } finally {
      asking.current = false;
    }
  };
  return (
    <Dialog open={open} onClose={close} title={text("camera.scan.title")} wide actions={<Button onPress={close}>{text("app.cancel")}</Button>}>
      <p>{text("camera.scan.lead")}</p>
      <CameraView onRead={(content) => void read(content)} />
      {wrong !== undefined && <Notice tone="warn" live title={text(wrong)} />}
    </Dialog>
  );
}
