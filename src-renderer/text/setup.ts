// Texts of: setup.

export const setupEnglish = {} as const;

export const setupGerman: { readonly [id in keyof typeof setupEnglish]: string } = {};
