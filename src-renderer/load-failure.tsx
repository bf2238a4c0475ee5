// What stands where something could not be loaded: what it was, why, and the button that asks again.

import type { ErrorCode } from "../src-shared/errors.ts";
import { useText } from "./text/text.tsx";
import { Button } from "./ui/button.tsx";
import { Notice } from "./ui/notice.tsx";

/** Nothing while there is no `code`. */
export function LoadFailure({ title, code, onAgain }: { readonly title: string; readonly code: ErrorCode | undefined; readonly onAgain: () => Promise<void> }) {
  const text = useText();
  if (code === undefined) return null;
  return (
    <Notice
      tone="bad"
      live
      title={title}
      actions={
        <Button small onPress={() => void onAgain()}>
          {text("app.tryAgain")}
        </Button>
      }
    >
      {text(`error.${code}`)}
    </Notice>
  );
}
