// The one error class, its closed list of codes, and the four tables every code must appear in: remedy, exit, alert, suspicion.

/** Every code, and what the person reads: the cause, then one next step. */
export const REMEDY = {
  "usage.invalid": "The command was not understood. Run it with --help to see what it takes.",
  "owner.cancelled": "You stopped it. Nothing was changed; start again when you are ready.",
  "owner.declined": "You declined. Nothing was changed; start again when you are ready.",
  "counterpart.cancelled": "The other computer stopped the transfer. Start again on both computers.",
  "counterpart.declined": "The transfer was declined on the other computer. Ask its owner, then start again.",
  "counterpart.unsupported": "The other computer runs a version that does not fit this one. Update Keyferry on both.",
  "counterpart.unavailable": "The other computer could not go on. Look at its screen, then start again.",
  "counterpart.protocol-violation": "The other computer broke the protocol and the transfer was stopped. Update Keyferry on both; report it if it stays.",
  "counterpart.limit-exceeded": "The other computer sent more than it announced or may send. Update Keyferry on both; report it if it stays.",
  "counterpart.not-authenticated": "A message was not from the computer you paired with. Nothing was accepted. Pair again on a network you trust.",
  "counterpart.replayed": "An old message was sent again by somebody on the network. Nothing was accepted. Pair again on a network you trust.",
  "counterpart.count-mismatch": "What arrived is not what was announced. Nothing was kept. Start again; report it if it stays.",
  "counterpart.receipt-mismatch": "The other computer's receipt does not prove that everything arrived. Check that vault before removing anything here.",
  "pairing.wrong-code": "The code does not match. Nothing was sent. Start again on both computers and type the new code.",
  "pairing.locked-out": "Too many wrong codes. Wait a little, then start again on both computers.",
  "stream.truncated": "The transfer ended early. Nothing was kept. Start again.",
  "stream.digest-mismatch": "What arrived differs from what was sent. Nothing was kept. Start again; report it if it stays.",
  "transport.unreachable": "The other computer cannot be reached. Check that both are on the same network and that it shows Receive.",
  "transport.closed": "The connection was closed. Nothing was kept that was not finished. Start again.",
  "transport.timed-out": "The other computer did not answer in time. Check that it is awake, then start again.",
  "format.malformed": "The file is damaged or not what its name says. Export it again from the program it comes from.",
  "format.unsupported": "This kind of file is not understood yet. Export it as one of the formats listed in the help.",
  "format.wrong-passphrase": "The file's password is not right. Try again.",
  "format.limit-exceeded": "The file is larger or deeper than is accepted. Split the export into parts.",
  "vault.exists": "There is a vault in this place already. Choose another folder.",
  "vault.missing": "There is no vault in this place. Create one first.",
  "vault.in-use": "The vault is open in another Keyferry. Close that one first.",
  "vault.locked": "The vault is locked. Unlock it, then try again.",
  "vault.wrong-key": "That does not open the vault. Try again, or use the recovery key.",
  "vault.tampered": "The vault file was changed by something else than Keyferry. Restore it from a backup.",
  "vault.corrupt": "The vault file is damaged. Restore it from a backup.",
  "vault.write-failed": "The vault could not be written. Free some disk space or check the folder's permissions; that change was not made.",
  "vault.item-missing": "There is no such item in the vault. List the vault to see what there is.",
  "vault.last-slot": "That is the last way to open the vault. Add another first.",
  "vault.changed-since": "Something of that transfer was changed since. Put those items back or keep them; the rest stays as it is.",
  "key-store.unavailable": "This computer's key store is not there. Open the vault with the passphrase or the recovery key.",
  "key-store.locked": "This computer's key store is locked. Unlock it, or open the vault with the passphrase.",
  "key-store.missing": "The vault's key is not in this computer's key store any more. Open the vault with the passphrase or the recovery key.",
  "key-store.denied": "The key store did not give its key. Try again, or open the vault with the passphrase.",
  "hardware.unavailable": "This computer's security chip cannot be used. Open the vault with the passphrase or the recovery key.",
  "hardware.wrong-pin": "That is not the PIN. Try again, or use the passphrase; after a few wrong ones the security chip locks itself for a while.",
  "hardware.locked-out": "The security chip has locked itself after wrong PINs. Open the vault with the passphrase now, or wait until it takes a PIN again.",
  "hardware.changed":
    "The security chip does not hold this vault's key any more. Open the vault with the passphrase or the recovery key, then set the chip up again.",
  "presence.unavailable": "This computer cannot ask for your approval. Use the passphrase.",
  "presence.timed-out": "Nobody answered the system's prompt in time. Nothing was approved; try again when you are ready.",
  "presence.cancelled": "You closed the system's prompt. Nothing was approved; try again when you are ready.",
  "presence.denied": "The system did not accept the password or fingerprint. Nothing was approved; try again.",
  "presence.no-agent": "No program on this desktop can show the system's prompt. Use the passphrase, or log in to the desktop of this computer.",
  "presence.not-installed": "Keyferry's rule for the system's prompt is not installed. Use the passphrase, or install Keyferry's package.",
  "presence.not-active-session": "The system asks only the person who sits at this computer. Use the passphrase, or go to its own screen.",
  "presence.silent-allow": "A rule of this computer approves without asking anybody, and that is no approval. Use the passphrase.",
  "presence.locked-out": "The system takes no more tries for now. Wait, or unlock the computer with its password first.",
  "bluetooth.off": "Bluetooth is switched off. Switch it on, or connect both computers to the same network.",
  "bluetooth.denied": "Keyferry may not use Bluetooth. Allow it in the system's privacy settings, or connect both computers to the same network.",
  "bluetooth.busy": "Another program is using this computer's Bluetooth. Close it and try again, or connect both computers to the same network.",
  "bluetooth.no-adapter": "This computer has no Bluetooth. Connect both computers to the same network.",
  "bluetooth.no-peripheral-role": "This computer's Bluetooth cannot be found by others. Send from this computer, or connect both to the same network.",
  "bluetooth.unavailable": "This computer's Bluetooth does not answer. Restart Bluetooth, or connect both computers to the same network.",
  "output.refused": "Secrets are not written to a terminal or a file. Send the output into a pipe, or add --plaintext-file-ok.",
  "internal.bug": "Keyferry made a mistake and stopped; nothing unfinished was kept. Please report it.",
} as const;

