import { expect, test } from "vitest";
import { readXml } from "./xml-reader.ts";

const element = (name: string, over: object = {}) => ({ name, attributes: new Map(), children: [], text: "", ...over });

test.each([
  ["<a/>", element("a")],
  ['<?xml version="1.0"?>\n<!-- c -->\n<a>x</a>\n', element("a", { text: "x" })],
  ["<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</a>", element("a", { text: "<&>\"'A😀" })],
  ["<a><![CDATA[<b>&amp;</b>]]></a>", element("a", { text: "<b>&amp;</b>" })],
  [
    "<a x=\"1&amp;2\" y='3' ><b/>t</a >",
    element("a", {
      attributes: new Map([
        ["x", "1&2"],
        ["y", "3"],
      ]),
      children: [element("b")],
      text: "t",
    }),
  ],
  ["\ufeff<a>\ud83d</a>".toWellFormed(), element("a", { text: "\ufffd" })],
])("%j is read", (source, expected) => {
  expect(readXml(source)).toEqual(expected);
});

test.each([
  "",
  "x",
  "<a>",
  "</a>",
  "<a></b>",
  "<a/><b/>",
  "<a>&nope;</a>",
  "<a>&#x110000;</a>",
  "<a x=1/>",
  "<a",
  "<!DOCTYPE a><a/>",
  "<a/>x",
  "<a><!--</a>",
  "<1/>",
])("%j is malformed", (source) => {
  expect(() => readXml(source)).toThrow(expect.objectContaining({ code: "format.malformed" }));
});

test("the number of elements is limited", () => {
  expect(() => readXml("<a><b/><b/></a>", 2)).toThrow(expect.objectContaining({ code: "format.limit-exceeded", detail: "XML elements" }));
});

test("depth is limited", () => {
  expect(() => readXml("<a>".repeat(1000))).toThrow(expect.objectContaining({ code: "format.limit-exceeded" }));
});
