// What the window's menu asks of the vault: find, and a new item. One that was given before the page was there, or while the vault was
// locked, is not done later.

import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { views } from "../../views.ts";

const waiting = createStore<{ readonly name: "find" | "new-item" | undefined }>(() => ({ name: undefined }));

views.subscribe(({ app }, { app: before }) => {
  if (app === undefined || before === undefined || app.command === undefined || app.command.number === before.command?.number) return;
  const { name } = app.command;
  waiting.setState({ name: app.phase.name === "open" && (name === "find" || name === "new-item") ? name : undefined });
});

export function useMenuCommand(find: () => void, newItem: () => void): void {
  const { name } = useStore(waiting);
  useEffect(() => {
    if (name === undefined) return;
    waiting.setState({ name: undefined });
    if (name === "find") find();
    else newItem();
  }, [name, find, newItem]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || (key !== "f" && key !== "n")) return;
      if (document.querySelector("[role=dialog], [role=alertdialog]") !== null) return;
      event.preventDefault();
      if (key === "f") find();
      else newItem();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [find, newItem]);
}