export type ErrorCode = keyof typeof REMEDY;
export const ERROR_CODES = Object.keys(REMEDY) as readonly ErrorCode[];

export type ErrorDetails = { readonly path?: string; readonly cause?: unknown; readonly detail?: string };

/** Thrown everywhere in the product; `message` never holds payload bytes or secrets. */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly code: ErrorCode;
  /** Where in a document, RFC 6901 style. */
  readonly path: string | undefined;
  /** A short public fact, such as a limit's name. */
  readonly detail: string | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const about = [details.detail, details.path && `at ${details.path}`].filter(Boolean).join(" ");
    super(about ? `${code}: ${about}` : code, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.path = details.path;
    this.detail = details.detail;
  }
}

/** Any thrown value as an ExchangeError; what is not one already is a bug of ours. */
export function toExchangeError(thrown: unknown): ExchangeError {
  return thrown instanceof ExchangeError ? thrown : new ExchangeError("internal.bug", { cause: thrown });
}

/** Process exit codes, docs/cli.md. */
export const EXIT: Record<ErrorCode, number> = {
  "usage.invalid": 2,
  "owner.cancelled": 3,
  "owner.declined": 3,
  "counterpart.cancelled": 3,
  "counterpart.declined": 3,
  "counterpart.unsupported": 4,
  "counterpart.unavailable": 4,
  "counterpart.protocol-violation": 5,
  "counterpart.limit-exceeded": 5,
  "counterpart.not-authenticated": 6,
  "counterpart.replayed": 6,
  "counterpart.count-mismatch": 5,
  "counterpart.receipt-mismatch": 6,
  "pairing.wrong-code": 6,
  "pairing.locked-out": 6,
  "stream.truncated": 5,
  "stream.digest-mismatch": 5,
  "transport.unreachable": 7,
  "transport.closed": 7,
  "transport.timed-out": 7,
  "format.malformed": 5,
  "format.unsupported": 4,
  "format.wrong-passphrase": 8,
  "format.limit-exceeded": 5,
  "vault.exists": 8,
  "vault.missing": 8,
  "vault.in-use": 8,
  "vault.locked": 8,
  "vault.wrong-key": 8,
  "vault.tampered": 8,
  "vault.corrupt": 8,
  "vault.write-failed": 8,
  "vault.item-missing": 8,
  "vault.last-slot": 8,
  "vault.changed-since": 8,
  "key-store.unavailable": 8,
  "key-store.locked": 8,
  "key-store.missing": 8,
  "key-store.denied": 8,
  "hardware.unavailable": 8,
  "hardware.wrong-pin": 8,
  "hardware.locked-out": 8,
  "hardware.changed": 8,
  "presence.unavailable": 3,
  "presence.timed-out": 3,
  "presence.cancelled": 3,
  "presence.denied": 3,
  "presence.no-agent": 3,
  "presence.not-installed": 3,
  "presence.not-active-session": 3,
  "presence.silent-allow": 3,
  "presence.locked-out": 3,
  "bluetooth.off": 7,
  "bluetooth.denied": 7,
  "bluetooth.busy": 7,
  "bluetooth.no-adapter": 7,
  "bluetooth.no-peripheral-role": 7,
  "bluetooth.unavailable": 7,
  "output.refused": 2,
  "internal.bug": 70,
};

