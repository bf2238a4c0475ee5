// Nested collections from paths of names, each node with the identifier its folder had or one derived from its path.

import type { Collection, LinkedItem } from "../cxf/document.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

type Node = { id: Uint8Array | undefined; readonly path: readonly string[]; readonly items: LinkedItem[]; readonly children: Map<string, Node> };

export type CollectionTree = {
  /** Names a place in the tree; `id` where the source gives one. */
  add(path: readonly string[], id?: Uint8Array): void;
  link(path: readonly string[], item: Uint8Array): void;
  finish(): readonly Collection[];
};

/** `idFor` answers for places the source gave no identifier. */
export function collectionTree(idFor: (path: readonly string[]) => Uint8Array): CollectionTree {
  const root: Node = { id: undefined, path: [], items: [], children: new Map() };
  const place = (path: readonly string[]): Node => {
    let node = root;
    for (const title of path) {
      const next = node.children.get(title) ?? { id: undefined, path: [...node.path, title], items: [], children: new Map() };
      node.children.set(title, next);
      node = next;
    }
    return node;
  };
  const finish = (node: Node): Collection => ({
    id: node.id ?? idFor(node.path),
    title: node.path.at(-1) ?? "",
    items: node.items,
    ...(node.children.size > 0 && { subCollections: [...node.children.values()].map(finish) }),
  });
  return {
    add(path, id) {
      const node = place(path);
      node.id ??= id;
    },
    link(path, item) {
      place(path).items.push({ item });
    },
    finish: () => [...root.children.values()].map(finish),
  };
}

/** The names in a folder name with slashes; a name with an empty part is one name, and what is too deep stays one. */
export function folderPath(name: string): readonly string[] {
  const parts = name.split("/");
  if (parts.some((part) => part.trim() === "")) return [name];
  const kept = parts.slice(0, SOURCE_LIMITS.collectionDepth - 1);
  const rest = parts.slice(SOURCE_LIMITS.collectionDepth - 1).join("/");
  return rest === "" ? kept : [...kept, rest];
}
