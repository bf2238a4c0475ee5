// The walls around the window: a sandbox, one scheme, no network, no permission but the camera while it is wanted, no other page. docs/security.md

import { readFile } from "node:fs/promises";
import { app, protocol, type Session, session, systemPreferences, type WebContents } from "electron";
import type { Asked, CameraDoor } from "./camera-door.ts";
import { fileAt, isOwn, type PageFiles, SCHEME } from "./page-files.ts";
import { PAGE_HEADERS } from "./page-policy.ts";
import { refusedSwitch } from "./refused-switches.ts";

/** Crash reports and Chromium's own errands would carry or reach what is nobody's business. */
const SWITCHES = [
  "disable-breakpad",
  "disable-crash-reporter",
  "disable-background-networking",
  "disable-component-update",
  "disable-domain-reliability",
  "no-pings",
  "disable-gpu-shader-disk-cache",
];
/** Media keys would announce the app on the session bus. */
const FEATURES_OFF = ["HardwareMediaKeyHandling", "MediaSessionService"];

/** Nobody's port. What no other wall stops, relays of peer connections, is bound to the proxy and ends there. */
const NO_PROXY = "socks5://127.0.0.1:1";

/** Before the app is ready. False: it was started so that others could look into it or take its place, which a released one refuses, and says so. */
export function hardenApp(): boolean {
  const refused = app.isPackaged ? refusedSwitch((name) => app.commandLine.hasSwitch(name)) : undefined;
  if (refused !== undefined) {
    process.stderr.write(`Keyferry does not start with --${refused}: with it, other programs could reach what it protects.\n`);
    return false;
  }
  // as root Chromium starts without its sandbox or not at all: whoever runs it so has to say it
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  for (const name of SWITCHES) app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch("disable-features", FEATURES_OFF.join(","));
  // Chromium keeps nothing here, so it needs no key of its own: it would ask the key ring for one at every start
  app.commandLine.appendSwitch("password-store", "basic");
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
  app.on("web-contents-created", (_event, contents) => confine(contents));
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on("select-client-certificate", (event) => event.preventDefault());
  app.on("login", (event) => event.preventDefault());
  return true;
}

/** The window's session, in memory only; the default one, which nothing uses, is closed as well. */
export async function pageSession(files: PageFiles, camera: CameraDoor): Promise<Session> {
  const own = session.fromPartition("page", { cache: false });
  for (const one of [own, session.defaultSession]) closeSession(one);
  own.setPermissionRequestHandler((_contents, permission, answer, details) => answer(camera.grants(permission, details as Asked)));
  own.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => camera.shows(permission, mediaType, origin));
  await own.setProxy({ mode: "fixed_servers", proxyRules: NO_PROXY, proxyBypassRules: "<-loopback>" });
  own.protocol.handle(SCHEME, (request) => serve(files, request));
  return own;
}

/** macOS asks its user once and remembers; Windows has a switch; elsewhere the system has no say. */
export async function systemAllowsCamera(): Promise<boolean> {
  if (process.platform === "darwin") return systemPreferences.askForMediaAccess("camera");
  if (process.platform === "win32") return systemPreferences.getMediaAccessStatus("camera") !== "denied";
  return true;
}

function closeSession(one: Session): void {
  one.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  one.setPermissionCheckHandler(() => false);
  one.setDevicePermissionHandler(() => false);
  one.setDisplayMediaRequestHandler(null);
  one.setSpellCheckerEnabled(false);
  one.enableNetworkEmulation({ offline: true });
  one.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) && !forDevelopers(url) }));
  one.on("will-download", (event) => event.preventDefault());
}

function forDevelopers(url: string): boolean {
  return !app.isPackaged && url.startsWith("devtools://");
}

async function serve(files: PageFiles, { method, url }: Request): Promise<Response> {
  const file = method === "GET" ? fileAt(files, url) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers: PAGE_HEADERS });
  return new Response(await readFile(file.path), { headers: { ...PAGE_HEADERS, "Content-Type": file.type } });
}

/** Whatever shows a page, shows the one it was made for. */
function confine(contents: WebContents): void {
  for (const leaving of ["will-navigate", "will-frame-navigate", "will-redirect"] as const) {
    contents.on(leaving as "will-navigate", (event) => event.preventDefault());
  }
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}