/** What the other side may learn: the `reason` of an ABORT message, docs/protocol.md. */
export const ALERTS = [
  "cancelled",
  "declined",
  "unsupported",
  "protocol-violation",
  "limit-exceeded",
  "not-authenticated",
  "wrong-code",
  "timed-out",
  "unavailable",
] as const;
export type Alert = (typeof ALERTS)[number];

export const ALERT: Record<ErrorCode, Alert> = {
  "usage.invalid": "unavailable",
  "owner.cancelled": "cancelled",
  "owner.declined": "declined",
  "counterpart.cancelled": "cancelled",
  "counterpart.declined": "cancelled",
  "counterpart.unsupported": "unsupported",
  "counterpart.unavailable": "cancelled",
  "counterpart.protocol-violation": "protocol-violation",
  "counterpart.limit-exceeded": "limit-exceeded",
  "counterpart.not-authenticated": "not-authenticated",
  "counterpart.replayed": "not-authenticated",
  "counterpart.count-mismatch": "protocol-violation",
  "counterpart.receipt-mismatch": "protocol-violation",
  "pairing.wrong-code": "wrong-code",
  "pairing.locked-out": "not-authenticated",
  "stream.truncated": "protocol-violation",
  "stream.digest-mismatch": "protocol-violation",
  "transport.unreachable": "unavailable",
  "transport.closed": "unavailable",
  "transport.timed-out": "timed-out",
  "format.malformed": "protocol-violation",
  "format.unsupported": "unsupported",
  "format.wrong-passphrase": "unavailable",
  "format.limit-exceeded": "limit-exceeded",
  "vault.exists": "unavailable",
  "vault.missing": "unavailable",
  "vault.in-use": "unavailable",
  "vault.locked": "unavailable",
  "vault.wrong-key": "unavailable",
  "vault.tampered": "unavailable",
  "vault.corrupt": "unavailable",
  "vault.write-failed": "unavailable",
  "vault.item-missing": "unavailable",
  "vault.last-slot": "unavailable",
  "vault.changed-since": "unavailable",
  "key-store.unavailable": "unavailable",
  "key-store.locked": "unavailable",
  "key-store.missing": "unavailable",
  "key-store.denied": "unavailable",
  "hardware.unavailable": "unavailable",
  "hardware.wrong-pin": "unavailable",
  "hardware.locked-out": "unavailable",
  "hardware.changed": "unavailable",
  "presence.unavailable": "declined",
  "presence.timed-out": "timed-out",
  "presence.cancelled": "declined",
  "presence.denied": "declined",
  "presence.no-agent": "declined",
  "presence.not-installed": "declined",
  "presence.not-active-session": "declined",
  "presence.silent-allow": "declined",
  "presence.locked-out": "declined",
  "bluetooth.off": "unavailable",
  "bluetooth.denied": "unavailable",
  "bluetooth.busy": "unavailable",
  "bluetooth.no-adapter": "unavailable",
  "bluetooth.no-peripheral-role": "unavailable",
  "bluetooth.unavailable": "unavailable",
  "output.refused": "unavailable",
  "internal.bug": "unavailable",
};

/** The code this side reports when the other side aborts with an alert. */
export const FROM_ALERT: Record<Alert, ErrorCode> = {
  cancelled: "counterpart.cancelled",
  declined: "counterpart.declined",
  unsupported: "counterpart.unsupported",
  "protocol-violation": "counterpart.unavailable",
  "limit-exceeded": "counterpart.unavailable",
  "not-authenticated": "counterpart.not-authenticated",
  "wrong-code": "pairing.wrong-code",
  "timed-out": "transport.timed-out",
  unavailable: "counterpart.unavailable",
};

/** True where the failure looks like an attack: no one-click retry is offered. */
export const SUSPICIOUS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "counterpart.not-authenticated",
  "counterpart.replayed",
  "counterpart.count-mismatch",
  "counterpart.receipt-mismatch",
  "pairing.wrong-code",
  "pairing.locked-out",
  "stream.digest-mismatch",
  "vault.tampered",
]);
