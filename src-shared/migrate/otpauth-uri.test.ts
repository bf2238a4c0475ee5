import { expect, test } from "vitest";
import { readOtp } from "./otpauth-uri.ts";

const SECRET = "JBSWY3DPEHPK3PXP";
const PLAIN = { type: "totp", secret: SECRET, period: 30, digits: 6, algorithm: "sha1" };

test.each([
  [SECRET, PLAIN],
  ["jbsw y3dp-ehpk 3pxp", PLAIN],
  ["JBSWY3DPEHPK3PXP====", PLAIN],
  [`otpauth://totp/?secret=${SECRET}`, PLAIN],
  [`OTPAUTH://TOTP/x?Secret=${SECRET}`, { ...PLAIN, username: "x" }],
  [`otpauth://totp/ACME%20Co:john@example.com?secret=${SECRET}&issuer=ACME%20Co`, { ...PLAIN, username: "john@example.com", issuer: "ACME Co" }],
  [`otpauth://totp/ACME:john?secret=${SECRET}`, { ...PLAIN, username: "john", issuer: "ACME" }],
  [`otpauth://totp/Label%3A%20john?secret=${SECRET}&issuer=Other+One`, { ...PLAIN, username: "john", issuer: "Other One" }],
  [`otpauth://totp/x?secret=${SECRET}&algorithm=SHA512&digits=8&period=60`, { ...PLAIN, algorithm: "sha512", digits: 8, period: 60, username: "x" }],
  [`otpauth://totp/x?secret=${SECRET}&algorithm=HMAC-SHA-256&digits=&period=`, { ...PLAIN, algorithm: "sha256", username: "x" }],
  [`otpauth://totp/100%?secret=${SECRET}`, { ...PLAIN, username: "100%" }],
  [`key=${SECRET}&step=60&size=8`, { ...PLAIN, period: 60, digits: 8 }],
])("%s is read", (text, totp) => {
  expect(readOtp(text)).toEqual({ totp });
});

test.each([
  ["steam://JBSWY3DPEHPK3PXP", "steam-totp"],
  [`otpauth://totp/Steam:x?secret=${SECRET}&encoder=steam`, "steam-totp"],
  [`otpauth://hotp/x?secret=${SECRET}&counter=1`, "hotp"],
  [`otpauth://totp/x?secret=${SECRET}&algorithm=MD5`, "unknown-otp-algorithm"],
  ["otpauth://totp/x", "unreadable-otp"],
  ["otpauth://motp/x?secret=AA", "unreadable-otp"],
  [`otpauth://totp/x?secret=${SECRET}&period=0`, "unreadable-otp"],
  [`otpauth://totp/x?secret=${SECRET}&period=70000`, "unreadable-otp"],
  [`otpauth://totp/x?secret=${SECRET}&digits=11`, "unreadable-otp"],
  [`otpauth://totp/x?secret=${SECRET}&digits=6.5`, "unreadable-otp"],
  ["JBSWY3DP0189", "unreadable-otp"],
  ["  ", "unreadable-otp"],
])("%s is refused as %s", (text, refused) => {
  expect(readOtp(text)).toEqual({ refused });
});
