// The reference for unlocking: kdbxweb opening a database of as many entries, its key derivation reduced to one round.

import { Consts, Credentials, Kdbx, ProtectedValue } from "kdbxweb";

/** Milliseconds that one opening takes. */
export function openKdbx(entries: number): () => Promise<number> {
  const credentials = () => new Credentials(ProtectedValue.fromString("a passphrase for benchmarks"));
  let made: Promise<ArrayBuffer> | undefined;
  return async () => {
    made ??= make(credentials(), entries);
    const bytes = await made;
    const begin = performance.now();
    await Kdbx.load(bytes, credentials());
    return performance.now() - begin;
  };
}

async function make(credentials: Credentials, entries: number): Promise<ArrayBuffer> {
  const database = Kdbx.create(credentials, "bench");
  database.setKdf(Consts.KdfId.Aes);
  database.header.kdfParameters?.set("R", 4, 1);
  const group = database.getDefaultGroup();
  for (let i = 0; i < entries; i++) {
    const { fields } = database.createEntry(group);
    fields.set("Title", `entry ${i}`);
    fields.set("UserName", `sam.river${i}@mail.example`);
    fields.set("Password", ProtectedValue.fromString(`a password ${i}`));
    fields.set("URL", `https://river${i}.example/login`);
  }
  return database.save();
}
