// Where the first run is, and whether a rehearsal is to be offered once it is over.

import { createStore } from "zustand/vanilla";
import type { ErrorCode } from "../../../src-shared/errors.ts";

export type SetupState = {
  /** Past the welcome. */
  readonly begun: boolean;
  /** The owner says that the recovery key is on paper. */
  readonly written: boolean;
  readonly busy: boolean;
  /** Of the last call. After `setup.create` made the vault all the same, it is the key store's. */
  readonly problem: ErrorCode | undefined;
  readonly offerRehearsal: boolean;
};

const FIRST: SetupState = { begun: false, written: false, busy: false, problem: undefined, offerRehearsal: false };

export const setup = createStore<SetupState>(() => FIRST);
