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

const CLOSED_FEATURES = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "clipboard-read",
  "clipboard-write",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-create",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

export const PAGE_HEADERS: { readonly [name: string]: string } = {
  "Content-Security-Policy": DIRECTIVES.join("; "),
  // everything that a page can be given is closed, but the camera for this page itself: the program still decides when (security.ts)
  "Permissions-Policy": ["camera=(self)", ...CLOSED_FEATURES.map((name) => `${name}=()`)].join(", "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};
