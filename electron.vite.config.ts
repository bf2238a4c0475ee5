// Builds the desktop app into dist/app: main (ES module), preload (CommonJS, as a sandboxed preload must be) and the window's page.
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

/** Native modules stay where npm put them; everything else goes into the bundle, which opens quicker than a hundred files. */
const NATIVE = ["electron", "keytar", "@node-rs/argon2", "cbor-extract", "@abandonware/noble", "@stoprocent/bleno", /^node:/];

export default defineConfig({
  main: {
    plugins: [removeEarlier("dist/app", /^main.*\.js$/)],
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
    plugins: [react(), removeEarlier("dist/app/page")],
    build: {
      outDir: "dist/app/page",
      emptyOutDir: false,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: "src-renderer/index.html" },
    },
  },
});

/** Removes what an earlier build left under other names; only when the new files are there, so that an app can start meanwhile. */
function removeEarlier(folder: string, ours = /./): Plugin {
  return {
    name: "remove-earlier",
    writeBundle(_options, bundle) {
      const made = new Set(Object.keys(bundle).map((name) => join(name)));
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const path = join(folder, name);
        if (ours.test(name) && !made.has(name) && statSync(path).isFile()) rmSync(path);
      }
    },
  };
}
