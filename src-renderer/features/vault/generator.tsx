// Makes passwords, passphrases and PINs, and says how hard they are to guess.

import { RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { call } from "../../api.ts";
import { useText } from "../../text/text.tsx";
import { announce } from "../../ui/announce.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Checkbox, Radios } from "../../ui/choices.tsx";
import { Slider } from "../../ui/slider.tsx";
import { useView } from "../../views.ts";
import styles from "./generator.module.css";
import { LENGTHS, type Recipe, strengthOf } from "./strength.ts";
import { ProblemNotice, useProblem } from "./use-problem.tsx";

const KINDS = ["letters", "words", "pin"] as const;

export function Generator({ first, onUse }: { readonly first: Recipe["kind"]; readonly onUse: (made: string) => void }) {
  const text = useText();
  const [recipe, setRecipe] = useState<Recipe>({ kind: first, length: LENGTHS[first].usual, digits: true, symbols: true });
  const { made, again, code, copy, copied } = useMade(recipe);
  const { kind, length, digits, symbols } = recipe;
  const { least, most } = LENGTHS[kind];
  return (
    <>
      <div className={styles.madeLine}>
        <output className={styles.made} aria-label={text("vault.generator.made")}>
          {made}
        </output>
        <IconButton label={text("vault.generator.again")} icon={<RefreshCw size={16} />} onPress={again} />
      </div>
      <p className={styles.strength} data-strength={strengthOf(recipe)}>
        {text(`vault.strength.${strengthOf(recipe)}`)}
      </p>
      <Radios
        segmented
        hiddenLabel
        label={text("vault.generator.kind")}
        choices={KINDS.map((value) => ({ value, label: text(`vault.generator.${value}`) }))}
        value={kind}
        onChange={(next) => setRecipe({ ...recipe, kind: next, length: LENGTHS[next].usual })}
      />
      <Slider
        label={text(kind === "words" ? "vault.generator.count" : "vault.generator.length")}
        value={length}
        least={least}
        most={most}
        onChange={(next) => setRecipe({ ...recipe, length: next })}
      />
      <div className={styles.options} data-off={kind === "pin" || undefined}>
        <Checkbox
          label={text("vault.generator.digits")}
          isDisabled={kind === "pin"}
          isSelected={digits}
          onChange={(on) => setRecipe({ ...recipe, digits: on })}
        />
        <Checkbox
          label={text("vault.generator.symbols")}
          isDisabled={kind === "pin"}
          isSelected={symbols}
          onChange={(on) => setRecipe({ ...recipe, symbols: on })}
        />
      </div>
      <ProblemNotice code={code} />
      <div className={styles.actions}>
        <Button small onPress={copy} isDisabled={made === ""}>
          {text(copied ? "app.copiedForGood" : "app.copy")}
        </Button>
        <Button small look="primary" onPress={() => onUse(made)} isDisabled={made === ""}>
          {text("vault.generator.use")}
        </Button>
      </div>
    </>
  );
}

/** One that fits the recipe as it is now; an answer to an earlier one is dropped. */
function useMade({ kind, length, digits, symbols }: Recipe) {
  const text = useText();
  const { clipboardSeconds: seconds } = useView("app").preferences;
  const [made, setMade] = useState("");
  const [turn, setTurn] = useState(0);
  const [copied, setCopied] = useState<string>();
  const { code, attempt } = useProblem();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks for another one
  useEffect(() => {
    let current = true;
    void attempt(async () => {
      const answer = await call("generator.make", { kind, length, digits, symbols });
      if (current) setMade(answer);
    });
    return () => {
      current = false;
    };
  }, [kind, length, digits, symbols, turn, attempt]);
  const copy = () =>
    attempt(async () => {
      await call("generator.copy");
      setCopied(made);
      announce(seconds === 0 ? text("app.copiedForGood") : text("app.copied", { seconds }));
    });
  return { made, code, copy, copied: made !== "" && copied === made, again: () => setTurn((before) => before + 1) };
}
