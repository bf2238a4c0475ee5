// The message catalogs: every text of the window, by id, in English and German. ICU message syntax.

import { appEnglish, appGerman } from "./app.ts";
import { bringInEnglish, bringInGerman } from "./bring-in.ts";
import { cameraEnglish, cameraGerman } from "./camera.ts";
import { destinationsEnglish, destinationsGerman } from "./destinations.ts";
import { doctorEnglish, doctorGerman } from "./doctor.ts";
import { errorsEnglish, errorsGerman } from "./errors.ts";
import { findingsEnglish, findingsGerman } from "./findings.ts";
import { itemsEnglish, itemsGerman } from "./items.ts";
import { kindsEnglish, kindsGerman } from "./kinds.ts";
import { linksEnglish, linksGerman } from "./links.ts";
import { receiptsEnglish, receiptsGerman } from "./receipts.ts";
import { receiveEnglish, receiveGerman } from "./receive.ts";
import { selfTestEnglish, selfTestGerman } from "./self-test.ts";
import { sendEnglish, sendGerman } from "./send.ts";
import { settingsEnglish, settingsGerman } from "./settings.ts";
import { setupEnglish, setupGerman } from "./setup.ts";
import { staysEnglish, staysGerman } from "./stays.ts";
import { transferEnglish, transferGerman } from "./transfer.ts";
import { unlockEnglish, unlockGerman } from "./unlock.ts";
import { vaultEnglish, vaultGerman } from "./vault.ts";

export const ENGLISH = {
  ...appEnglish,
  ...bringInEnglish,
  ...cameraEnglish,
  ...destinationsEnglish,
  ...doctorEnglish,
  ...errorsEnglish,
  ...findingsEnglish,
  ...itemsEnglish,
  ...kindsEnglish,
  ...linksEnglish,
  ...receiptsEnglish,
  ...receiveEnglish,
  ...selfTestEnglish,
  ...sendEnglish,
  ...settingsEnglish,
  ...setupEnglish,
  ...staysEnglish,
  ...transferEnglish,
  ...unlockEnglish,
  ...vaultEnglish,
} as const;

export type MessageId = keyof typeof ENGLISH;
export type Messages = { readonly [id in MessageId]: string };

export const GERMAN: Messages = {
  ...appGerman,
  ...bringInGerman,
  ...cameraGerman,
  ...destinationsGerman,
  ...doctorGerman,
  ...errorsGerman,
  ...findingsGerman,
  ...itemsGerman,
  ...kindsGerman,
  ...linksGerman,
  ...receiptsGerman,
  ...receiveGerman,
  ...selfTestGerman,
  ...sendGerman,
  ...settingsGerman,
  ...setupGerman,
  ...staysGerman,
  ...transferGerman,
  ...unlockGerman,
  ...vaultGerman,
};
