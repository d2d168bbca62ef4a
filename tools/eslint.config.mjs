// The rules for JavaScript. npm puts the linter into build/eslint, where a plain import would not look.

import { createRequire } from "node:module";

const need = createRequire(new URL("../build/eslint/", import.meta.url));
const { recommended } = need("@eslint/js").configs;
const { browser } = need("globals");

export default [
  {
    files: ["**/*.js"],
    languageOptions: { globals: browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...recommended.rules,
      eqeqeq: "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  // These stand in front of others in one file, and name in a comment what they hold for them.
  {
    files: ["lrcourse/engine/page.js", "lrcourse/engine/labs/{controls,finger,frames,hand,lab,layers,panels,scene}.js"],
    languageOptions: { sourceType: "script" },
  },
];
