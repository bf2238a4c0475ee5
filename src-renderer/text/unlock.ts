// Texts of: unlock.

export const unlockEnglish = {} as const;

export const unlockGerman: { readonly [id in keyof typeof unlockEnglish]: string } = {};
