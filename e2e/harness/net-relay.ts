// Starts a program on another network and lets this one reach its debuggers, as Playwright has to: node net-relay.ts PROCESS PROGRAM ARGS…
// PROCESS is any process on that network. A line that says where a debugger listens goes on when it is reached there from here too.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

const [, , onNetwork = "", program = "", ...args] = process.argv;
const PIPE =
  'const s=require("node:net").connect(Number(process.argv[1]),"127.0.0.1");process.stdin.pipe(s);s.pipe(process.stdout);s.on("error",()=>process.exit())';

const child = spawn(program, args, { stdio: ["inherit", "inherit", "pipe"] });
child.once("close", (code) => process.exit(code ?? 1));
for await (const line of createInterface({ input: child.stderr })) {
  const port = /listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
  if (port !== undefined) await reach(Number(port));
  process.stderr.write(`${line}\n`);
}

async function reach(port: number): Promise<void> {
  const server = createServer((socket) => {
    const through = spawn("nsenter", [`--target=${onNetwork}`, "--net", process.execPath, "-e", PIPE, String(port)], { stdio: ["pipe", "pipe", "inherit"] });
    socket.pipe(through.stdin);
    through.stdout.pipe(socket);
    for (const end of [socket, through.stdin]) end.on("error", () => through.kill()); // either side may go first
    socket.once("close", () => through.kill());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}
