// Builds the command line for Node: `dist/keyferry.js` starts it on a Node that is new enough, `dist/main.js` is the program.
import { chmodSync, existsSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    ssr: true,
    target: "node24",
    outDir: "dist",
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: { keyferry: "src-main/cli/launcher.ts", main: "src-main/cli/main.ts" },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
  plugins: [
    {
      name: "command",
      buildStart: removeEarlier,
      writeBundle: makeCommand,
    },
  ],
});

/** What an earlier build left, but for the desktop app and the packages, which are made by others. */
function removeEarlier(): void {
  if (!existsSync("dist")) return;
  for (const name of readdirSync("dist")) if (!["app", "packages"].includes(name)) rmSync(join("dist", name), { recursive: true });
}

/** Lets `npx keyferry` find the build: npm looks for a package's own command only among the installed ones. */
function makeCommand(): void {
  chmodSync("dist/keyferry.js", 0o755);
  if (process.platform === "win32") return;
  rmSync("node_modules/.bin/keyferry", { force: true });
  symlinkSync("../../dist/keyferry.js", "node_modules/.bin/keyferry");
}
