import { expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import { rehearsalDocument } from "./rehearsal-document.ts";
import { countsOf, itemView } from "./summary.ts";

const { document } = rehearsalDocument();
const views = document.accounts.flatMap((account) => account.items.map(itemView));

it("shows an item without its secrets", () => {
  expect(views[0]).toEqual({
    id: utf8("mail"),
    title: "Mail",
    subtitle: "The one for everything",
    username: "sam@example.com",
    urls: ["https://mail.example.com/login", "https://example.com"],
    kinds: ["basic-auth", "passkey", "totp"],
    favorite: true,
    tags: ["daily", "recovery"],
    modifiedAt: 1_767_225_600,
    passkeys: 1,
    totps: 1,
    files: 0,
    references: [],
  });
});

it("holds no secret of any item", () => {
  const shown = JSON.stringify(views);
  const secrets = ["hunter2", "JBSWY3DPEHPK3PXP", "4111111111111111", "Xk4-unused-9Qz", "sk-rehearsal", "difference engine", "Rex", "correct horse"];
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
});

it("takes the user name of a passkey where there is no login", () => {
  expect(views.find((view) => view.title === "Passkey rsa")?.username).toBe("sam");
});

it("has what an item points to", () => {
  expect(views.find((view) => view.title === "Where the server is")?.references).toEqual([
    { item: utf8("shared-server"), account: utf8("rehearsal-shared-account") },
  ]);
});

it("counts credentials by type", () => {
  expect(countsOf(views)).toMatchObject({ "basic-auth": 3, passkey: 5, totp: 2, file: 1, "keyferry.app/loyalty-card": 1 });
});
