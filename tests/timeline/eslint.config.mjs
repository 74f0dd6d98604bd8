import page from "../../entrypoints/timeline/eslint.config.js";

export default [
  { ignores: ["results", "**/*.mjs"] },
  ...page,
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Playwright's fixtures name what they need by an object pattern, `{}` for nothing, and are handed out
      // by a function called `use`, which is no hook of React's.
      "no-empty-pattern": "off",
      "react-hooks/rules-of-hooks": "off",
      "react-hooks/incompatible-library": "off",
    },
  },
];
