// Texts of: settings.

export const settingsEnglish = {} as const;

export const settingsGerman: { readonly [id in keyof typeof settingsEnglish]: string } = {};
