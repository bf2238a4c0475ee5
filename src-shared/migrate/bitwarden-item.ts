// One item of a Bitwarden export as a CXF item.

import type { CredentialScope, EditableField, Item } from "../cxf/document.ts";
import { type Brought, cardOf, identityOf, sshKeyOf } from "./bitwarden-identity.ts";
import { loginOf } from "./bitwarden-login.ts";
import { unixSeconds } from "./iso-time.ts";
import { customFieldsOf, field, itemOf, noteOf } from "./item-parts.ts";
import { asObject, type JsonObject, listIn, numberIn, textIn } from "./json-source.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";

type Part = Brought & { readonly scope?: CredentialScope };
type PartReader = (source: JsonObject, path: string, about: string, findings: Findings) => Part;

/** The member that holds what is particular to the kind of item; several of them are read if several are there. */
const PARTS: { readonly [member: string]: PartReader } = {
  login: loginOf,
  card: cardOf,
  identity: identityOf,
  sshKey: sshKeyOf,
  secureNote: () => ({ credentials: [], fields: [] }),
};
const HIGHEST_TYPE = 5;

export function bitwardenItem(source: JsonObject, id: Uint8Array, path: string, findings: Findings): Item {
  const title = textIn(source, "name") ?? "";
  noteLosses(source, path, title, findings);
  const parts: Part[] = [];
  for (const member of Object.keys(source)) {
    const held = asObject(source[member]);
    if (held === undefined) continue;
    const read = Object.hasOwn(PARTS, member) ? PARTS[member] : undefined;
    parts.push(read === undefined ? unknownPart(held, member) : read(held, at(path, member), title, findings));
  }
  const fields = listIn(source, "fields").map((entry, i) => customField(asObject(entry), at(path, "fields", i), title, findings));
  return itemOf({
    id,
    title,
    creationAt: timeIn(source, "creationDate", path, title, findings),
    modifiedAt: timeIn(source, "revisionDate", path, title, findings),
    favorite: source.favorite === true,
    scope: parts.find((part) => part.scope !== undefined)?.scope,
    credentials: [
      ...parts.flatMap((part) => part.credentials),
      noteOf(textIn(source, "notes")),
      customFieldsOf([...fields, ...parts.flatMap((part) => part.fields)]),
    ],
  });
}

function noteLosses(source: JsonObject, path: string, about: string, findings: Findings): void {
  if (listIn(source, "passwordHistory").length > 0) findings.add("refused", at(path, "passwordHistory"), "password-history", about);
  if (numberIn(source, "reprompt") === 1) findings.add("refused", at(path, "reprompt"), "reprompt", about);
  if (textIn(source, "archivedDate") !== undefined) findings.add("noted", at(path, "archivedDate"), "archived-item", about);
  const type = numberIn(source, "type") ?? 0;
  if (!Number.isInteger(type) || type < 1 || type > HIGHEST_TYPE) findings.add("noted", at(path, "type"), "unknown-item-type", about);
}

/** What a kind of item this version does not know holds, as concealed fields. */
function unknownPart(held: JsonObject, member: string): Part {
  return { credentials: [], fields: Object.keys(held).map((name) => field("concealed-string", textIn(held, name), `${member} ${name}`)) };
}

const TEXT = 0;
const HIDDEN = 1;
const BOOLEAN = 2;
const LINKED = 3;

function customField(source: JsonObject | undefined, path: string, about: string, findings: Findings): EditableField | undefined {
  const label = textIn(source, "name") ?? "";
  const value = textIn(source, "value") ?? "";
  switch (numberIn(source, "type") ?? TEXT) {
    case HIDDEN:
      return { fieldType: "concealed-string", value, label };
    case BOOLEAN:
      return { fieldType: value === "true" || value === "false" ? "boolean" : "string", value, label };
    case LINKED:
      findings.add("noted", path, "linked-field", about);
      return { fieldType: "string", value: `linked field ${textIn(source, "linkedId") ?? ""}`.trim(), label };
    default:
      return { fieldType: "string", value, label };
  }
}

function timeIn(source: JsonObject, name: string, path: string, about: string, findings: Findings): number | undefined {
  const text = textIn(source, name);
  const seconds = text === undefined ? undefined : unixSeconds(text);
  if (text !== undefined && seconds === undefined) findings.add("repaired", at(path, name), "unreadable-time", about);
  return seconds;
}
