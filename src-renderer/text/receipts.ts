// Texts of: receipts.

export const receiptsEnglish = {} as const;

export const receiptsGerman: { readonly [id in keyof typeof receiptsEnglish]: string } = {};
