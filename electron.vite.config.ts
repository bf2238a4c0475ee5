// Builds the desktop app into dist/app: main (ES module), preload (CommonJS, as a sandboxed preload must be) and the window's page.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** Native modules stay where npm put them; everything else goes into the bundle, which opens quicker than a hundred files. */
const NATIVE = ["electron", "keytar", "@node-rs/argon2", "cbor-extract", /^node:/];

export default defineConfig({
  main: {
    plugins: [{ name: "remove-earlier", buildStart: removeEarlier }],
    build: {
      externalizeDeps: false,
      outDir: "dist/app",
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input: { main: "src-main/app/main.ts" },
        external: NATIVE,
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "main-[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: "dist/app",
      emptyOutDir: false,
      rollupOptions: { input: { preload: "src-main/app/preload.ts" }, external: ["electron"], output: { format: "cjs", entryFileNames: "[name].cjs" } },
    },
  },
  renderer: {
    root: "src-renderer",
    base: "./",
    plugins: [react()],
    build: {
      outDir: "dist/app/page",
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: "src-renderer/index.html" },
    },
  },
});

/** Chunks of an earlier build, whose names have changed since. */
function removeEarlier(): void {
  if (!existsSync("dist/app")) return;
  for (const name of readdirSync("dist/app")) if (/^main.*\.js$/.test(name)) rmSync(join("dist/app", name));
}
