// Texts of: send.

export const sendEnglish = {} as const;

export const sendGerman: { readonly [id in keyof typeof sendEnglish]: string } = {};
