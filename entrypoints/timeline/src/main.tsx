import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "@/app/App";
import { currentLanguage } from "@/i18n/language";
import "@/styles/tokens.css";
import "@/styles/base.css";

document.documentElement.lang = currentLanguage();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
