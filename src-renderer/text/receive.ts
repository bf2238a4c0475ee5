// Texts of: receive.

export const receiveEnglish = {} as const;

export const receiveGerman: { readonly [id in keyof typeof receiveEnglish]: string } = {};
