// What a released app does not start with: with these another program could look into it, stand in for its processes, or take its walls away.

/** Chromium's and Node's debuggers. */
const LOOKING_IN = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-debugging-io-pipes",
  "inspect",
  "inspect-brk",
  "inspect-port",
  "inspect-publish-uid",
  "js-flags",
  "allow-sandbox-debugging",
];
/** A film in the place of the camera, or one that nobody is asked for. */
const IN_THE_CAMERA = ["use-fake-device-for-media-stream", "use-fake-ui-for-media-stream", "use-file-for-fake-video-capture"];
/** Each names a program that is started instead of the app's own process, or before it. */
const STANDING_IN = ["browser-subprocess-path", "renderer-cmd-prefix", "utility-cmd-prefix", "gpu-launcher"];
/**
 * The page's process without its sandbox, or in the program's own. An AppImage is started without by its own script where user namespaces
 * are closed; and root, who cannot be given one, has no business in a released app.
 */
const WITHOUT_WALLS = ["no-sandbox", "single-process", "no-zygote-sandbox", "disable-seccomp-filter-sandbox"];

const REFUSED: readonly string[] = [...LOOKING_IN, ...IN_THE_CAMERA, ...STANDING_IN, ...WITHOUT_WALLS];

/** The switch it does not start with, if there is one. `has`: whether the command line has that switch. */
export function refusedSwitch(has: (name: string) => boolean): string | undefined {
  return REFUSED.find(has);
}
