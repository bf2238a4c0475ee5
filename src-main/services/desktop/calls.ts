// The program's side of the IPC contract: one function per call, typed from the contract, and the gate every call passes.

import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { type ArgsOf, type Call, type CallName, CONTRACT, type ResultOf } from "../../../src-shared/ipc/contract.ts";
import type { Reply } from "../../../src-shared/ipc/reply.ts";

export type Calls = { readonly [N in CallName]: (args: ArgsOf<N>) => ResultOf<N> | Promise<ResultOf<N>> };

/** Checks the name, the arguments and the lock, then does it; whatever is thrown crosses as its code, without its cause. */
export async function answerCall(calls: Calls, locked: boolean, name: unknown, args: unknown): Promise<Reply<unknown>> {
  try {
    if (typeof name !== "string" || !Object.hasOwn(CONTRACT, name)) throw new ExchangeError("usage.invalid", { detail: "call" });
    const known = name as CallName;
    const { check, whileLocked } = CONTRACT[known] as Call<unknown, unknown>;
    if (locked && !whileLocked) throw new ExchangeError("vault.locked");
    const checked = check(args, "");
    return { ok: true, value: await (calls[known] as (args: unknown) => unknown)(checked) };
  } catch (thrown) {
    const { code, detail } = toExchangeError(thrown);
    return { ok: false, code, ...(detail !== undefined && { detail }) };
  }
}
