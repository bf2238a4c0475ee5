// The window's page: loads the views, then shows the app in the language and theme of the preferences.

import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { beginWhereSomethingWaits } from "./returning.ts";
import { startViews } from "./views.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("no place to show the app");
await startViews();
beginWhereSomethingWaits();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
