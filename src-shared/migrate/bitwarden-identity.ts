// Bitwarden's card, identity and SSH key items as CXF credentials.

import type { Credential, EditableField } from "../cxf/document.ts";
import { field, fieldsOf } from "./item-parts.ts";
import { type JsonObject, textIn } from "./json-source.ts";
import { readSshKey } from "./openssh-key.ts";
import type { Findings } from "./reasons.ts";
import { at } from "./source-path.ts";

/** What one part of an item becomes: credentials, and fields for what has no place in them. */
export type Brought = { readonly credentials: readonly (Credential | undefined)[]; readonly fields: readonly (EditableField | undefined)[] };

export function cardOf(card: JsonObject): Brought {
  const month = Number(textIn(card, "expMonth"));
  const year = Number(textIn(card, "expYear"));
  const dated = Number.isInteger(month) && month >= 1 && month <= 12 && Number.isInteger(year) && year >= 0 && year <= 9999;
  const fullYear = year < 100 ? year + 2000 : year;
  const expiry = dated ? `${String(fullYear).padStart(4, "0")}-${String(month).padStart(2, "0")}` : undefined;
  const credential = fieldsOf("credit-card", {
    number: field("concealed-string", textIn(card, "number")),
    fullName: field("string", textIn(card, "cardholderName")),
    cardType: field("string", textIn(card, "brand")),
    verificationNumber: field("concealed-string", textIn(card, "code")),
    expiryDate: field("year-month", expiry),
  });
  if (dated) return { credentials: [credential], fields: [] };
  return { credentials: [credential], fields: [field("string", textIn(card, "expMonth"), "expMonth"), field("string", textIn(card, "expYear"), "expYear")] };
}

export function identityOf(identity: JsonObject): Brought {
  const text = (name: string) => textIn(identity, name);
  const lines = [text("address1"), text("address2"), text("address3")].filter((line) => line !== undefined);
  const [territory, country] = [text("state"), text("country")];
  return {
    credentials: [
      fieldsOf("person-name", {
        title: field("string", text("title")),
        given: field("string", text("firstName")),
        given2: field("string", text("middleName")),
        surname: field("string", text("lastName")),
      }),
      fieldsOf("address", {
        streetAddress: field("string", lines.join("\n")),
        postalCode: field("string", text("postalCode")),
        city: field("string", text("city")),
        territory: field(/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(territory ?? "") ? "subdivision-code" : "string", territory),
        country: field(/^[A-Z]{2}$/.test(country ?? "") ? "country-code" : "string", country),
        tel: field("string", text("phone")),
      }),
      fieldsOf("identity-document", { identificationNumber: field("string", text("ssn")) }),
      fieldsOf("passport", { passportNumber: field("string", text("passportNumber")) }),
      fieldsOf("drivers-license", { licenseNumber: field("string", text("licenseNumber")) }),
    ],
    fields: [field("string", text("username"), "username"), field("string", text("company"), "company"), field("email", text("email"), "email")],
  };
}

/** A key that cannot become PKCS#8 stays whole, as a concealed field. */
export function sshKeyOf(source: JsonObject, path: string, about: string, findings: Findings): Brought {
  const text = textIn(source, "privateKey") ?? "";
  const reading = readSshKey(text);
  if ("refused" in reading) {
    findings.add("refused", at(path, "privateKey"), reading.refused, about);
    const fields = [field("concealed-string", text, "privateKey"), field("string", textIn(source, "publicKey"), "publicKey")];
    return { credentials: [], fields: [...fields, field("string", textIn(source, "keyFingerprint"), "keyFingerprint")] };
  }
  const { keyType, privateKey, comment } = reading;
  return { credentials: [{ type: "ssh-key", keyType, privateKey, ...(comment !== "" && { keyComment: comment }) }], fields: [] };
}
