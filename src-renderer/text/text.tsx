// Texts in the person's language: `useText()` answers with the function that fills a message, `TextProvider` chooses the catalog.

import { type ReactNode, useCallback, useEffect } from "react";
import { IntlProvider, type PrimitiveType, useIntl } from "react-intl";
import { ENGLISH, GERMAN, type MessageId } from "./messages.ts";

export type Language = "en" | "de";
export type Values = { readonly [name: string]: PrimitiveType };
export type Fill = (id: MessageId, values?: Values) => string;

const CATALOGS = { en: ENGLISH, de: GERMAN } as const;
/** British: the day before the month, and 24 hours. */
const LOCALES = { en: "en-GB", de: "de-DE" } as const;

export function TextProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <IntlProvider locale={LOCALES[language]} messages={CATALOGS[language]}>
      {children}
    </IntlProvider>
  );
}

export function useText(): Fill {
  const { formatMessage } = useIntl();
  return useCallback((id, values) => formatMessage({ id }, values), [formatMessage]);
}

/** Dates and sizes as the language writes them; times are Unix seconds. */
export function useFormats() {
  const intl = useIntl();
  const day = (seconds: number) => intl.formatDate(seconds * 1000, { dateStyle: "medium" });
  const moment = (seconds: number) => intl.formatDate(seconds * 1000, { dateStyle: "medium", timeStyle: "short" });
  const number = (value: number) => intl.formatNumber(value);
  const size = (bytes: number) => {
    const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
    const unit = (["byte", "kilobyte", "megabyte", "gigabyte"] as const)[power] ?? "byte";
    return intl.formatNumber(bytes / 1000 ** power, {
      style: "unit",
      unit,
      maximumFractionDigits: power === 0 ? 0 : 1,
      unitDisplay: power === 0 ? "long" : "short",
    });
  };
  return { day, moment, number, size, language: intl.locale.slice(0, 2) as Language };
}
