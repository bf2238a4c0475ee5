// What the columns of each program's CSV mean. Headers: Chromium, Firefox and Apple password exports; KeePassXC's CSV export.

import type { EditableField } from "../cxf/document.ts";
import { unixSeconds } from "./iso-time.ts";
import type { Origin } from "./item-parts.ts";
import { field } from "./item-parts.ts";

/** The values of a row by column, as in the header; "" where there is none. */
export type CsvValues = (column: string) => string;

export type CsvContent = {
  readonly title: string;
  readonly urls: readonly string[];
  readonly username: string;
  readonly password: string;
  readonly note?: string;
  readonly otp?: string;
  readonly folder?: readonly string[];
  /** Unix seconds. */
  readonly creationAt?: number | undefined;
  readonly modifiedAt?: number | undefined;
  readonly fields?: readonly (EditableField | undefined)[];
  /** What tells this row from others in the next export too. */
  readonly identity: readonly string[];
};

export type CsvDefinition = {
  readonly id: string;
  readonly name: string;
  readonly origin: Origin;
  /** All of these in a header make it this format. */
  readonly required: readonly string[];
  /** What it may have besides; any other column is kept as concealed fields. */
  readonly optional: readonly string[];
  /** Columns with no place in the exchange format. */
  readonly usage: readonly string[];
  read(values: CsvValues): CsvContent;
};

const chromium: CsvDefinition = {
  id: "chromium-csv",
  name: "Chrome, Edge, Brave (.csv)",
  origin: { exporterRpId: "google.com", exporterDisplayName: "Chromium browser" },
  required: ["name", "url", "username", "password"],
  optional: ["note"],
  usage: [],
  read: (value) => ({
    title: value("name") || hostOf(value("url")),
    urls: [value("url")],
    username: value("username"),
    password: value("password"),
    note: value("note"),
    identity: [value("url"), value("username")],
  }),
};

const firefox: CsvDefinition = {
  id: "firefox-csv",
  name: "Firefox (.csv)",
  origin: { exporterRpId: "mozilla.org", exporterDisplayName: "Firefox" },
  required: ["url", "username", "password", "httpRealm", "formActionOrigin", "guid"],
  optional: ["timeCreated", "timePasswordChanged"],
  usage: ["timeLastUsed"],
  read: (value) => ({
    title: hostOf(value("url")),
    urls: [value("url")],
    username: value("username"),
    password: value("password"),
    creationAt: milliseconds(value("timeCreated")),
    modifiedAt: milliseconds(value("timePasswordChanged")),
    fields: [
      field("string", value("httpRealm"), "httpRealm"),
      value("formActionOrigin") === value("url") ? undefined : field("string", value("formActionOrigin"), "formActionOrigin"),
    ],
    identity: value("guid") ? [value("guid")] : [value("url"), value("username"), value("httpRealm")],
  }),
};

const apple: CsvDefinition = {
  id: "apple-csv",
  name: "Apple Passwords, Safari (.csv)",
  origin: { exporterRpId: "apple.com", exporterDisplayName: "Apple Passwords" },
  required: ["Title", "URL", "Username", "Password", "OTPAuth"],
  optional: ["Notes"],
  usage: [],
  read: (value) => ({
    title: value("Title"),
    urls: [value("URL")],
    username: value("Username"),
    password: value("Password"),
    note: value("Notes"),
    otp: value("OTPAuth"),
    identity: [value("Title"), value("URL"), value("Username")],
  }),
};

const keepassxc: CsvDefinition = {
  id: "keepassxc-csv",
  name: "KeePassXC (.csv)",
  origin: { exporterRpId: "keepassxc.org", exporterDisplayName: "KeePassXC" },
  required: ["Group", "Title", "Username", "Password", "URL", "Notes"],
  optional: ["TOTP", "Last Modified", "Created"],
  usage: ["Icon"],
  read: (value) => ({
    title: value("Title"),
    urls: [value("URL")],
    username: value("Username"),
    password: value("Password"),
    note: value("Notes"),
    otp: value("TOTP"),
    // The first name is that of the database itself.
    folder: value("Group").split("/").slice(1),
    creationAt: unixSeconds(value("Created")),
    modifiedAt: unixSeconds(value("Last Modified")),
    identity: [value("Title"), value("URL"), value("Username")],
  }),
};

export const CSV_DEFINITIONS: readonly CsvDefinition[] = [firefox, apple, keepassxc, chromium];

/** The host of a URL without "www.", or the URL itself. */
function hostOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(?:www\.)?([^/:?#]+)/i.exec(url)?.[1] ?? url;
}

function milliseconds(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Math.floor(Number(text) / 1000) : undefined;
}
