// Texts of: destinations.

export const destinationsEnglish = {} as const;

export const destinationsGerman: { readonly [id in keyof typeof destinationsEnglish]: string } = {};
