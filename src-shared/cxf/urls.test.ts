import { expect, it } from "vitest";
import { openableUrl } from "./urls.ts";

it.each([
  ["https://example.com/a?b#c", "https://example.com/a?b#c"],
  ["HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"],
  ["example.com", "https://example.com"],
  [" example.com ", "https://example.com"],
  ["example.com:8443/login", "https://example.com:8443/login"],
  ["localhost:3000", "https://localhost:3000"],
  ["bücher.example", "https://bücher.example"],
  ["androidapp://com.example", undefined],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["file:///etc/passwd", undefined],
  ["mailto:sam@example.com", undefined],
  ["https://exa mple.com/", undefined],
  ["https://example.com/\u200b", undefined],
  ["", undefined],
])("%j opens as %j", (text, expected) => {
  expect(openableUrl(text)).toBe(expected);
});
