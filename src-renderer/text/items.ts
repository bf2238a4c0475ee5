// Texts of: items.

export const itemsEnglish = {} as const;

export const itemsGerman: { readonly [id in keyof typeof itemsEnglish]: string } = {};
