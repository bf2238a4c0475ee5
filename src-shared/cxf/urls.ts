// The URLs of an item's scope: kept as they came, opened only in a form that is safe to open. CXF 1.0 §3.2.4

const WEB = /^https?:\/\//i;
const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d+(?:[/?#]|$))/i;
// Spaces, controls, and the invisible characters that hide in pasted addresses.
const UNUSABLE = /[\s\p{Cc}\p{Cf}<>"`{}|\\^]/u;

export type UrlForm = "web" | "without-scheme" | "other-scheme" | "unusable";

export function urlForm(text: string): UrlForm {
  if (text === "" || UNUSABLE.test(text)) return "unusable";
  if (WEB.test(text)) return "web";
  return SCHEME.test(text) ? "other-scheme" : "without-scheme";
}

/** A web address to hand to a browser, `https://` added where the scheme is missing; undefined for anything else. */
export function openableUrl(text: string): string | undefined {
  const trimmed = text.trim();
  const form = urlForm(trimmed);
  if (form === "web") return trimmed;
  return form === "without-scheme" ? `https://${trimmed}` : undefined;
}
