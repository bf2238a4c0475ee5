// Whether a Linux firewall's rules let a new TCP connection in, from what `nft --json list ruleset` says; a rule that is not understood makes the answer unclear.

/** `port` at this computer; `interfaces` it may come in by. */
export type Arrival = { readonly port: number; readonly interfaces: readonly string[] };
export type Judgement = "open" | "blocked" | "unclear";

type Json = { readonly [name: string]: unknown };
type Answer = "yes" | "no" | "maybe";
/** What becomes of it; "on": the next rule, or the chain's policy. */
type Fate = "accept" | "drop" | "on";
type Rules = ReadonlyMap<string, readonly (readonly Json[])[]>;

/** Chains inside chains; the kernel allows 16. */
const DEEPEST = 16;
const EITHER: readonly Fate[] = ["accept", "drop"];
const ANY: readonly Fate[] = [...EITHER, "on"];
const OTHER_HOOKS = new Set(["forward", "output", "postrouting", "egress"]);
const NEUTRAL = new Set(["counter", "log", "comment", "quota", "notrack", "mangle", "ct helper"]);

/** Throws a SyntaxError when it is no JSON. */
export function judge(ruleset: string, arrival: Arrival): Judgement {
  const objects = listOf(field(JSON.parse(ruleset), "nftables"));
  const rules = gather(objects);
  const fates = objects.flatMap((object) => {
    const chain = field(object, "chain");
    return comesBy(chain) ? [fatesAt(chain, rules, arrival)] : [];
  });
  if (fates.some((one) => one.has("drop") && !one.has("accept"))) return "blocked";
  return fates.some((one) => one.has("drop")) ? "unclear" : "open";
}

function gather(objects: readonly unknown[]): Rules {
  const rules = new Map<string, (readonly Json[])[]>();
  for (const object of objects) {
    const rule = field(object, "rule");
    if (!isJson(rule)) continue;
    const key = placeOf(rule, rule.chain);
    rules.set(key, [...(rules.get(key) ?? []), listOf(rule.expr).filter(isJson)]);
  }
  return rules;
}

/** A base chain that a connection from another computer passes; address translation drops nothing. */
function comesBy(chain: unknown): chain is Json {
  if (!isJson(chain) || typeof chain.hook !== "string" || chain.type === "nat") return false;
  return !OTHER_HOOKS.has(chain.hook) && ["ip", "inet", "netdev"].includes(String(chain.family));
}

function fatesAt(chain: Json, rules: Rules, arrival: Arrival): ReadonlySet<Fate> {
  const fates = new Set(walk(chain, chain.name, rules, arrival, 0));
  if (fates.delete("on")) fates.add(chain.policy === "drop" ? "drop" : "accept");
  return fates;
}

function walk(at: Json, chain: unknown, rules: Rules, arrival: Arrival, depth: number): ReadonlySet<Fate> {
  if (depth > DEEPEST) return new Set(ANY);
  const fates = new Set<Fate>();
  for (const rule of rules.get(placeOf(at, chain)) ?? []) {
    const { fits, becomes } = read(rule, arrival, (target) => walk(at, target, rules, arrival, depth + 1));
    if (fits === "no") continue;
    if (becomes === "return") {
      fates.add("on");
      if (fits === "yes") return fates;
      continue;
    }
    for (const fate of becomes) if (fate !== "on") fates.add(fate);
    if (fits === "yes" && !becomes.has("on")) return fates;
  }
  return fates.add("on");
}

type Read = { readonly fits: Answer; readonly becomes: ReadonlySet<Fate> | "return" };
type Enter = (chain: unknown) => ReadonlySet<Fate>;

function read(rule: readonly Json[], arrival: Arrival, enter: Enter): Read {
  let fits: Answer = "yes";
  for (const statement of rule) {
    const [name = ""] = Object.keys(statement);
    const value = statement[name];
    if (name === "match") fits = both(fits, matches(value, arrival));
    else if (name === "vmap") return { fits, becomes: mapped(value, arrival, enter) };
    else if (!NEUTRAL.has(name)) {
      const becomes = verdict(name, value, enter);
      if (becomes !== undefined) return { fits, becomes };
      fits = both(fits, "maybe");
    }
    if (fits === "no") break;
  }
  return { fits, becomes: new Set(["on"]) };
}

