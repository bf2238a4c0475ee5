// The walls around the window, in real Electron: what the page is given, and all that it is kept from.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electronPath, type OpenedApp, openApp } from "../harness/app.ts";

const endings: (() => unknown)[] = [];
const onEnd = (work: () => unknown) => endings.push(work);

describe.skipIf(electronPath === undefined)("the window's page", () => {
  let opened: OpenedApp;
  /** What reached a server on this computer. */
  const reached: string[] = [];
  let address: string;

  const inPage = <T>(script: string) => opened.page.evaluate<T>(script);
  /** "refused" when `script` throws, rejects, or never answers. */
  const attempt = (script: string) =>
    inPage<string>(`Promise.race([
      (async () => { ${script} })().then(() => "done", () => "refused"),
      new Promise((resolve) => setTimeout(resolve, 1000, "refused")),
    ])`);

  beforeAll(async () => {
    const server = createServer(({ url = "" }, response) => {
      reached.push(url);
      response.setHeader("Access-Control-Allow-Origin", "*").end("x");
    });
    server.on("connection", () => reached.push("a connection"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onEnd(() => server.close());
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    opened = await openApp({ onEnd });
  });

  afterAll(async () => {
    for (const end of endings.reverse()) await end();
  });

  test("is the built one, on the app's own origin", async () => {
    expect(await inPage("location.origin + location.pathname")).toBe("app://keyferry/index.html");
  });

  test("loads and draws without breaking its own policy", async () => {
    await opened.page.waitForSelector("#app > *");
    expect(opened.said.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test.each(["require", "process", "module", "Buffer", "global", "__dirname", "setImmediate"])("knows no %s", async (name) => {
    expect(await inPage(`typeof globalThis[${JSON.stringify(name)}]`)).toBe("undefined");
  });

  test("has exactly three functions of the program's", async () => {
    expect(await inPage("Object.entries(window.api).map(([name, one]) => [name, typeof one])")).toEqual([
      ["call", "function"],
      ["onChanged", "function"],
      ["bringIn", "function"],
    ]);
  });

  test("cannot replace them", async () => {
    expect(await inPage("(() => { try { window.api.call = 1 } catch {} try { window.api = 1 } catch {} return typeof window.api.call })()")).toBe("function");
  });

  test("gets an answer to a call of the contract", async () => {
    expect(await inPage('window.api.call("view", { name: "app" }).then(({ ok, value }) => [ok, value.phase.name])')).toEqual([true, "no-vault"]);
  });

  test.each(["constructor", "__proto__", "vault.key", "keyferry:call", "window.api"])("gets no answer to the unknown call %s", async (name) => {
    expect(await inPage(`window.api.call(${JSON.stringify(name)}, {})`)).toEqual({ ok: false, code: "usage.invalid", detail: "call" });
  });

  test("gets no answer to a call with arguments it does not take", async () => {
    expect(await inPage('window.api.call("view", { name: "app", more: 1 })')).toMatchObject({ ok: false, code: "usage.invalid" });
  });

  test("gets nothing of the vault while there is none", async () => {
    const scope = '{ scope: { by: "all" }, text: "", order: "title", from: 0, count: 10 }';
    expect(await inPage(`window.api.call("vault.list", ${scope})`)).toMatchObject({ ok: false, code: "vault.locked" });
  });

  test("cannot make a path out of a file of its own", async () => {
    expect(await inPage('window.api.bringIn(new File(["x"], "/etc/passwd"))')).toMatchObject({ ok: false });
  });

  test.each([
    ["fetch", "await fetch('http://$/fetch')"],
    ["XMLHttpRequest", "const r = new XMLHttpRequest(); r.open('GET', 'http://$/xhr', false); r.send()"],
    ["a WebSocket", "const s = new WebSocket('ws://$/socket'); await new Promise((yes, no) => { s.onopen = yes; s.onerror = no })"],
    ["an EventSource", "const s = new EventSource('http://$/events'); await new Promise((yes, no) => { s.onopen = yes; s.onerror = no })"],
    ["an image", "const i = new Image(); i.src = 'http://$/image'; await i.decode()"],
    ["a style sheet", load("link", "l.rel = 'stylesheet'; l.href = 'http://$/style'")],
    ["a hint to prefetch", load("link", "l.rel = 'prefetch'; l.href = 'http://$/prefetch'")],
    ["a hint to connect", load("link", "l.rel = 'preconnect'; l.href = 'http://$/connect'")],
    ["a worker", "const w = new Worker('http://$/worker'); await new Promise((yes, no) => { w.onmessage = yes; w.onerror = no })"],
    ["a form", "const f = document.createElement('form'); f.action = 'http://$/form'; document.body.append(f); f.submit(); await new Promise(() => {})"],
    ["a font", "const f = new FontFace('x', 'url(http://$/font)'); await f.load()"],
    ["an import", "await import('http://$/import')"],
    ["a peer connection", peerConnection()],
  ])("reaches nobody with %s", async (_how, script) => {
    expect([await attempt(script.replaceAll("$", address)), reached]).toEqual(["refused", []]);
  });

  test.each([
    ["a beacon", "navigator.sendBeacon('http://$/beacon', 'x')"],
    ["a frame", load("iframe", "l.src = 'http://$/frame'")],
  ])("tells nobody anything with %s", async (_how, script) => {
    await attempt(`${script.replaceAll("$", address)}; await new Promise(() => {})`);
    expect(reached).toEqual([]);
  });

  test.each(["file:///etc/hostname", "app://keyferry/../../../package.json", "app://keyferry/preload.cjs", "app://other/index.html"])(
    "cannot read %s",
    async (url) => {
      expect(await attempt(`const r = await fetch(${JSON.stringify(url)}); if (!r.ok) throw r.status`)).toBe("refused");
    },
  );

  test.each([
    ["eval", later("(0, eval)('1')")],
    ["Function", later("new Function('return 1')()")],
    ["a text timer", "await new Promise((yes) => { window.yes = yes; setTimeout('yes()', 0) })"],
    ["an inline script", "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); if (!window.ran) throw 0"],
    ["markup as text", "document.createElement('div').innerHTML = '<b>x</b>'"],
    ["a data address", "await import('data:text/javascript,1')"],
  ])("cannot run %s", async (_what, script) => {
    expect(await attempt(script)).toBe("refused");
  });

  test("opens no other window", async () => {
    const answer = await inPage('window.open("about:blank") === null');
    expect([answer, opened.app.windows().length]).toEqual([true, 1]);
  });

  test.each(["https://keyferry.example/", "file:///etc/hostname", "app://keyferry/index.html?again"])("does not go to %s", async (url) => {
    await attempt(`location.href = ${JSON.stringify(url)}; await new Promise(() => {})`);
    expect(await inPage("location.href")).toBe("app://keyferry/index.html");
  });

  test("comes back when it leaves for an empty page", async () => {
    const back = opened.page.waitForEvent("load");
    await attempt('location.href = "about:blank"').catch(() => {});
    await back.then(() => opened.page.waitForURL("app://keyferry/index.html"));
    expect(await inPage("typeof window.api.call")).toBe("function");
  });

  test.each(["notifications", "geolocation", "camera", "microphone", "clipboard-read", "midi", "persistent-storage"])("is denied %s", async (name) => {
    expect(await inPage(`navigator.permissions.query({ name: ${JSON.stringify(name)} }).then(({ state }) => state)`)).toBe("denied");
  });

  test.each([
    ["the microphone", "await navigator.mediaDevices.getUserMedia({ audio: true })"],
    ["the screen", "await navigator.mediaDevices.getDisplayMedia()"],
    ["the clipboard", "await navigator.clipboard.readText()"],
    ["USB", "await navigator.usb.requestDevice({ filters: [] })"],
    ["Bluetooth", "await navigator.bluetooth.requestDevice({ acceptAllDevices: true })"],
  ])("cannot use %s", async (_what, script) => {
    expect(await attempt(script)).toBe("refused");
  });

  test("has its developer tools closed", async () => {
    expect(await opened.app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.isDevToolsOpened()))).toEqual([false]);
  });

  test("is sandboxed, isolated and without Node in its window's own settings", async () => {
    const settings = await opened.app.evaluate(({ webContents }) => {
      const [page] = webContents.getAllWebContents() as unknown as { getLastWebPreferences(): { [name: string]: unknown } }[];
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = page?.getLastWebPreferences() ?? {};
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(settings).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
  });

  test("keeps its session in memory and sends no word to a spell checker", async () => {
    const answer = await opened.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map(({ session }) => [session.isPersistent(), session.isSpellCheckerEnabled()]),
    );
    expect(answer).toEqual([[false, false]]);
  });
});

/** Puts an element into the page and waits until it has loaded, or not. */
function load(tag: string, set: string): string {
  return `const l = document.createElement("${tag}"); ${set};
    await new Promise((yes, no) => { l.onload = yes; l.onerror = no; document.head.append(l) })`;
}

/** In a turn of its own: what comes in through the driver itself may use eval, whatever the page's policy. */
function later(script: string): string {
  return `await new Promise((yes, no) => setTimeout(() => { try { yes(${script}) } catch (error) { no(error) } }))`;
}

/** Done when it finds a way out of the page, which a candidate would be. */
function peerConnection(): string {
  return `const c = new RTCPeerConnection({ iceServers: [{ urls: ["stun:$", "turn:$?transport=tcp"], username: "x", credential: "x" }] });
    c.createDataChannel("x");
    await c.setLocalDescription();
    await new Promise((yes) => { c.onicecandidate = ({ candidate }) => candidate && yes() })`;
}
