// What the window's page may do, as the headers every one of its files is served with: run its own scripts, show its own styles, nothing more.

/** The one style sheet that react-aria adds by itself (usePress.mjs): the way a touch scrolls on something that can be pressed. */
export const PRESSABLE_STYLE = "sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=";

const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${PRESSABLE_STYLE}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
];

export const PAGE_HEADERS: { readonly [name: string]: string } = {
  "Content-Security-Policy": DIRECTIVES.join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};
