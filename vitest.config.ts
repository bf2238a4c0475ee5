// Two projects: `unit` beside the source, `e2e` for what crosses a process; both on Node 24.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src-shared/**/*.test.ts", "src-main/**/*.test.ts", "src-renderer/**/*.test.ts"],
          setupFiles: ["src-shared/testing/property-seed.ts"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/node") }, // for the hundreds of processes that are started
        },
      },
    ],
  },
});
