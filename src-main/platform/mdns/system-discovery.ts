// The Discovery of the system this runs on.

import type { Discovery } from "../../../src-shared/exchange/discovery.ts";
import { bonjourDiscovery } from "./bonjour.ts";
import { dnsSdDiscovery } from "./dns-sd.ts";

export function systemDiscovery(): Discovery {
  return process.platform === "darwin" ? dnsSdDiscovery() : bonjourDiscovery();
}
