// Texts of: bring-in.

export const bringInEnglish = {} as const;

export const bringInGerman: { readonly [id in keyof typeof bringInEnglish]: string } = {};
