// Texts of: doctor.

export const doctorEnglish = {} as const;

export const doctorGerman: { readonly [id in keyof typeof doctorEnglish]: string } = {};
