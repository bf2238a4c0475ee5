// The lines of stdin in machine mode: split, bounded, and each read as {"id": …, "value": …}.

export type Answer = { readonly id: string; readonly value: string | boolean | null };

/** The part of a readable stream that is used. */
export type LineSource = {
  setEncoding(encoding: "utf8"): unknown;
  on(event: "data", listener: (text: string) => void): unknown;
  on(event: "end" | "error" | "close", listener: () => void): unknown;
  destroy(): unknown;
};

/** Characters in a line at most: no answer is near it. */
const LONGEST = 65_536;

export type AnswerListener = { readonly answer: (answer: Answer) => void; readonly malformed: () => void; readonly end: () => void };

export function listenForAnswers(source: LineSource, { answer, malformed, end }: AnswerListener): void {
  let held = "";
  let overlong = false;
  source.setEncoding("utf8");
  source.on("data", (text) => {
    const lines = text.split("\n");
    for (const [i, part] of lines.entries()) {
      held += part;
      overlong ||= held.length > LONGEST;
      if (overlong) held = "";
      if (i === lines.length - 1) break;
      const read = overlong ? undefined : readAnswer(held);
      if (read) answer(read);
      else if (overlong || held.trim() !== "") malformed();
      held = "";
      overlong = false;
    }
  });
  for (const event of ["end", "error", "close"] as const) source.on(event, end);
}

/** Undefined when the line is not an answer. */
function readAnswer(line: string): Answer | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null || !("id" in parsed) || !("value" in parsed)) return undefined;
  const { id, value } = parsed;
  const legal = value === null || typeof value === "string" || typeof value === "boolean";
  return typeof id === "string" && legal ? { id, value } : undefined;
}
