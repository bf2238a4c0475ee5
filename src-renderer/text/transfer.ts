// Texts of: transfer.

export const transferEnglish = {} as const;

export const transferGerman: { readonly [id in keyof typeof transferEnglish]: string } = {};
