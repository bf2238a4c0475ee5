// A file's name for a title: the beginning and the end of a long one. Pure.

const LONGEST = 48;
const END = 14;

export function shortName(file: string): string {
  const letters = Array.from(file);
  if (letters.length <= LONGEST) return file;
  return `${letters.slice(0, LONGEST - END - 1).join("")}…${letters.slice(-END).join("")}`;
}