/** Undefined when it is no verdict: a limit or something newer. */
function verdict(name: string, value: unknown, enter: Enter): Read["becomes"] | undefined {
  switch (name) {
    case "accept":
      return new Set(["accept"]);
    case "drop":
    case "reject":
      return new Set(["drop"]);
    case "return":
      return "return";
    case "jump":
      return enter(field(value, "target"));
    case "goto":
      return new Set([...enter(field(value, "target"))].flatMap((fate) => (fate === "on" ? EITHER : [fate])));
    case "xt":
    case "queue":
    case "tproxy":
    case "synproxy":
      return new Set(ANY);
    default:
      return undefined;
  }
}

function mapped(value: unknown, arrival: Arrival, enter: Enter): ReadonlySet<Fate> {
  const pairs = field(field(value, "data"), "set");
  if (!Array.isArray(pairs)) return new Set(ANY);
  const fates = new Set<Fate>();
  for (const [key, becomes] of pairs.map(listOf)) {
    const fits = matches({ op: "==", left: field(value, "key"), right: key }, arrival);
    const [name = ""] = Object.keys(isJson(becomes) ? becomes : {});
    const fate = verdict(name, field(becomes, name), enter) ?? ANY;
    if (fits === "no") continue;
    for (const one of fate === "return" ? ANY : fate) fates.add(one);
    if (fits === "yes") return fates;
  }
  return fates.add("on");
}

function matches(match: unknown, arrival: Arrival): Answer {
  const answer = equals(field(match, "left"), field(match, "right"), arrival);
  if (field(match, "op") !== "!=") return answer;
  return answer === "maybe" ? "maybe" : answer === "yes" ? "no" : "yes";
}

function equals(left: unknown, right: unknown, { port, interfaces }: Arrival): Answer {
  const meta = field(field(left, "meta"), "key");
  if (meta === "iifname" || meta === "iif") return all(interfaces.map((name) => among(right, name)));
  if (meta === "l4proto") return either(among(right, "tcp"), among(right, 6));
  if (meta === "nfproto") return among(right, "ipv4");
  if (field(field(left, "ct"), "key") === "state") return among(right, "new");
  if (field(field(left, "fib"), "result") === "type") return among(right, "local");
  const { protocol, field: name } = asJson(field(left, "payload"));
  if (protocol === "tcp" || protocol === "th") return name === "dport" ? among(right, port) : "maybe";
  if (protocol === "ip" && name === "protocol") return either(among(right, "tcp"), among(right, 6));
  return protocol === undefined || protocol === "ip" || protocol === "ether" ? "maybe" : "no";
}

/** `right`: a value, a range, or a list or set of these; a named set and a pattern are not looked into. */
function among(right: unknown, value: string | number): Answer {
  const set = Array.isArray(right) ? right : field(right, "set");
  if (Array.isArray(set)) return set.map((one) => among(one, value)).reduce(either, "no");
  const range = field(right, "range");
  if (Array.isArray(range) && typeof value === "number") return range[0] <= value && value <= range[1] ? "yes" : "no";
  if (typeof right === "string") return right === value ? "yes" : /[@*]/.test(right) ? "maybe" : "no";
  return typeof right === "number" ? yesIf(right === value) : "maybe";
}

function yesIf(so: boolean): Answer {
  return so ? "yes" : "no";
}

function both(a: Answer, b: Answer): Answer {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "maybe";
}

function either(a: Answer, b: Answer): Answer {
  if (a === "yes" || b === "yes") return "yes";
  return a === "no" && b === "no" ? "no" : "maybe";
}

/** The answer for every one of them, where they agree. */
function all(answers: readonly Answer[]): Answer {
  const [first = "maybe"] = answers;
  return answers.every((one) => one === first) ? first : "maybe";
}

function placeOf({ family, table }: Json, chain: unknown): string {
  return JSON.stringify([family, table, chain]);
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

function field(value: unknown, name: string): unknown {
  return asJson(value)[name];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
