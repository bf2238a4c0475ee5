// Texts of: findings.

export const findingsEnglish = {} as const;

export const findingsGerman: { readonly [id in keyof typeof findingsEnglish]: string } = {};
