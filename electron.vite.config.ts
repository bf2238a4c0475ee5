// Builds the desktop app into dist/app: main (ES module), preload (CommonJS, as a sandboxed preload must be) and the window's page.
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** Native modules stay where npm put them; everything else goes into the bundle, which opens quicker than a hundred files. */
const NATIVE = ["electron", "keytar", "@node-rs/argon2", "cbor-extract", /^node:/];

export default defineConfig({
  main: {
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
