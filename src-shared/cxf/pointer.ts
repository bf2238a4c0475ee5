// JSON pointers (RFC 6901): how every finding and every error names its place in a document.

export function pointerStep(name: string): string {
  return name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}

export function pointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${typeof step === "number" ? step : pointerStep(step)}`).join("");
}
