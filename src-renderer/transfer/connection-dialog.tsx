// The connection check, from wherever a connection is missed.

import { Stethoscope } from "lucide-react";
import { useState } from "react";
import { DoctorPanel } from "../doctor-panel.tsx";
import { useText } from "../text/text.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

export function ConnectionButton({ small = false }: { readonly small?: boolean }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" small={small} icon={<Stethoscope size={16} aria-hidden="true" />} onPress={() => setOpen(true)}>
        {text("transfer.checkConnection")}
      </Button>
      <Dialog
        wide
        open={open}
        onClose={() => setOpen(false)}
        title={text("transfer.connection")}
        actions={
          <Button look="primary" onPress={() => setOpen(false)}>
            {text("app.close")}
          </Button>
        }
      >
        <DoctorPanel atOnce />
      </Dialog>
    </>
  );
}
