// Texts of: vault.

export const vaultEnglish = {} as const;

export const vaultGerman: { readonly [id in keyof typeof vaultEnglish]: string } = {};
