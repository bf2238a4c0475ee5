// Properties try the same values in every run, so that a failure is the change's own; KEYFERRY_PROPERTY_SEED=n tries others.

import fc from "fast-check";

declare const process: { readonly env: { readonly [name: string]: string | undefined } };

fc.configureGlobal({ seed: Number(process.env.KEYFERRY_PROPERTY_SEED ?? 20_261_122) });
